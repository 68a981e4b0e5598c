using System.Globalization;
using System.Text;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Market;

/// <summary>Rules by which one symbol's price is made of quotes.</summary>
/// <param name="Symbol">What it is the price of.</param>
/// <param name="Sources">Who may quote; 1 or more, each once.</param>
/// <param name="MinimumSources">Fewest live sources that make a price; 1 to the number of sources.</param>
/// <param name="MaximumAge">A quote is live up to and including this age by its own time; more than 0.</param>
/// <param name="DeviationBand">
/// A median up to and including this share away from the last accepted price is accepted at once; 0 to 1, at most 4
/// decimals.
/// </param>
/// <param name="YieldAfter">How long a move beyond the band must last before it is accepted; 0 or more.</param>
/// <param name="YieldSources">
/// How many live sources must be beyond the band, and say so again; 1 to the number of sources.
/// </param>
/// <param name="FutureTolerance">How far a quote's time may be ahead of the venue's clock; 0 or more.</param>
/// <param name="PriceScale">Most decimals of a price; 0 to <see cref="Decimals.LargestScale"/>.</param>
/// <remarks>
/// Callers refuse parameters that have <see cref="Problems"/>. The limits on digits keep the arithmetic of
/// <see cref="PriceOracle"/> exact: 24 digits of a price times 4 of a band fit a decimal.
/// </remarks>
public sealed record OracleParameters(
    Symbol Symbol,
    ValueList<SourceId> Sources,
    int MinimumSources,
    TimeSpan MaximumAge,
    Rate DeviationBand,
    TimeSpan YieldAfter,
    int YieldSources,
    TimeSpan FutureTolerance,
    int PriceScale)
{
    private const int BandScale = 4;

    /// <summary>Longest span of time that a parameter may name.</summary>
    public static readonly TimeSpan LongestTime = TimeSpan.FromDays(365);

    /// <summary>
    /// The source that is the venue's own book, which whoever trades there can move; null where none is. It is no price
    /// without another live source, and moves none beyond the band alone.
    /// </summary>
    public SourceId? OwnSource { get; init; }

    /// <summary>What the oracle does beyond the median of its sources.</summary>
    public OracleRules Rules { get; init; } = OracleRules.None;

    /// <summary>What is wrong with the parameters and what would be right; empty if nothing is.</summary>
    public ValueList<string> Problems() => [.. FindProblems(), .. Rules.Problems(this)];

    private IEnumerable<string> FindProblems()
    {
        if (Sources.Count == 0)
            yield return $"{Symbol} has no sources; expected 1 or more";
        foreach (var same in Sources.GroupBy(source => source).Where(same => same.Count() > 1))
            yield return $"source '{same.Key}' of {Symbol} is named more than once; expected each once";
        if (OwnSource is { } own && !Sources.Contains(own))
            yield return $"own source '{own}' of {Symbol} is not among its sources";
        if (OwnSource is not null && Sources.Count == 1)
            yield return $"the only source of {Symbol} is the venue's own book; expected another one beside it";
        if (MinimumSources < 1 || MinimumSources > Sources.Count)
            yield return OutOfRange("minimum of sources", MinimumSources, 1, Sources.Count);
        if (YieldSources < 1 || YieldSources > Sources.Count)
            yield return OutOfRange("number of sources that the band yields to", YieldSources, 1, Sources.Count);
        if (PriceScale is < 0 or > Decimals.LargestScale)
            yield return OutOfRange("price scale", PriceScale, 0, Decimals.LargestScale);
        if (DeviationBand.Value is < 0m or > 1m || !Decimals.FitsScale(DeviationBand.Value, BandScale))
            yield return $"deviation band {DeviationBand} of {Symbol} is not allowed; "
                + "expected 0 to 1 with at most 4 decimals";
        if (MaximumAge <= TimeSpan.Zero || !IsLegal(MaximumAge))
            yield return BadTime("maximum age", MaximumAge, "more than 0");
        if (YieldAfter < TimeSpan.Zero || !IsLegal(YieldAfter))
            yield return BadTime("time after which the band yields", YieldAfter, "0 or more");
        if (FutureTolerance < TimeSpan.Zero || !IsLegal(FutureTolerance))
            yield return BadTime("future tolerance", FutureTolerance, "0 or more");
    }

    // Fingerprints of stored commands rest on this text: what a symbol does not have is not in it.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"Symbol = {Symbol}, Sources = {Sources}, ");
        text.Append(CultureInfo.InvariantCulture, $"MinimumSources = {MinimumSources}, MaximumAge = {MaximumAge}, ");
        text.Append(CultureInfo.InvariantCulture, $"DeviationBand = {DeviationBand}, YieldAfter = {YieldAfter}, ");
        text.Append(CultureInfo.InvariantCulture, $"YieldSources = {YieldSources}, ");
        text.Append(CultureInfo.InvariantCulture, $"FutureTolerance = {FutureTolerance}, PriceScale = {PriceScale}");
        if (OwnSource is { } own)
            text.Append(CultureInfo.InvariantCulture, $", OwnSource = {own}");
        if (Rules != OracleRules.None)
            text.Append(CultureInfo.InvariantCulture, $", Rules = {Rules}");
        return true;
    }

    private static bool IsLegal(TimeSpan time) =>
        time <= LongestTime && time.Ticks % TimeSpan.TicksPerMillisecond == 0;

    private string OutOfRange(string name, int value, int lowest, int highest) =>
        FormattableString.Invariant($"{name} {value} of {Symbol} is out of range; expected {lowest} to {highest}");

    private string BadTime(string name, TimeSpan value, string expected) => FormattableString.Invariant(
        $"{name} {value:c} of {Symbol} is not allowed; expected {expected}, at most 365 days, in whole milliseconds");
}
