using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>
/// What an oracle does beyond the median of its sources; what is absent has its default. Times in milliseconds.
/// </summary>
internal sealed record OracleRulesV1(
    [property: JsonName("confidenceFactor")] decimal? ConfidenceFactor = null,
    [property: JsonName("uncertainAbove")] decimal? UncertainAbove = null,
    [property: JsonName("averageWindowMs")] long? AverageWindowMs = null,
    [property: JsonName("smoothing")] IndexSmoothingV1? Smoothing = null,
    [property: JsonName("lostAfterMs")] long? LostAfterMs = null,
    [property: JsonName("fallsToZeroOverMs")] long? FallsToZeroOverMs = null)
{
    public static OracleRulesV1? Of(OracleRules r) => r == OracleRules.None ? null : new(
        r.ConfidenceFactor == Rate.Zero ? null : r.ConfidenceFactor.Value,
        r.UncertainAbove?.Value,
        Milliseconds(r.AverageWindow),
        IndexSmoothingV1.Of(r.Smoothing),
        Milliseconds(r.LostAfter),
        Milliseconds(r.FallsToZeroOver));

    public OracleRules ToDomain() => new()
    {
        ConfidenceFactor = new Rate(ConfidenceFactor ?? 0m),
        UncertainAbove = UncertainAbove is { } share ? new Rate(share) : null,
        AverageWindow = Time(AverageWindowMs),
        Smoothing = Smoothing?.ToDomain(),
        LostAfter = Time(LostAfterMs),
        FallsToZeroOver = Time(FallsToZeroOverMs),
    };

    private static long? Milliseconds(TimeSpan? time) => time is { } t ? (long)t.TotalMilliseconds : null;

    private static TimeSpan? Time(long? milliseconds) =>
        milliseconds is { } ms ? TimeSpan.FromMilliseconds(ms) : null;
}

/// <summary>How a mark follows its index; a symbol is absent where its asset is the valuation currency.</summary>
internal sealed record IndexSmoothingV1(
    [property: JsonName("windowMs")] long WindowMs,
    [property: JsonName("base")] string? Base = null,
    [property: JsonName("per")] string? Per = null,
    [property: JsonName("medianOfThree")] bool? MedianOfThree = null)
{
    public static IndexSmoothingV1? Of(IndexSmoothing? s) => s is null ? null : new(
        (long)s.Window.TotalMilliseconds, s.Base?.Value, s.Per?.Value, FlagV1.Of(s.MedianOfThree));

    public IndexSmoothing ToDomain() => new(
        Base is { } first ? new Symbol(first) : null,
        Per is { } second ? new Symbol(second) : null,
        TimeSpan.FromMilliseconds(WindowMs),
        MedianOfThree ?? false);
}
