using CollateralActors.Audit.Findings;
using CollateralActors.Audit.Reading;
using CollateralActors.Journal.States;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Audit.Folding;

/// <summary>One entity as its stored events make it, whatever its kind.</summary>
internal abstract class EntityFold(EntityId id, FindingLog log)
{
    private readonly List<Action> checks = [];

    public EntityId Id => id;

    public DecisionAssembler Decisions { get; } = new(log);

    public abstract object State { get; }

    public abstract Inbox Inbox { get; }

    public abstract Outbox Outbox { get; }

    /// <summary>
    /// Whether events are missing before here, so that nothing can be concluded from the state any more.
    /// </summary>
    public bool IsUnsure { get; set; }

    /// <summary>Whether checks wait to be run.</summary>
    public bool HasChecks => checks.Count > 0;

    /// <summary>Prepares to decide again what was decided on the present state.</summary>
    /// <param name="decision">What was decided.</param>
    /// <param name="owed">The command, where another entity owed it.</param>
    /// <param name="history">The frames.</param>
    public abstract Redecision Redecide(StoredDecision decision, ICommand? owed, FrameHistory history);

    /// <summary>
    /// Goes on to the state after a decision. Throws what the fold throws on events that cannot follow.
    /// </summary>
    public abstract void Fold(StoredDecision decision);

    /// <summary>The hash of its state, as the live entity would give it; null where it has no events.</summary>
    public abstract string? HashOfState();

    /// <summary>Keeps a check for later: it works on immutable states, so it can wait for a free core.</summary>
    public void Defer(Action check) => checks.Add(check);

    /// <summary>Runs the checks that wait, in order. On one thread at a time.</summary>
    public void RunChecks()
    {
        foreach (var check in checks)
            check();
        checks.Clear();
    }
}

/// <inheritdoc/>
internal sealed class EntityFold<TState>(IDecider<TState> decider, EntityId id, FindingLog log) : EntityFold(id, log)
{
    private Entity<TState> entity = Stepper.Begin(decider, id);

    public override object State => entity.State!;

    public override Inbox Inbox => entity.Inbox;

    public override Outbox Outbox => entity.Outbox;

    public override Redecision Redecide(StoredDecision decision, ICommand? owed, FrameHistory history) =>
        new Redecision<TState>(decider, entity, decision, owed, history);

    public override void Fold(StoredDecision decision)
    {
        var after = entity;
        foreach (var recorded in decision.Events)
            after = Stepper.Fold(decider, after, recorded);
        entity = after;
    }

    public override string? HashOfState() => entity.Version > 0 ? StateHash.OfEntity(entity) : null;
}
