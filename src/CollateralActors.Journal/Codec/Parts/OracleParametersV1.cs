using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>Rules by which one symbol's price is made of quotes. Times in milliseconds.</summary>
internal sealed record OracleParametersV1(
    [property: JsonName("symbol")] string Symbol,
    [property: JsonName("sources")] string[] Sources,
    [property: JsonName("minimumSources")] int MinimumSources,
    [property: JsonName("maximumAgeMs")] long MaximumAgeMs,
    [property: JsonName("deviationBand")] decimal DeviationBand,
    [property: JsonName("yieldAfterMs")] long YieldAfterMs,
    [property: JsonName("yieldSources")] int YieldSources,
    [property: JsonName("futureToleranceMs")] long FutureToleranceMs,
    [property: JsonName("priceScale")] int PriceScale,
    [property: JsonName("ownSource")] string? OwnSource = null,
    [property: JsonName("rules")] OracleRulesV1? Rules = null)
{
    public static OracleParametersV1[] Of(IEnumerable<OracleParameters> list) => [.. list.Select(Of)];

    public static ValueList<OracleParameters> Read(OracleParametersV1[] list) =>
        [.. list.Select(part => part.ToDomain())];

    private static OracleParametersV1 Of(OracleParameters p) => new(
        p.Symbol.Value,
        [.. p.Sources.Select(source => source.Value)],
        p.MinimumSources,
        (long)p.MaximumAge.TotalMilliseconds,
        p.DeviationBand.Value,
        (long)p.YieldAfter.TotalMilliseconds,
        p.YieldSources,
        (long)p.FutureTolerance.TotalMilliseconds,
        p.PriceScale,
        p.OwnSource?.Value,
        OracleRulesV1.Of(p.Rules));

    private OracleParameters ToDomain() => new(
        new Symbol(Symbol),
        [.. Sources.Select(source => new SourceId(source))],
        MinimumSources,
        TimeSpan.FromMilliseconds(MaximumAgeMs),
        new Rate(DeviationBand),
        TimeSpan.FromMilliseconds(YieldAfterMs),
        YieldSources,
        TimeSpan.FromMilliseconds(FutureToleranceMs),
        PriceScale)
    {
        OwnSource = OwnSource is { } own ? new SourceId(own) : null,
        Rules = Rules?.ToDomain() ?? OracleRules.None,
    };
}
