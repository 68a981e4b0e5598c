using System.Collections.Concurrent;
using System.Diagnostics;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Scenarios;

namespace CollateralActors.Benchmarks.Cascades;

/// <summary>
/// From when a tick was due to when the liquidation that it causes is stored, with ticks that come at their time whether or
/// not the last one is done with: a node that falls behind is late for all that follow.
/// </summary>
internal sealed class TickToLiquidationBenchmark : IBenchmark
{
    private const int Accounts = 4_000, Runs = 5, Syncs = 200, BlockBytes = 4_096;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    public string Name => "tick-to-liquidation";

    public IEnumerable<Measurement> Run(Action<string> settings)
    {
        var scenario = SuddenFall.Of(Accounts);
        settings($"{Accounts} accounts, a sixth lost within ten frames, a frame each {Pace.TotalMilliseconds} ms; {Runs} runs, alternating");
        settings($"baseline: {BlockBytes} bytes appended to a file with an fsync, the median of {Syncs}");
        settings("ours: median from when the tick was due; percentiles of all runs together");
        var (rounds, all) = (new List<Round>(), new List<double>());
        for (var run = -1; run < Runs; run++)
        {
            var baseline = Sync();
            var ours = Latencies(scenario);
            if (run < 0)
                continue;
            rounds.Add(new Round(baseline, Percentile(ours, 0.5)));
            all.AddRange(ours);
        }

        yield return new Measurement(
            Name, "ms", LessIsBetter: true, rounds,
            ("p90", Percentile(all, 0.9)), ("p99", Percentile(all, 0.99)), ("p99.9", Percentile(all, 0.999)), ("episodes", all.Count));
    }

    private static List<double> Latencies(Scenario scenario)
    {
        var due = new ConcurrentDictionary<FrameNumber, long>();
        var latencies = new ConcurrentBag<double>();
        var (last, begun) = (SuddenFall.LastBefore(scenario), 0L);
        var requests = new Requests(frame =>
        {
            if (due.TryGetValue(frame, out var time))
                latencies.Add(Stopwatch.GetElapsedTime(time).TotalMilliseconds);
        });
        SuddenFall.RunAsync(scenario, requests, async outcome =>
        {
            var next = outcome.Round.Number + 1 - last;
            if (next < 1)
                return;
            if (next == 1)
                begun = Stopwatch.GetTimestamp();
            var time = begun + (long)(next * Pace.TotalSeconds * Stopwatch.Frequency);
            due[new FrameNumber(outcome.Market.Frame.Value + 1)] = time;
            if (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), time) is { Ticks: > 0 } left)
                await Task.Delay(left).ConfigureAwait(false);
        }).GetAwaiter().GetResult();
        return [.. latencies];
    }

    private static double Sync()
    {
        var path = Path.Combine(Path.GetTempPath(), $"collateral-bench-{Environment.ProcessId}.sync");
        var (block, times) = (new byte[BlockBytes], new List<double>());
        try
        {
            using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            for (var i = 0; i < Syncs; i++)
            {
                var start = Stopwatch.GetTimestamp();
                file.Write(block);
                file.Flush(flushToDisk: true);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }
        finally
        {
            File.Delete(path);
        }

        return Percentile(times, 0.5);
    }

    private static double Percentile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
    }
}
