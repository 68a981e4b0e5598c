using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Deciding;

/// <summary>What one step does.</summary>
/// <typeparam name="TState">The decider's state.</typeparam>
/// <param name="Events">To be stored, together or not at all, before anything else is done.</param>
/// <param name="Entity">The entity after them.</param>
/// <param name="Reply">The answer to the client, if a client asked and the command was decided here.</param>
/// <param name="Sends">Duties and signals to send after storing.</param>
/// <param name="PassOn">A command to send on together with the client's reply address.</param>
public sealed record StepResult<TState>(
    IReadOnlyList<Recorded> Events,
    Entity<TState> Entity,
    Reply? Reply,
    IReadOnlyList<Envelope> Sends,
    Envelope? PassOn);

/// <summary>Runs a decider. Actors and replay both call this and contain no rule of their own.</summary>
public static class Stepper
{
    /// <summary>How long a client should wait before it sends a command again that could not be decided yet.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(250);

    /// <summary>The entity before any event.</summary>
    public static Entity<TState> Begin<TState>(IDecider<TState> decider, EntityId id) =>
        new(id, decider.Initial(id), Inbox.Empty, Outbox.Empty, 0);

    /// <summary>What one delivered message comes to: the looks that it brings along, then itself.</summary>
    public static IEnumerable<Envelope> Unroll(Envelope envelope) => envelope.Stamp is not { Looks.Count: > 0 } stamp
        ? [envelope]
        : [
            .. stamp.Looks.Select(frame => Look(envelope, stamp, frame)),
            envelope with { Stamp = stamp with { Looks = [] } },
        ];

    /// <summary>
    /// Decides one command: <c>Step(state, envelope, context) → (events, state', replies, sends)</c>.
    /// </summary>
    public static StepResult<TState> Step<TState>(
        IDecider<TState> decider, Entity<TState> entity, Envelope envelope, DecisionContext context)
    {
        if (ClientCommands.Problem(envelope) is { } problem)
            return Unchanged(entity, envelope, new Outcome.Refused(problem), []);
        var cause = new Cause(
            envelope.Origin, envelope.Origin is Origin.Client ? Fingerprint.Of(envelope.Command) : string.Empty);
        return entity.Inbox.Admit(cause) switch
        {
            Admission.AlreadyApplied =>
                Unchanged(entity, envelope, new Outcome.AlreadyApplied(entity.Version), Receipt(entity, envelope)),
            Admission.Refused => Unchanged(
                entity, envelope, new Outcome.Refused(entity.Inbox.Refusals[((Origin.Client)envelope.Origin).Id]), []),
            Admission.Conflict => Unchanged(
                entity,
                envelope,
                new Outcome.Refused(Rejection.CommandIdReused(((Origin.Client)envelope.Origin).Id)),
                []),
            _ when envelope.Command is not EntityCommand && decider.Detour(entity, envelope) is { } detour =>
                new([], entity, null, [], detour),
            Admission.OutOfOrder => new([], entity, null, [], null),
            _ => Apply(decider, entity, envelope, context, cause, Ask(decider, entity, envelope, context)),
        };
    }

    /// <summary>The entity after one stored event: the one way in which state changes, live and in recovery.</summary>
    public static Entity<TState> Fold<TState>(IDecider<TState> decider, Entity<TState> entity, Recorded recorded)
    {
        var outbox = recorded.Event switch
        {
            EntityEvent.DutyDone done => entity.Outbox.Clear(done.To, done.Sequence),
            EntityEvent => entity.Outbox,
            _ => decider.Owes(entity, recorded.Event).Aggregate(entity.Outbox, (box, owed) => box.Add(owed)),
        };
        return entity with
        {
            State = recorded.Event is EntityEvent ? entity.State : decider.Evolve(entity.State, recorded),
            Inbox = recorded.Part != 1 ? entity.Inbox
                : entity.Inbox.Remember(recorded.Cause, (recorded.Event as EntityEvent.CommandRefused)?.Reason),
            Outbox = outbox,
            Version = entity.Version + 1,
        };
    }

    /// <summary>All that a recovered entity sends: what it owes, and its reminders.</summary>
    public static IEnumerable<Envelope> Reminders<TState>(IDecider<TState> decider, Entity<TState> entity) =>
        entity.Outbox.Messages(entity.Id).Concat(decider.Reminders(entity));

    private static Decision Ask<TState>(
        IDecider<TState> decider, Entity<TState> entity, Envelope envelope, DecisionContext context) =>
        envelope.Command switch
        {
            EntityCommand.Acknowledge ack when entity.Outbox.Owes(ack.By, ack.Sequence) =>
                Decision.Accept(new EntityEvent.DutyDone(ack.By, ack.Sequence)),
            EntityCommand.Acknowledge => Decision.Nothing,
            EntityCommand.Ping => new Decision.Observed([.. Reminders(decider, entity)]),
            _ => decider.Decide(entity, envelope, context),
        };

