using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;

namespace CollateralActors.Simulation.Scenarios;

/// <summary>Who may quote a symbol.</summary>
/// <param name="Sources">The scenario's sources.</param>
/// <param name="Book">What its book quotes as; null where it does not.</param>
internal readonly record struct QuotedBy(ValueList<SourceId> Sources, SourceId? Book);

/// <summary>Reads how a symbol's price is made of quotes.</summary>
internal static class OracleMembers
{
    private static readonly NumberRange Milliseconds = NumberRange.Whole(0, int.MaxValue);
    private static readonly NumberRange Factors = new(0m, factor =>
        factor is >= 0m and <= 100m && Decimals.FitsScale(factor, 4)
            ? null
            : "is not within 0 … 100 with at most 4 decimals");

    public static OracleParameters Read(
        JsonObjectReader symbol, Symbol name, QuotedBy quotedBy, int scale, RiskBook risk)
    {
        var oracle = symbol.Object("oracle");
        var sources = SourcesOf(oracle, quotedBy);
        var majority = (sources.Count / 2) + 1;
        var counts = NumberRange.Whole(1, Math.Max(1, sources.Count));
        var parameters = new OracleParameters(
            name,
            sources,
            (int)(oracle?.Number("minimumSources", counts, majority) ?? majority),
            Time(oracle, "maximumAgeMs") ?? TimeSpan.FromMilliseconds(30_000),
            new Rate(oracle?.Number("deviationBand", NumberRange.Share) ?? 0m),
            Time(oracle, "yieldAfterMs") ?? TimeSpan.FromMilliseconds(15_000),
            (int)(oracle?.Number("yieldSources", counts, majority) ?? majority),
            Time(oracle, "futureToleranceMs") ?? TimeSpan.FromMilliseconds(1_000),
            scale)
        {
            OwnSource = oracle?.Has("ownSource") == true ? new SourceId(oracle.Text("ownSource")) : quotedBy.Book,
            Rules = oracle is null ? OracleRules.None : ReadRules(oracle, name, risk),
        };
        if (oracle is not null && sources.Count > 0 && oracle.Problems.Found.Count == 0)
        {
            foreach (var problem in parameters.Problems())
                oracle.Wrong(problem);
        }

        oracle?.Done();
        return parameters;
    }

    private static ValueList<SourceId> SourcesOf(JsonObjectReader? oracle, QuotedBy quotedBy)
    {
        var sources = oracle?.Has("sources") == true
            ? oracle.Texts("sources").Select(name => new SourceId(name)).ToValueList()
            : quotedBy.Sources;
        foreach (var unknown in sources.Where(source => !quotedBy.Sources.Contains(source)))
            oracle?.Wrong(
                "sources",
                $"'{unknown}' is not among the sources; known are {string.Join(", ", quotedBy.Sources)}");
        return quotedBy.Book is { } book ? [.. sources, book] : sources;
    }

    private static OracleRules ReadRules(JsonObjectReader oracle, Symbol name, RiskBook risk)
    {
        var instrument = risk.Find(new InstrumentId(name.Value));
        if (instrument is null && oracle.Has("smoothing"))
            oracle.Wrong("smoothing", "only the mark of an instrument follows an index; leave it out");
        if (instrument is not null && oracle.Has("fallsToZeroOverMs"))
            oracle.Wrong("fallsToZeroOverMs", "only an asset counts as collateral; leave it out of an instrument");
        return new OracleRules
        {
            ConfidenceFactor = new Rate(oracle.Number("confidenceFactor", Factors, 0m)),
            UncertainAbove = oracle.Has("uncertainAbove")
                ? new Rate(oracle.Number("uncertainAbove", NumberRange.Share))
                : null,
            AverageWindow = Time(oracle, "averageWindowMs"),
            Smoothing = instrument is not null && oracle.Has("smoothing") && oracle.Object("smoothing") is { } smoothing
                ? ReadSmoothing(smoothing, instrument, risk)
                : null,
            LostAfter = Time(oracle, "lostAfterMs"),
            FallsToZeroOver = Time(oracle, "fallsToZeroOverMs"),
        };
    }

    private static IndexSmoothing ReadSmoothing(
        JsonObjectReader smoothing, InstrumentParameters instrument, RiskBook risk)
    {
        var window = TimeSpan.FromMilliseconds((double)smoothing.Number("windowMs", Milliseconds));
        var median = smoothing.OneOf("mark", "index-and-mean", "median-of-three") == 1;
        smoothing.Done();
        var per = instrument.IsInverse ? instrument.Quote : instrument.Settle;
        return new IndexSmoothing(SymbolOf(instrument.Base), SymbolOf(per), window, median);

        Symbol? SymbolOf(AssetId asset) => asset == risk.Valuation ? null : Symbol.Of(asset);
    }

    private static TimeSpan? Time(JsonObjectReader? oracle, string member) => oracle?.Has(member) == true
        ? TimeSpan.FromMilliseconds((double)oracle.Number(member, Milliseconds))
        : null;
}
