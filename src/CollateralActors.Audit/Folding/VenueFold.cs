using System.Globalization;
using CollateralActors.Audit.Balances;
using CollateralActors.Audit.Findings;
using CollateralActors.Audit.Reading;
using CollateralActors.Audit.Visits;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Audit.Folding;

/// <summary>The whole venue as a journal makes it, row by row, with every check on the way.</summary>
/// <remarks>
/// Rows are taken by one thread. Deciding again and visiting accounts works on immutable states, so it is put off and
/// then done on all cores at once, an entity on one core at a time.
/// </remarks>
internal sealed class VenueFold
{
    private readonly EntityTable entities;
    private readonly Dictionary<EntityFold, AccountVisits> visits = [];
    private readonly HashSet<EntityFold> waiting = [];
    private readonly FrameHistory frames = new();
    private readonly FindingLog log;
    private readonly DutyCheck duties;
    private readonly FrameProgress progress;
    private readonly OverdueLooks overdue;
    private readonly ConservationCheck conservation;
    private long redecided;

    public VenueFold(FindingLog log)
    {
        this.log = log;
        entities = new EntityTable(log);
        duties = new DutyCheck(entities.ById, log);
        progress = new FrameProgress(Shards.Default);
        overdue = new OverdueLooks(Shards.Default);
        conservation = new ConservationCheck(duties);
    }

    /// <summary>How many entities have events.</summary>
    public int EntityCount => entities.Count;

    /// <summary>How many decisions were made again.</summary>
    public long Redecided => redecided;

    /// <summary>How many duties are not acknowledged.</summary>
    public int Outstanding => entities.ById.Values.Sum(
        entity => entity.Outbox.Waiting.Values.Sum(waiting => waiting.Count));

    public ConservationResult Conservation => conservation.Result;

    /// <summary>The hash of all entities' states.</summary>
    public string HashOfStates() => entities.HashOfStates();

    /// <summary>
    /// Whether the journal itself says that nobody could look at the account in those frames. Ask at the end.
    /// </summary>
    public bool Explains(MissedCall call) => overdue.Explain(call);

    /// <summary>Takes the next row.</summary>
    public void Take(in AuditedRow row)
    {
        if (entities.Find(row.Place, AuditFinding.CauseOf(row.Recorded)) is not { } entity)
            return;
        entity.IsUnsure |= !row.Follows;
        var decision = entity.Decisions.Add(row);
        entity.IsUnsure |= !entity.Decisions.IsComplete;
        if (decision is not null)
            Apply(entity, decision);
    }

    /// <summary>Does what was put off, on all cores.</summary>
    public void RunChecks(CancellationToken cancellation)
    {
        Parallel.ForEach(
            waiting, new ParallelOptions { CancellationToken = cancellation }, entity => entity.RunChecks());
        waiting.Clear();
    }

    /// <summary>No more rows.</summary>
    /// <param name="isFinished">
    /// Whether the journal says that its run came to an end, so that nothing may be left open.
    /// </param>
    /// <param name="cancellation">Ends it early.</param>
    public void End(bool isFinished, CancellationToken cancellation)
    {
        foreach (var entity in entities.ById.Values)
        {
            entity.Decisions.End();
            entity.IsUnsure |= !entity.Decisions.IsComplete;
        }

        RunChecks(cancellation);
        if (frames.Latest is { } last)
        {
            bool IsDue(EntityFold account, FrameNumber frame) =>
                isFinished || progress.IsDue(account.Id, frames.At(frame)!);
            foreach (var (entity, account) in visits.Where(pair => !pair.Key.IsUnsure))
                Defer(entity, account.AtEnd((AccountState)entity.State, last.Frame, frame => IsDue(entity, frame)));
            RunChecks(cancellation);
        }

        conservation.Check(place: null, frames.Latest?.Risk, frames.Latest);
        if (isFinished)
            ReportOutstanding();
    }

    private void Apply(EntityFold entity, StoredDecision decision)
    {
        var owed = duties.OwedCommand(entity, decision);
        duties.Clearing(entity, decision);
        if (!entity.IsUnsure)
        {
            Visit(entity, decision);
            Redecide(entity, decision, owed);
        }

        var before = entity.State;
        if (TryFold(entity, decision))
            Observe(entity, before, decision);
    }

    private void Visit(EntityFold entity, StoredDecision decision)
    {
        // Receipts are not decided at a frame of the account's: they change nothing that a frame looks at.
        if (entity.Id.Kind != EntityKind.Account || decision.Events.All(recorded => recorded.Event is EntityEvent))
            return;
        if (!visits.TryGetValue(entity, out var account))
            visits.Add(entity, account = new AccountVisits(frames, log));
        Defer(entity, account.Before((AccountState)entity.State, decision.First.Frame, decision.Place, decision.Cause));
    }

    private void Redecide(EntityFold entity, StoredDecision decision, ICommand? owed)
    {
        var again = entity.Redecide(decision, owed, frames);
        if (!again.IsPossible)
            return;
        redecided++;
        Defer(entity, () =>
        {
            if (Guarded(again.Difference) is { } difference)
                log.AddMismatch(decision.Place, decision.Cause, difference);
        });
    }

    private bool TryFold(EntityFold entity, StoredDecision decision)
    {
        var problem = Guarded(() =>
        {
            entity.Fold(decision);
            return null;
        });
        if (problem is null)
            return true;
        // Of an entity that misses events nothing else was to be expected.
        if (!entity.IsUnsure)
            log.AddMismatch(decision.Place, decision.Cause, $"cannot follow on the events before it: {problem}");
        entity.IsUnsure = true;
        return false;
    }

    private void Observe(EntityFold entity, object before, StoredDecision decision)
    {
        foreach (var recorded in decision.Events)
        {
            progress.Observe(entity.Id, entity.State, recorded);
            overdue.Observe(entity.Id, recorded);
            if (frames.Observe(recorded) is { } problem)
                log.AddMismatch(decision.Place, decision.Cause, problem);
        }

        conservation.Observe(entity, before, decision.Events, frames.Latest?.Risk);
        if (decision.Events.Any(recorded => recorded.Event is MarketEvent.FrameIssued))
            conservation.Check(decision.Place, frames.Latest?.Risk, frames.Latest);
    }

    private void Defer(EntityFold entity, Action? check)
    {
        if (check is null)
            return;
        entity.Defer(check);
        waiting.Add(entity);
    }

    private void ReportOutstanding()
    {
        foreach (var entity in entities.ById.Values.Where(entity => !entity.IsUnsure && !entity.Outbox.IsEmpty))
        {
            foreach (var (to, owed) in entity.Outbox.Waiting)
            {
                log.AddMismatch(new Place(0, entity.Id.PersistenceId, 0), null, string.Create(
                    CultureInfo.InvariantCulture,
                    $"still owes {to} {owed.Count} duties, and the journal says that its run is finished"));
            }
        }
    }

    // Deciders and folds are total on histories that they made; on a history that somebody changed they may throw
    // anything.
    private static string? Guarded(Func<string?> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return $"{e.GetType().Name}: {e.Message}";
        }
    }
}
