using System.Globalization;
using CollateralActors.Audit.Reading;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Audit.Folding;

/// <summary>One stored decision, to be made again on the state before it.</summary>
internal abstract class Redecision
{
    /// <summary>Whether the command is known, so that it can be decided again.</summary>
    public abstract bool IsPossible { get; }

    /// <summary>Decides again; what differs from the stored events, or null if nothing does.</summary>
    public abstract string? Difference();
}

/// <inheritdoc/>
internal sealed class Redecision<TState>(
    IDecider<TState> decider, Entity<TState> before, StoredDecision decision, ICommand? owed, FrameHistory history)
    : Redecision
{
    private const int LongestText = 600;

    private readonly ICommand? command = owed ?? CommandOf(decider, before, decision);

    public override bool IsPossible => command is not null;

    public override string? Difference()
    {
        var stored = decision.First;
        var market = history.At(stored.Frame);
        if (market is null && stored.Frame != FrameNumber.None && stored.Event is not MarketEvent.FrameIssued)
            return $"says that it was decided at frame {stored.Frame}, which the market never issued";
        var envelope = new Envelope(before.Id, stored.Cause.Origin, command!, StampOf());
        var step = Stepper.Step(decider, before, envelope, new DecisionContext(stored.Time, history, market));
        return FingerprintDifference() ?? EventDifference(step);
    }

    private static ICommand? CommandOf(IDecider<TState> decider, Entity<TState> before, StoredDecision decision) =>
        decision.First.Event switch
        {
            EntityEvent.DutyDone done => new EntityCommand.Acknowledge(done.To, done.Sequence),
            EntityEvent.CommandRefused refused => refused.Command,
            EntityEvent => null,
            _ => decider.CommandOf(before.State, decision.Events),
        };

    // A watched account decides only what came through its watchlist; which ticket it had leaves no trace in events.
    private Stamp? StampOf()
    {
        if (before.State is not AccountState state || decision.First.Event is EntityEvent.DutyDone)
            return null;
        if (decision.First.Event is EntityEvent.CommandRefused)
            return new Stamp(decision.First.Frame, state.Watch.IsOn ? state.Watch.Epoch : state.Watch.Epoch + 1, 0);
        var confirmed = decision.Events
            .Select(recorded => recorded.Event)
            .OfType<AccountEvent.WatchConfirmed>()
            .FirstOrDefault();
        return confirmed is not null ? new Stamp(decision.First.Frame, confirmed.Epoch, 0)
            : state.Watch.IsOn ? new Stamp(decision.First.Frame, state.Watch.Epoch, 0)
            : null;
    }

    // Quotes that left no trace in prices, and the version that a client gave to a new risk book, are not in the
    // events.
    private string? FingerprintDifference() =>
        decision.First is { Cause: { Origin: Origin.Client, Fingerprint: var stored }, Event: var @event }
        && @event is not (MarketEvent.FrameIssued or RiskBookEvent.Adopted)
        && Fingerprint.Of(command!) is var expected && expected != stored
            ? $"says that it answers a command with fingerprint '{stored}', "
                + $"and the command that it answers has '{expected}'"
            : null;

    private string? EventDifference(StepResult<TState> step)
    {
        for (var i = 0; i < Math.Max(step.Events.Count, decision.Events.Count); i++)
        {
            var stored = i < decision.Events.Count ? decision.Events[i] : null;
            var decided = i < step.Events.Count ? step.Events[i] : null;
            if (decided is not null && stored is not null && IsSame(stored, decided with { Cause = stored.Cause }))
                continue;
            return string.Create(
                CultureInfo.InvariantCulture,
                $"part {i + 1}: stored is {Text(stored)}; "
                + $"deciding {Name(command!)} again gives {Text(decided)}{Why(step)}");
        }

        return null;
    }

    // A later version may say it in other words.
    private static bool IsSame(Recorded stored, Recorded decided) =>
        stored.Event is EntityEvent.CommandRefused was
        && decided.Event is EntityEvent.CommandRefused now
        && RefusalFigures.AreSame(was.Reason, now.Reason)
            ? stored == decided with { Event = now with { Reason = was.Reason } }
            : stored == decided;

    private static string Why(StepResult<TState> step) => step switch
    {
        { Events.Count: > 0 } => string.Empty,
        { Reply.Outcome: Outcome.Refused refused } => $": refused, {refused.Reason.Detail}",
        { Reply.Outcome: Outcome.AlreadyApplied } => ": it was applied before",
        { Reply.Outcome: Outcome.Busy busy } => $": not yet, {busy.Why}",
        { PassOn: { } passOn } => $": it goes to {passOn.To}",
        _ => string.Empty,
    };

    private static string Name(ICommand command) => command.GetType().Name;

    private static string Text(Recorded? recorded)
    {
        if (recorded is null)
            return "nothing";
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{recorded.Event} (part {recorded.Part} of {recorded.Of}, frame {recorded.Frame})");
        return text.Length <= LongestText ? text : text[..LongestText] + "…";
    }
}
