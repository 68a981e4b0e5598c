using System.Collections.Concurrent;
using System.Diagnostics;
using CollateralActors.Actors.Couriers;
using CollateralActors.Load.Driving;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Scenarios;
using HdrHistogram;

namespace CollateralActors.Load.Reports;

/// <summary>Measures a run from beside it: commands' delays, and how many accounts frames wake.</summary>
/// <param name="from">Where the run is taken up; what was before it is not measured.</param>
/// <param name="onAnswer">Called with each answer to a client; null where nobody listens.</param>
/// <param name="onSend">Called with each message between entities; null where nobody listens.</param>
public sealed class RunObserver(
    ResumePoint from, Action<Reply>? onAnswer = null, Action<EntityId, Envelope>? onSend = null) : IRoundObserver
{
    private readonly ConcurrentDictionary<(EntityId, CommandId), long> asked = [];
    private readonly LongHistogram wokenPerTick = new(10_000_000, 3);
    private long wokenNow;

    /// <summary>Counts what happens, for whoever watches.</summary>
    public LiveTally Tally { get; } = new(from.LastFrame);

    /// <summary>Where the run was taken up.</summary>
    public ResumePoint From => from;

    /// <summary>From a command's delivery to its answer.</summary>
    public LatencyRecorder Command { get; } = new();

    /// <summary>Clients' commands of the whole run so far, each once, whichever process had them answered.</summary>
    public long Commands { get; private set; }

    /// <summary>Accounts woken by each frame.</summary>
    public WokenFigures Woken(int accounts) => wokenPerTick.TotalCount == 0
        ? new WokenFigures(0, 0, 0)
        : new WokenFigures(
            wokenPerTick.GetMean(), wokenPerTick.GetValueAtPercentile(99), wokenPerTick.GetMean() / accounts);

    public void Delivered(EntityId to, CommandId command) => asked[(to, command)] = Stopwatch.GetTimestamp();

    public void Answered(Reply reply)
    {
        if (asked.TryRemove((reply.From, reply.Command), out var since))
            Command.RecordSince(since);
        onAnswer?.Invoke(reply);
    }

    public void Sent(EntityId sender, Envelope envelope) => onSend?.Invoke(sender, envelope);

    public void Woken(EntityId account) => Interlocked.Increment(ref wokenNow);

    /// <summary>Counts a round that an earlier process finished.</summary>
    public void PassOver(ScenarioRound round) => Commands += round.Inputs.Count;

    /// <summary>Closes the books on a round.</summary>
    public void EndRound(RoundOutcome outcome)
    {
        Commands += outcome.Round.Inputs.Count;
        wokenPerTick.RecordValue(Interlocked.Exchange(ref wokenNow, 0));
    }
}
