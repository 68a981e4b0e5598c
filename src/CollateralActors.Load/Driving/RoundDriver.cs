using Akka;
using Akka.Streams;
using Akka.Streams.Dsl;
using CollateralActors.Actors.Nodes;
using CollateralActors.Margining.Deciding;
using CollateralActors.Simulation.Scenarios;

namespace CollateralActors.Load.Driving;

/// <summary>
/// Feeds a scenario's rounds to a node as fast as it takes them: a stream with back-pressure, one round under way.
/// </summary>
/// <param name="node">Works in rounds.</param>
/// <param name="afterRound">Called when a round is over and before the next one begins.</param>
/// <param name="passOver">Called with each round that an earlier process finished.</param>
public sealed class RoundDriver(VenueNode node, Func<RoundOutcome, Task> afterRound, Action<ScenarioRound> passOver)
{
    private const int RoundsAhead = 4;

    /// <summary>
    /// The outcomes of the rounds from <paramref name="from"/> on, each when all of its consequences are stored.
    /// </summary>
    /// <remarks>
    /// The next rounds' inputs are made while the node works on this one, a few rounds ahead at most.
    /// </remarks>
    public Source<RoundOutcome, NotUsed> Outcomes(ScenarioRun run, ResumePoint from) =>
        Source.From(run.Rounds().SkipWhile(round => IsFinished(round, from)))
            .Buffer(RoundsAhead, OverflowStrategy.Backpressure)
            .Async()
            .SelectAsync(1, round => DriveAsync(round, skipInputs: from.FrameIsIssued && round.Number == from.Round));

    private bool IsFinished(ScenarioRound round, ResumePoint from)
    {
        if (round.Number >= from.Round)
            return false;
        passOver(round);
        return true;
    }

    private async Task<RoundOutcome> DriveAsync(ScenarioRound round, bool skipInputs)
    {
        if (!skipInputs)
            RefuseBusy(await node.SubmitRoundAsync(round.Time, round.Inputs).ConfigureAwait(false));
        RefuseBusy(await node.SubmitRoundAsync(round.Time, [round.Quotes]).ConfigureAwait(false));
        var market = node.Frames.Latest
            ?? throw new InvalidOperationException($"round {round.Number} made no frame: its quotes were refused");
        RefuseBusy(await node.SubmitRoundAsync(round.Time, [round.Settle(market.Frame)]).ConfigureAwait(false));
        var outcome = new RoundOutcome(round, market);
        await afterRound(outcome).ConfigureAwait(false);
        return outcome;
    }

    // A round waits for everything, so nobody has a reason to be busy; to go on would leave an input out.
    private static void RefuseBusy(IReadOnlyList<Reply> replies)
    {
        if (replies.FirstOrDefault(reply => reply.Outcome is Outcome.Busy) is { Outcome: Outcome.Busy busy } reply)
            throw new InvalidOperationException($"{reply.From} did not take {reply.Command}: {busy.Why}");
    }
}
