using System.Diagnostics;
using System.Globalization;
using CollateralActors.Margining.Margin;

namespace CollateralActors.Benchmarks.Bands;

/// <summary>The ladder of bands against a loop over everybody.</summary>
internal sealed class BandsBenchmark : IBenchmark
{
    private const int Accounts = 100_000, Rounds = 5, FramesARound = 1_000, Seed = 20_250_203;

    private const double Volatility = 0.0004, Correlation = 0.7;

    private const decimal MarginCallRatio = 1.2m;

    public string Name => "bands";

    public IEnumerable<Measurement> Run(Action<string> settings)
    {
        settings(string.Create(
            CultureInfo.InvariantCulture,
            $"{Accounts} accounts × 4 linear positions, three tiers by value, collateral in the full-weight settle coin, margin call at {MarginCallRatio}"));
        settings(string.Create(
            CultureInfo.InvariantCulture,
            $"1 s ticks of {Volatility:P2} with correlation {Correlation}, seed {Seed}, {Rounds} rounds of {FramesARound} frames; liquidated accounts are topped up"));
        settings("baseline: one loop over contiguous 64-bit fixed-point arrays, brackets with deductions, no allocation");
        settings("ours: Ladder.Pass, MarginCalculator.Evaluate, BandMaker.Make and Ladder.Set for whoever is woken");
        yield return Measure(Name, 4, settings);
        yield return Measure($"{Name}-4-of-40", 40, settings);
    }

    private static Measurement Measure(string name, int instruments, Action<string> settings)
    {
        var path = new MarketPath(instruments, 1 + ((Rounds + 1) * FramesARound), Volatility, Correlation, Seed);
        var population = new StressedPopulation(Accounts, instruments, MarginCallRatio, Seed, path);
        var baseline = new ArrayScan(population, path.First);
        var ours = new LadderWatch(population, population.Market(0, path.First));
        var (rounds, liquidations, changed) = (new List<Round>(), 0, 0);
        var before = ours.Statistics;
        for (var round = 0; round <= Rounds; round++)
        {
            var first = 1 + (round * FramesARound);
            var frames = Enumerable.Range(first, FramesARound).Select(frame => population.Market(frame, path.At(frame))).ToArray();
            var (expected, actual) = (new List<StatusChange>(1 << 16), new List<StatusChange>(1 << 16));
            var baselineTime = Time(frame => baseline.Pass(frame, path.At(frame), expected), first);
            var ourTime = Time(frame => ours.Pass(frame, frames[frame - first], path.At(frame), actual), first);
            Compare(expected, actual);
            if (round == 0)
            {
                before = ours.Statistics;
                continue;
            }

            rounds.Add(new Round(baselineTime, ourTime));
            changed += expected.Count;
            liquidations += expected.Count(change => change.Status >= MarginStatus.Liquidation);
        }

        var after = ours.Statistics;
        double measured = after.Frames - before.Frames;
        return new Measurement(
            name, "µs/frame", LessIsBetter: true, rounds,
            ("wokenShare", (after.Woken - before.Woken) / measured / Accounts),
            ("liquidationsPerFrame", liquidations / measured),
            ("statusChangesPerFrame", changed / measured));
    }

    private static double Time(Action<int> pass, int first)
    {
        GC.Collect();
        var start = Stopwatch.GetTimestamp();
        for (var frame = first; frame < first + FramesARound; frame++)
            pass(frame);
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / FramesARound;
    }

    private static void Compare(List<StatusChange> expected, List<StatusChange> actual)
    {
        var sorted = actual.OrderBy(change => change.Frame).ThenBy(change => change.Account).ToArray();
        if (!expected.SequenceEqual(sorted))
            throw new ResultsDifferException("the bands did not find the same status changes at the same frames as the loop over everybody");
    }
}
