using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Recalibration;

/// <summary>An asset whose haircuts follow the market.</summary>
/// <param name="Asset">The asset; not the valuation currency, which counts in full.</param>
/// <param name="Holding">Units that all accounts have in collateral.</param>
/// <param name="Rule">How its haircuts follow: the level is the first slice's for maintenance.</param>
public sealed record AssetCalibration(AssetId Asset, Amount Holding, LevelRule Rule);

/// <summary>An instrument whose margin rates follow the market.</summary>
/// <param name="Instrument">A perpetual or a future.</param>
/// <param name="OpenInterest">Size of all long contracts, in units of the base asset.</param>
/// <param name="Rule">How its rates follow: the level is the first tier's maintenance rate.</param>
/// <param name="InitialFactor">Initial rates move so many times as far as maintenance rates; 1 or more.</param>
public sealed record InstrumentCalibration(
    InstrumentId Instrument, Amount OpenInterest, LevelRule Rule, Rate InitialFactor);

/// <summary>What all accounts together gain when an asset's price rises.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Value">Balances and contracts, valuation currency; negative where they gain by its fall.</param>
public readonly record struct Exposure(AssetId Asset, Amount Value);

/// <summary>Which parameters of a risk book follow the market, and how: docs/recalibration.md.</summary>
/// <param name="Bar">The grid's step, from a minute to a day.</param>
/// <param name="Period">What is decided once a period; a whole number of bars.</param>
/// <param name="Fading">λ: how much a bar counts against the next one; above 0 and below 1.</param>
/// <param name="WarmUpBars">Returns that are needed before a level moves.</param>
/// <param name="TurnoverBars">Bars over which turnover is averaged.</param>
/// <param name="Assets">Each once.</param>
/// <param name="Instruments">Each once.</param>
/// <param name="Exposures">Each asset once; what accounts' losses are measured by.</param>
public sealed record Calibration(
    TimeSpan Bar,
    TimeSpan Period,
    Rate Fading,
    int WarmUpBars,
    int TurnoverBars,
    ValueList<AssetCalibration> Assets,
    ValueList<InstrumentCalibration> Instruments,
    ValueList<Exposure> Exposures)
{
    /// <summary>Largest number of bars to warm up by and to average over.</summary>
    public const int MostBars = 10_000;

    private static readonly Rate LargestFactor = new(10m);

    /// <summary>The assets whose bars are needed, in order.</summary>
    public ValueList<AssetId> MeasuredIn(RiskBook book) =>
    [
        .. Assets.Select(asset => asset.Asset)
            .Concat(Instruments.Select(i => book.Find(i.Instrument)).OfType<InstrumentParameters>().Select(i => i.Base))
            .Concat(Exposures.Select(exposure => exposure.Asset))
            .Distinct().Order(),
    ];

    /// <summary>How many steps of the grid lie between two starts; 1 from a bar to the next.</summary>
    internal long StepsBetween(Instant from, Instant to) => (to - from).Ticks / Bar.Ticks;

    /// <summary>
    /// Everything that is wrong with moving <paramref name="book"/> by it, a sentence each; empty where nothing is.
    /// </summary>
    /// <remarks>
    /// Curves are moved as a whole, and what must hold of them is linear in the move: a book that is sound at both
    /// bounds of every level is sound at all levels in between.
    /// </remarks>
    public IReadOnlyList<string> Problems(RiskBook book)
    {
        List<string> problems = [.. OfNumbers(), .. OfAssets(book), .. OfInstruments(book)];
        if (problems.Count > 0)
            return problems;
        foreach (var (bound, name) in new[] { (false, "lower"), (true, "upper") })
        {
            var (moved, stuck) = CurveShift.ToBounds(book, this, bound);
            problems.AddRange(stuck);
            problems.AddRange(RiskBookRules.Problems(moved, before: null)
                .Except(RiskBookRules.Problems(book, before: null))
                .Select(problem => $"at the {name} bounds, {problem}"));
        }

        return problems;
    }

    private IEnumerable<string> OfNumbers()
    {
        if (Bar < TimeSpan.FromMinutes(1) || Bar > TimeSpan.FromDays(1) || TimeSpan.FromDays(1).Ticks % Bar.Ticks != 0)
            yield return FormattableString.Invariant($"bars of {Bar:c} are not an even part of a day, ")
                + "from a minute on";
        else if (Period < Bar || Period.Ticks % Bar.Ticks != 0)
            yield return FormattableString.Invariant($"a period of {Period:c} is not a whole number of bars ")
                + FormattableString.Invariant($"of {Bar:c}");
        if (Fading.Value is <= 0m or >= 1m || !Decimals.FitsScale(Fading.Value, Figures.Scale))
            yield return $"lambda {Fading} is not above 0 and below 1, with at most {Figures.Scale} decimals";
        if (WarmUpBars is < 1 or > MostBars || TurnoverBars is < 1 or > MostBars)
            yield return FormattableString.Invariant($"{WarmUpBars} bars to warm up and {TurnoverBars} of turnover ")
                + FormattableString.Invariant($"are not 1 to {MostBars}");
        foreach (var exposure in Exposures.Where(exposure => Math.Abs(exposure.Value.Value) > Limits.Largest))
            yield return FormattableString.Invariant($"exposure {exposure.Value} of {exposure.Asset} is too large; ")
                + FormattableString.Invariant($"expected at most {Limits.Largest}");
        foreach (var name in Exposures.GroupBy(exposure => exposure.Asset).Where(same => same.Count() > 1))
            yield return $"exposure of {name.Key} is there more than once; write each once";
        if (Assets.Count + Instruments.Count == 0)
            yield return "nothing follows the market; name at least one asset or instrument";
    }

    private IEnumerable<string> OfAssets(RiskBook book)
    {
        foreach (var name in Assets.GroupBy(asset => asset.Asset).Where(same => same.Count() > 1))
            yield return $"asset {name.Key} is there more than once; write each once";
        foreach (var (id, holding, rule) in Assets)
        {
            foreach (var problem in rule.Problems(id.Value))
                yield return problem;
            if (holding.Value is < 0m or > Limits.Largest)
                yield return $"holding {holding} of {id} is not 0 to {Decimals.Plain(Limits.Largest)}";
            if (book.Find(id) is not { } asset)
                yield return $"asset {id} is not in the risk book";
            else if (id == book.Valuation)
                yield return $"valuation currency {id} has no haircuts; leave it out";
            else if (asset.Collateral.Slices.Count == 0 || asset.Collateral.Slices[0].Haircut == Rate.One)
                yield return $"asset {id} counts nothing; leave it out, or give it a slice to begin with";
        }
    }

    private IEnumerable<string> OfInstruments(RiskBook book)
    {
        foreach (var name in Instruments.GroupBy(i => i.Instrument).Where(same => same.Count() > 1))
            yield return $"instrument {name.Key} is there more than once; write each once";
        foreach (var (id, openInterest, rule, factor) in Instruments)
        {
            foreach (var problem in rule.Problems(id.Value))
                yield return problem;
            if (openInterest.Value is < 0m or > Limits.Largest)
                yield return $"open interest {openInterest} of {id} is not 0 to {Decimals.Plain(Limits.Largest)}";
            if (factor < Rate.One || factor > LargestFactor || !Decimals.FitsScale(factor.Value, Figures.Scale))
                yield return $"initial factor {factor} of {id} is not 1 to {LargestFactor}";
            if (book.Find(id) is not { } instrument)
                yield return $"instrument {id} is not in the risk book";
            else if (instrument.Margin.Tiers.Count == 0)
                yield return $"{id} has no tiers; only rates of perpetuals and futures follow the market";
            else if (instrument.Margin.Tiers[0].Maintenance == Rate.One)
                yield return $"{id} needs all of its value as margin; leave it out";
        }
    }
}
