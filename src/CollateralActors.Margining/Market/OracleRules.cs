using System.Globalization;
using System.Text;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Market;

/// <summary>How a mark follows its index: index + mean of (what the sources say − index).</summary>
/// <param name="Base">Symbol of the base's index price; null where the base is the valuation currency.</param>
/// <param name="Per">Symbol of the index price of what the mark is quoted in; null where that is the valuation
/// currency.</param>
/// <param name="Window">Time constant of the mean; more than 0, at most
/// <see cref="TimeAverage.LongestWindow"/>.</param>
/// <param name="MedianOfThree">Whether the mark is the median of that, the sources' median, and the index.</param>
public sealed record IndexSmoothing(Symbol? Base, Symbol? Per, TimeSpan Window, bool MedianOfThree)
{
    /// <summary>The symbols that it looks at.</summary>
    internal IEnumerable<Symbol> Symbols => new[] { Base, Per }.OfType<Symbol>();
}

/// <summary>
/// What a symbol's oracle does beyond the median of its sources; each member is optional: docs/prices.md.
/// </summary>
public sealed record OracleRules
{
    /// <summary>Nothing: what journals without rules mean.</summary>
    public static readonly OracleRules None = new();

    private const decimal LargestFactor = 100m;
    private const int RateScale = 4;

    /// <summary>
    /// How many half-widths of the price's interval are taken from what is held, and added to what is owed, where it is
    /// not needed to keep positions; 0 to 100, at most 4 decimals.
    /// </summary>
    public Rate ConfidenceFactor { get; init; }

    /// <summary>A half-width above this share of the price makes the price uncertain; null where none does.</summary>
    public Rate? UncertainAbove { get; init; }

    /// <summary>Time constant of the price's mean, for the cautious pair; null without a mean.</summary>
    public TimeSpan? AverageWindow { get; init; }

    /// <summary>How the mark of an instrument follows its index; null where it is what the sources say.</summary>
    public IndexSmoothing? Smoothing { get; init; }

    /// <summary>How long no price may be accepted until the symbol counts as lost; null where it never does.</summary>
    public TimeSpan? LostAfter { get; init; }

    /// <summary>How long what a lost asset counts takes to fall to nothing; null where it does not fall.</summary>
    public TimeSpan? FallsToZeroOver { get; init; }

    /// <summary>Whether the half-width of the price is of use to anybody.</summary>
    internal bool UsesConfidence => ConfidenceFactor != Rate.Zero || UncertainAbove is not null;

    /// <summary>What is set, in one form.</summary>
    /// <remarks>Fingerprints of stored commands rest on it: what has its default is not in it.</remarks>
    public override string ToString()
    {
        var text = new StringBuilder();
        Add("confidence", ConfidenceFactor == Rate.Zero ? null : ConfidenceFactor);
        Add("uncertain above", UncertainAbove);
        Add("average", InMilliseconds(AverageWindow));
        if (Smoothing is { } smooth)
            Add(
                smooth.MedianOfThree ? "median with" : "over",
                $"{smooth.Base}/{smooth.Per} {InMilliseconds(smooth.Window)}");
        Add("lost after", InMilliseconds(LostAfter));
        Add("falls over", InMilliseconds(FallsToZeroOver));
        return $"{{{text} }}";

        void Add(string name, object? value)
        {
            if (value is not null)
                text.Append(' ').Append(name).Append(' ').Append(value);
        }
    }

    /// <summary>What is wrong with the rules of <paramref name="of"/>, and what would be right.</summary>
    internal IEnumerable<string> Problems(OracleParameters of)
    {
        var symbol = of.Symbol;
        if (ConfidenceFactor.Value is < 0m or > LargestFactor || !Decimals.FitsScale(ConfidenceFactor.Value, RateScale))
            yield return $"confidence factor {ConfidenceFactor} of {symbol} is not 0 to 100 with at most 4 decimals";
        if (UncertainAbove is { } share && (share.Value is < 0m or > 1m || !Decimals.FitsScale(share.Value, RateScale)))
            yield return $"share {share} above which {symbol} is uncertain is not 0 to 1 with at most 4 decimals";
        foreach (var (name, window) in new[] { ("average", AverageWindow), ("smoothing", Smoothing?.Window) })
        {
            if (window is { } w && (w <= TimeSpan.Zero || w > TimeAverage.LongestWindow || !IsWhole(w)))
                yield return FormattableString.Invariant(
                    $"{name} window {w:c} of {symbol} is not more than 0 and at most 1 day, in whole milliseconds");
        }

        if (LostAfter is { } lost && (lost < TimeSpan.Zero || lost > OracleParameters.LongestTime || !IsWhole(lost)))
            yield return FormattableString.Invariant(
                $"time {lost:c} after which {symbol} is lost is not 0 to 365 days, in whole milliseconds");
        if (FallsToZeroOver is { } fall
            && (fall < TimeSpan.Zero || fall > OracleParameters.LongestTime || !IsWhole(fall)))
            yield return FormattableString.Invariant(
                $"time {fall:c} over which {symbol} falls to zero is not 0 to 365 days, in whole milliseconds");
        if (FallsToZeroOver is not null && LostAfter is null)
            yield return $"{symbol} falls to zero but is never lost; say after what time it is";
        if (Smoothing is { } s && s.Symbols.Contains(symbol))
            yield return $"{symbol} follows itself; a mark follows the index prices of other symbols";
    }

    private static bool IsWhole(TimeSpan time) => time.Ticks % TimeSpan.TicksPerMillisecond == 0;

    private static string? InMilliseconds(TimeSpan? time) =>
        time is { } t ? t.TotalMilliseconds.ToString(CultureInfo.InvariantCulture) : null;
}
