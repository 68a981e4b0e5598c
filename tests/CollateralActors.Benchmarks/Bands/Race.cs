using System.Diagnostics;
using CollateralActors.Margining.Watching;

namespace CollateralActors.Benchmarks.Bands;

/// <summary>Baseline and ours from the same start over the same frames, as often as wanted.</summary>
internal sealed class Race
{
    private readonly StressedPopulation population;
    private readonly MarketPath path;
    private readonly ArrayScan warm;
    private readonly int warmUp;

    public Race(StressedPopulation population, MarketPath path, int warmUp)
    {
        (this.population, this.path, this.warmUp) = (population, path, warmUp);
        warm = new ArrayScan(population, path.First);
        Scan(warm, 1, warmUp, []);
    }

    /// <summary>The status changes of a round.</summary>
    public List<StatusChange> Changes { get; } = [];

    /// <summary>What the ladder did in a round.</summary>
    public LadderStatistics Statistics { get; private set; }

    /// <summary>Runs the frames after the warm-up through one and then through the other; microseconds a frame.</summary>
    public Round Run(int frames)
    {
        Changes.Clear();
        var baseline = Scan(warm.Copy(), 1 + warmUp, frames, Changes);

        var watch = new LadderWatch(population, population.Market(0, path.First));
        Watch(watch, 1, warmUp, []);
        var (before, actual) = (watch.Statistics, new List<StatusChange>());
        GC.Collect();
        var ours = Watch(watch, 1 + warmUp, frames, actual);
        var after = watch.Statistics;
        Statistics = new LadderStatistics(
            after.Frames - before.Frames, after.Crossed - before.Crossed, after.Woken - before.Woken,
            after.StraightPasses - before.StraightPasses);
        return Changes.SequenceEqual(actual.OrderBy(change => change.Frame).ThenBy(change => change.Account))
            ? new Round(baseline, ours)
            : throw new ResultsDifferException("the bands did not find the status changes that the loop over everybody found");
    }

    private double Scan(ArrayScan scan, int first, int frames, List<StatusChange> changes)
    {
        var start = Stopwatch.GetTimestamp();
        for (var frame = first; frame < first + frames; frame++)
            scan.Pass(frame, path.At(frame), changes);
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / frames;
    }

    private double Watch(LadderWatch watch, int first, int frames, List<StatusChange> changes)
    {
        var time = 0L;
        for (var frame = first; frame < first + frames; frame++)
        {
            // Making a frame is the market's work, whoever looks at it.
            var market = population.Market(frame, path.At(frame));
            var start = Stopwatch.GetTimestamp();
            watch.Pass(frame, market, changes);
            time += Stopwatch.GetTimestamp() - start;
            watch.TopUp(frame, path.At(frame));
        }

        return Stopwatch.GetElapsedTime(0, time).TotalMicroseconds / frames;
    }
}
