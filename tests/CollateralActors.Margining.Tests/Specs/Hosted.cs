using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;
using Newtonsoft.Json;

namespace CollateralActors.Margining.Tests.Specs;

/// <summary>What came out of a message.</summary>
internal sealed record Handled(bool HasEvents, Reply? Reply, IReadOnlyList<Envelope> Sends, Envelope? PassOn);

/// <summary>One entity in memory with its journal.</summary>
internal interface IHosted
{
    IReadOnlyList<Recorded> Journal { get; }

    bool OwesNothing { get; }

    bool MayRest { get; }

    Handled Handle(Envelope envelope, Frames frames, Instant now);

    IReadOnlyList<Envelope> Reminders();

    /// <summary>Forgets everything but the journal, and comes back from it.</summary>
    void Recover();

    /// <summary>Everything that is remembered, as text.</summary>
    string Dump();

    /// <summary>Decides every stored decision again from the journal alone; returns how many could be told.</summary>
    /// <param name="frames">The frames that were decided at.</param>
    /// <param name="isWholeCommandKept">Whether the events keep all that the command said, so that its fingerprint comes out again.</param>
    int Redecide(Frames frames, bool isWholeCommandKept = true);
}

internal sealed class Hosted<TState>(IDecider<TState> decider, EntityId id) : IHosted
{
    private const string Happened = "happened";

    private readonly List<Recorded> journal = [];

    public Entity<TState> Entity { get; private set; } = Stepper.Begin(decider, id);

    public IReadOnlyList<Recorded> Journal => journal;

    public bool OwesNothing => Entity.Outbox.IsEmpty;

    public bool MayRest => decider.MayRest(Entity.State);

    public Handled Handle(Envelope envelope, Frames frames, Instant now)
    {
        var parts = Stepper.Unroll(envelope).Select(each => HandleOne(each, frames, now)).ToList();
        return parts[^1] with { HasEvents = parts.Any(part => part.HasEvents), Sends = [.. parts.SelectMany(part => part.Sends)] };
    }

    private Handled HandleOne(Envelope envelope, Frames frames, Instant now)
    {
        var result = Stepper.Step(decider, Entity, envelope, frames.ContextOf(envelope, now));
        journal.AddRange(result.Events);
        Entity = result.Entity;
        return new Handled(result.Events.Count > 0, result.Reply, result.Sends, result.PassOn);
    }

    /// <summary>Makes an event happen that nobody asked for; returns what is owed from it.</summary>
    public IReadOnlyList<Envelope> Happen(IEvent @event, FrameNumber frame, Instant now)
    {
        var recorded = new Recorded(new Cause(new Origin.Signal(id), Happened), now, frame, 1, 1, @event);
        journal.Add(recorded);
        var before = Entity.Outbox.Messages(id).ToHashSet();
        Entity = Stepper.Fold(decider, Entity, recorded);
        return [.. Entity.Outbox.Messages(id).Where(message => !before.Contains(message))];
    }

    public IReadOnlyList<Envelope> Reminders() => [.. Stepper.Reminders(decider, Entity)];

    public void Recover() =>
        Entity = journal.Aggregate(Stepper.Begin(decider, id), (entity, recorded) => Stepper.Fold(decider, entity, recorded));

    public string Dump() => JsonConvert.SerializeObject(
        new
        {
            State = Entity.State is WatchlistState list ? new { list.Watched, list.PassedUpTo } : (object?)Entity.State,
            Case = Entity.State?.GetType().Name,
            Entity.Version,
            Clients = Entity.Inbox.Order.Select(client => $"{client}: {Entity.Inbox.Fingerprints[client]}"),
            Entity.Inbox.Senders,
            Entity.Outbox.Last,
            Waiting = Entity.Outbox.Messages(id).Select(message => message.ToString()),
        },
        Formatting.Indented,
        new UnitConverter());

    public int Redecide(Frames frames, bool isWholeCommandKept = true)
    {
        var (entity, told) = (Stepper.Begin(decider, id), 0);
        for (var from = 0; from < journal.Count; from += journal[from].Of)
        {
            var decision = journal.GetRange(from, journal[from].Of);
            if (CommandOf(entity, decision) is { } command)
            {
                var frame = decision[0].Frame;
                var envelope = new Envelope(id, decision[0].Cause.Origin, command, StampOf(entity, decision));
                var again = Stepper.Step(decider, entity, envelope, new DecisionContext(decision[0].Time, frames, frames.At(frame)));
                Assert.Equal(decision, again.Events.Select((e, i) => isWholeCommandKept ? e : e with { Cause = decision[i].Cause }));
                told++;
            }

            entity = decision.Aggregate(entity, (e, recorded) => Stepper.Fold(decider, e, recorded));
        }

        return told;
    }

    private ICommand? CommandOf(Entity<TState> entity, List<Recorded> decision) => decision[0].Event switch
    {
        // What a test has made happen, nobody has asked for.
        _ when decision[0].Cause.Origin == new Origin.Signal(id) && decision[0].Cause.Fingerprint == Happened => null,
        EntityEvent.DutyDone done => new EntityCommand.Acknowledge(done.To, done.Sequence),
        EntityEvent.CommandRefused refused => refused.Command,
        EntityEvent.DutyNoted => null,
        _ => decider.CommandOf(entity.State, decision),
    };

    private static Stamp? StampOf(Entity<TState> entity, List<Recorded> decision)
    {
        if (entity.State is not AccountState account)
            return null;
        var confirmed = decision.Select(recorded => recorded.Event).OfType<AccountEvent.WatchConfirmed>().FirstOrDefault();
        if (decision[0].Event is EntityEvent.CommandRefused)
            return new Stamp(decision[0].Frame, account.Watch.IsOn ? account.Watch.Epoch : account.Watch.Epoch + 1, 0);
        return confirmed is not null ? new Stamp(decision[0].Frame, confirmed.Epoch, 0)
            : account.Watch.IsOn ? new Stamp(decision[0].Frame, account.Watch.Epoch, 0)
            : null;
    }
}
