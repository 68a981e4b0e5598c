using CollateralActors.Margining.Deciding;

namespace CollateralActors.Simulation.Worlds;

/// <summary>What one message did to an entity.</summary>
internal sealed record WorldStep(
    IReadOnlyList<Recorded> Events, Reply? Reply, IReadOnlyList<Envelope> Sends, Envelope? PassOn);

/// <summary>One entity of a world: its events, and what they make of it.</summary>
internal abstract class WorldEntity
{
    public List<Recorded> Events { get; } = [];

    public abstract object State { get; }

    public abstract Outbox Outbox { get; }

    public abstract Inbox Inbox { get; }

    public abstract WorldStep Step(Envelope envelope, DecisionContext context);

    /// <summary>All that it sends when it recovers, and on a timer.</summary>
    public abstract IReadOnlyList<Envelope> Reminders();

    /// <summary>Forgets everything and folds its events.</summary>
    public abstract void Recover();
}

internal sealed class WorldEntity<TState>(IDecider<TState> decider, EntityId id) : WorldEntity
{
    private Entity<TState> entity = Stepper.Begin(decider, id);

    public override object State => entity.State!;

    public override Outbox Outbox => entity.Outbox;

    public override Inbox Inbox => entity.Inbox;

    public override WorldStep Step(Envelope envelope, DecisionContext context)
    {
        var result = Stepper.Step(decider, entity, envelope, context);
        entity = result.Entity;
        Events.AddRange(result.Events);
        return new WorldStep(result.Events, result.Reply, result.Sends, result.PassOn);
    }

    public override IReadOnlyList<Envelope> Reminders() => [.. Stepper.Reminders(decider, entity)];

    public override void Recover() => entity = Events.Aggregate(
        Stepper.Begin(decider, id), (before, recorded) => Stepper.Fold(decider, before, recorded));
}

/// <summary>Makes an entity with the decider of its kind.</summary>
internal sealed class WorldEntityMaker(EntityId id) : IDeciderVisitor<WorldEntity>
{
    public WorldEntity Visit<TState>(IDecider<TState> decider) => new WorldEntity<TState>(decider, id);
}
