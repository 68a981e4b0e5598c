using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Tests.Specs;

/// <summary>Given events, at a frame, when a command comes, then events or a refusal. Nothing but the decider and its step.</summary>
internal sealed class Spec<TState>(IDecider<TState> decider, EntityId id)
{
    private readonly Frames frames = new();
    private Entity<TState> before = Stepper.Begin(decider, id);
    private StepResult<TState>? result;
    private Envelope? sent;
    private int? epoch;
    private Instant? time;
    private int clients;
    private long tickets;

    public Entity<TState> Entity { get; private set; } = Stepper.Begin(decider, id);

    public TState State => Entity.State;

    public StepResult<TState> Result => result ?? throw new InvalidOperationException("nothing was sent yet");

    private Instant Now => time ?? frames.Latest?.Time ?? new Instant(500);

    /// <summary>Each event is folded as a decision of its own, at the frame shown so far.</summary>
    public Spec<TState> Given(params IEvent[] events)
    {
        foreach (var @event in events)
        {
            var cause = new Cause(new Origin.Signal(id), string.Empty);
            Entity = Stepper.Fold(decider, Entity, new Recorded(cause, Now, frames.Latest?.Frame ?? default, 1, 1, @event));
        }

        return this;
    }

    public Spec<TState> At(MarketView view)
    {
        frames.Add(view);
        return this;
    }

    /// <summary>Frames before this one are not kept any more.</summary>
    public Spec<TState> Forgotten(long before)
    {
        frames.ForgetBefore(new FrameNumber(before));
        return this;
    }

    public Spec<TState> AtTime(long milliseconds)
    {
        time = new Instant(milliseconds);
        return this;
    }

    /// <summary>From here on messages come stamped by the watchlist, under this watch.</summary>
    public Spec<TState> Stamped(int underEpoch = 1)
    {
        epoch = underEpoch;
        return this;
    }

    public Spec<TState> Unstamped()
    {
        epoch = null;
        return this;
    }

    /// <summary>A client sends a command that it never sent before.</summary>
    public Spec<TState> When(ICommand command) => When($"command-{++clients}", command);

    public Spec<TState> When(string commandId, ICommand command) =>
        When(new Envelope(id, new Origin.Client(new CommandId(commandId)), command));

    public Spec<TState> WhenOwed(EntityId sender, long sequence, ICommand command) =>
        When(new Envelope(id, new Origin.Duty(sender, sequence), command));

    public Spec<TState> WhenSignalled(EntityId sender, ICommand command) => When(Envelope.Signal(sender, id, command));

    public Spec<TState> WhenAgain() => When(sent!);

    public Spec<TState> When(Envelope envelope)
    {
        sent = epoch is { } watch && envelope.Stamp is null && frames.Latest is { } latest
            ? envelope with { Stamp = new Stamp(latest.Frame, watch, ++tickets) }
            : envelope;
        before = Entity;
        foreach (var each in Stepper.Unroll(sent))
        {
            result = Stepper.Step(decider, Entity, each, frames.ContextOf(each, Now));
            Entity = result.Entity;
        }

        return this;
    }

    public Spec<TState> Then(params IEvent[] events)
    {
        Assert.Equal(events, Result.Events.Select(recorded => recorded.Event));
        Assert.Equal(before.Version + events.Length, Entity.Version);
        if (sent!.Origin is Origin.Client && Result.PassOn is null)
            Assert.Equal(new Outcome.Accepted(Entity.Version), Assert.IsType<Outcome.Accepted>(Result.Reply!.Outcome) with { Notes = [] });
        return this;
    }

    /// <summary>The last event, where others have pinned those before it.</summary>
    public Spec<TState> ThenLast(IEvent @event)
    {
        Assert.Equal(@event, Result.Events[^1].Event);
        return this;
    }

    /// <summary>The first events, where others have pinned those after them.</summary>
    public Spec<TState> ThenFirst(params IEvent[] events)
    {
        Assert.Equal(events, Result.Events.Select(recorded => recorded.Event).Take(events.Length));
        return this;
    }

    /// <summary>Only the kinds of events, where another specification has pinned their content.</summary>
    public Spec<TState> ThenKinds(params Type[] kinds)
    {
        Assert.Equal(kinds, Result.Events.Select(recorded => recorded.Event.GetType()));
        return this;
    }

    public Spec<TState> ThenRejected(RejectionCode code, params string[] says)
    {
        var refused = Assert.IsType<Outcome.Refused>(Result.Reply!.Outcome);
        Assert.Equal(code, refused.Reason.Code);
        Assert.All(says, part => Assert.Contains(part, refused.Reason.Detail, StringComparison.Ordinal));
        if (ClientCommands.Problem(sent!) is not null || code == RejectionCode.CommandIdReused || before.Inbox.Refusals.ContainsValue(refused.Reason))
            return ThenNothingStored();
        Assert.Equal([new EntityEvent.CommandRefused(sent!.Command, refused.Reason)], Result.Events.Select(recorded => recorded.Event));
        Assert.Equal(before.State, Entity.State);
        return this;
    }

    public Spec<TState> ThenAlreadyApplied()
    {
        if (sent!.Origin is Origin.Client)
            Assert.Equal(new Outcome.AlreadyApplied(before.Version), Result.Reply!.Outcome);
        else if (sent.Origin is Origin.Duty duty)
            Assert.Equal([Envelope.Signal(id, duty.Sender, new EntityCommand.Acknowledge(id, duty.Sequence))], Result.Sends);
        return ThenNothingStored();
    }

    public Spec<TState> ThenPassedOn(Envelope envelope)
    {
        Assert.Equal(envelope, Result.PassOn);
        Assert.Null(Result.Reply);
        return this;
    }

    public Spec<TState> ThenNotYet(string waitingFor)
    {
        if (sent!.Origin is Origin.Client)
            Assert.Contains(waitingFor, Assert.IsType<Outcome.Busy>(Result.Reply!.Outcome).Why, StringComparison.Ordinal);
        Assert.Empty(Result.Sends);
        return ThenNothingStored();
    }

    /// <summary>The duties and signals that leave with the decision, receipts apart.</summary>
    public Spec<TState> ThenSends(params Envelope[] sends)
    {
        Assert.Equal(sends, Result.Sends.Where(message => message.Command is not EntityCommand.Acknowledge));
        return this;
    }

    /// <summary>All that waits for a receiver.</summary>
    public Spec<TState> ThenOwes(EntityId to, params ICommand[] commands)
    {
        Assert.Equal(commands, Owed(to));
        return this;
    }

    /// <summary>The end of what waits for a receiver.</summary>
    public Spec<TState> ThenOwesLast(EntityId to, params ICommand[] commands)
    {
        Assert.Equal(commands, Owed(to).TakeLast(commands.Length));
        return this;
    }

    public Spec<TState> ThenNothingStored()
    {
        Assert.Empty(Result.Events);
        Assert.Same(before, Entity);
        return this;
    }

    private IEnumerable<ICommand> Owed(EntityId to) =>
        Entity.Outbox.Messages(id).Where(message => message.To == to).Select(message => message.Command);

    public Spec<TState> ThenState(Action<TState> check)
    {
        check(Entity.State);
        return this;
    }
}