    private static StepResult<TState> Apply<TState>(
        IDecider<TState> decider,
        Entity<TState> entity,
        Envelope envelope,
        DecisionContext context,
        Cause cause,
        Decision decision) => decision switch
        {
            Decision.Accepted a => Store(decider, entity, envelope, context, cause, a),
            Decision.Observed o when envelope.Origin is Origin.Duty => Store(
                decider, entity, envelope, context, cause,
                new Decision.Accepted([new EntityEvent.DutyNoted()], o.Signals)),
            Decision.Observed o => Unchanged(entity, envelope, new Outcome.Accepted(entity.Version), o.Signals),
            Decision.PassedOn p => new([], entity, null, [], p.Envelope),
            Decision.AlreadyApplied =>
                Unchanged(entity, envelope, new Outcome.AlreadyApplied(entity.Version), Receipt(entity, envelope)),
            Decision.Rejected r when envelope.Origin is Origin.Client client => Store(
                decider, entity, envelope, context, cause,
                new Decision.Accepted([new EntityEvent.CommandRefused(envelope.Command, r.Reason)], [])) with
            {
                Reply = new Reply(entity.Id, client.Id, new Outcome.Refused(r.Reason)),
            },
            Decision.Rejected r => Unchanged(entity, envelope, new Outcome.Refused(r.Reason), []),
            Decision.NotYet n => NotYet(entity, n.Asked ?? envelope, n),
            _ => throw new System.Diagnostics.UnreachableException($"unhandled decision {decision.GetType().Name}"),
        };

    private static StepResult<TState> Store<TState>(
        IDecider<TState> decider,
        Entity<TState> entity,
        Envelope envelope,
        DecisionContext context,
        Cause cause,
        Decision.Accepted accepted)
    {
        var frame = accepted.DecidedAt > FrameNumber.None
            ? accepted.DecidedAt
            : context.Market?.Frame ?? FrameNumber.None;
        Recorded[] Number(IReadOnlyList<IEvent> events) =>
            [.. events.Select((@event, i) => new Recorded(cause, context.Now, frame, i + 1, events.Count, @event))];

        var events = Number(accepted.Events);
        var after = events.Aggregate(entity, (e, recorded) => Fold(decider, e, recorded));
        if (decider.Afterwards(after) is { Count: > 0 } afterwards)
        {
            events = Number([.. accepted.Events, .. afterwards]);
            after = events.Aggregate(entity, (e, recorded) => Fold(decider, e, recorded));
        }

        var duties = after.Outbox.Messages(entity.Id).Where(message => IsNew(entity, message));
        var reply = envelope.Origin is Origin.Client c && accepted.PassOn is null
            ? new Reply(entity.Id, c.Id, new Outcome.Accepted(after.Version) { Notes = accepted.Notes })
            : null;
        return new(
            events, after, reply, [.. duties, .. accepted.Signals, .. Receipt(entity, envelope)], accepted.PassOn);
    }

    private static StepResult<TState> NotYet<TState>(Entity<TState> entity, Envelope asked, Decision.NotYet why)
    {
        var busy = new Outcome.Busy($"waiting for {why.MissingWhat}", RetryAfter);
        return new([], entity, asked.Origin is Origin.Client c ? new Reply(asked.To, c.Id, busy) : null, [], null);
    }

    // Nobody waits for the band of a look that was overtaken: no watchlist has given out ticket 0.
    private static Envelope Look(Envelope envelope, Stamp stamp, FrameNumber frame) => new(
        envelope.To,
        envelope.Origin as Origin.Signal ?? new Origin.Signal(envelope.To),
        new AccountCommand.Evaluate(),
        new Stamp(frame, stamp.Epoch, Ticket: 0));

    private static bool IsNew<TState>(Entity<TState> before, Envelope message) =>
        ((Origin.Duty)message.Origin).Sequence > before.Outbox.Last.GetValueOrDefault(message.To);

    private static StepResult<TState> Unchanged<TState>(
        Entity<TState> entity, Envelope envelope, Outcome outcome, IReadOnlyList<Envelope> sends) =>
        new([], entity, envelope.Origin is Origin.Client c ? new Reply(entity.Id, c.Id, outcome) : null, sends, null);

    private static Envelope[] Receipt<TState>(Entity<TState> entity, Envelope envelope) =>
        envelope.Origin is Origin.Duty duty
            ? [Envelope.Signal(entity.Id, duty.Sender, new EntityCommand.Acknowledge(entity.Id, duty.Sequence))]
            : [];
}
