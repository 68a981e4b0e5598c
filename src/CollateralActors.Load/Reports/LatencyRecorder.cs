using System.Diagnostics;
using HdrHistogram;

namespace CollateralActors.Load.Reports;

/// <summary>Collects durations from any thread. One microsecond to one hour, three significant digits.</summary>
public sealed class LatencyRecorder
{
    private const long LongestMicroseconds = 3_600_000_000L;

    private readonly Lock sync = new();
    private readonly LongHistogram histogram = new(LongestMicroseconds, 3);

    /// <summary>
    /// Records the time since <paramref name="timestamp"/>, a value of <see cref="Stopwatch.GetTimestamp"/>.
    /// </summary>
    public void RecordSince(long timestamp)
    {
        var microseconds = (long)Stopwatch.GetElapsedTime(timestamp).TotalMicroseconds;
        lock (sync)
            histogram.RecordValue(Math.Clamp(microseconds, 1, LongestMicroseconds));
    }

    /// <summary>Percentiles so far; 0 where nothing was recorded.</summary>
    public Percentiles Percentiles()
    {
        lock (sync)
        {
            return histogram.TotalCount == 0
                ? default
                : new Percentiles(At(50), At(99));
        }
    }

    private double At(double percentile) => histogram.GetValueAtPercentile(percentile) / 1_000d;
}
