using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Simulation.Prices;

/// <summary>A source of quotes near a path of prices.</summary>
/// <param name="Id">Its name.</param>
/// <param name="OffsetBasisPoints">How far it is always off; −1,000 to 1,000.</param>
/// <param name="NoiseBasisPoints">
/// How far it strays about that, either way, every value as likely; 0 to 1,000, 2 decimals.
/// </param>
public sealed record QuoteSource(SourceId Id, decimal OffsetBasisPoints, decimal NoiseBasisPoints)
{
    /// <summary>
    /// Half-width of the interval that it states with each price, as a share of it, rounded up; null: it states none.
    /// </summary>
    public decimal? ConfidenceBasisPoints { get; init; }
}

/// <summary>What is wrong with a source for a while.</summary>
public enum SourceFaultKind
{
    /// <summary>It does not quote.</summary>
    Stale,

    /// <summary>It is off by a share.</summary>
    Deviate,
}

/// <summary>A fault of a source.</summary>
/// <param name="Source">Whose.</param>
/// <param name="FromMinute">Its first minute, counted from the first tick, 0 or more.</param>
/// <param name="ToMinute">The first minute without it.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="By">Share that a deviating price is off by, more than −1, at most 10, not 0; 0 if stale.</param>
public sealed record SourceFault(SourceId Source, int FromMinute, int ToMinute, SourceFaultKind Kind, Rate By)
{
    /// <summary>The one symbol that it concerns; null for all that the source quotes.</summary>
    public Symbol? Of { get; init; }

    /// <summary>Whether two faults are of one source, symbol and time.</summary>
    internal bool Overlaps(SourceFault other) =>
        Source == other.Source && (Of is null || other.Of is null || Of == other.Of)
        && FromMinute < other.ToMinute && other.FromMinute < ToMinute;
}

/// <summary>The sources of one symbol and their faults.</summary>
/// <param name="Symbol">What they quote.</param>
/// <param name="PriceScale">
/// Decimals of the quotes' prices, rounded half to even; 0 to <see cref="Decimals.LargestScale"/>.
/// </param>
/// <param name="Sources">1 or more, each once.</param>
/// <param name="Faults">Those of one source do not overlap.</param>
public sealed record QuoteSourceParameters(
    Symbol Symbol, int PriceScale, ValueList<QuoteSource> Sources, ValueList<SourceFault> Faults)
{
    private const decimal WidestSpread = 1000m;
    private const decimal LargestDeviation = 10m;

    /// <summary>What is wrong and what would be right; empty if nothing is.</summary>
    public ValueList<string> Problems() => [.. ProblemsOfSources(), .. Faults.SelectMany(ProblemsOf), .. Overlaps()];

    private IEnumerable<string> ProblemsOfSources()
    {
        if (PriceScale is < 0 or > Decimals.LargestScale)
            yield return Text($"price scale {PriceScale} of {Symbol} is out of range; ")
                + Text($"expected 0 to {Decimals.LargestScale}");
        if (Sources.Count == 0)
            yield return $"{Symbol} has no sources; expected 1 or more";
        foreach (var same in Sources.GroupBy(source => source.Id).Where(same => same.Count() > 1))
            yield return $"source '{same.Key}' of {Symbol} is named more than once; expected each once";
        foreach (var source in Sources)
        {
            if (Math.Abs(source.OffsetBasisPoints) > WidestSpread)
                yield return $"offset {Decimals.Plain(source.OffsetBasisPoints)} of source '{source.Id}' "
                    + "is out of range; expected -1000 to 1000 basis points";
            if (source.NoiseBasisPoints is < 0m or > WidestSpread || !Decimals.FitsScale(source.NoiseBasisPoints, 2))
                yield return $"noise {Decimals.Plain(source.NoiseBasisPoints)} of source '{source.Id}' is not allowed; "
                    + "expected 0 to 1000 basis points with at most 2 decimals";
        }
    }

    private IEnumerable<string> ProblemsOf(SourceFault fault)
    {
        if (Sources.All(source => source.Id != fault.Source))
            yield return $"a fault names source '{fault.Source}'; expected one of "
                + string.Join(", ", Sources.Select(source => source.Id));
        if (fault.FromMinute < 0 || fault.ToMinute <= fault.FromMinute)
            yield return Text($"a fault of source '{fault.Source}' is from minute {fault.FromMinute} ")
                + Text($"to {fault.ToMinute}; ")
                + "expected from 0 or more to a later one";
        var legal = fault.Kind == SourceFaultKind.Stale
            ? fault.By == Rate.Zero
            : fault.By.Value is > -1m and <= LargestDeviation and not 0m;
        if (!legal)
            yield return fault.Kind == SourceFaultKind.Stale
                ? $"source '{fault.Source}' is stale by {fault.By}; expected no share"
                : $"source '{fault.Source}' deviates by {fault.By}; expected more than -1, at most 10, not 0";
    }

    private IEnumerable<string> Overlaps() =>
        from same in Faults.GroupBy(fault => fault.Source)
        let inOrder = same.OrderBy(fault => fault.FromMinute).ToArray()
        from pair in inOrder.Zip(inOrder.Skip(1))
        where pair.Second.FromMinute < pair.First.ToMinute
        select Text($"a fault of source '{same.Key}' starts at minute {pair.Second.FromMinute}, ")
            + Text($"before another one ends; expected minute {pair.First.ToMinute} or later");

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
