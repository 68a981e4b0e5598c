using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Recalibration;

/// <summary>What a price did in one step of a fixed grid of times.</summary>
/// <param name="Start">A whole multiple of the grid's step since 1970.</param>
/// <param name="Open">First price.</param>
/// <param name="High">Highest price.</param>
/// <param name="Low">Lowest price.</param>
/// <param name="Close">Last price.</param>
/// <param name="Volume">What was traded in it, in units of the asset; 0 or more.</param>
public sealed record Bar(Instant Start, Price Open, Price High, Price Low, Price Close, Amount Volume)
{
    /// <summary>Value of what was traded, at the close.</summary>
    internal Amount Turnover => new(Decimals.Times(Volume.Value, Close.Value));

    /// <summary>What is impossible about it and what would be right; null where nothing is.</summary>
    /// <param name="length">The grid's step.</param>
    internal (string Found, string Expected)? Problem(TimeSpan length)
    {
        if (Start.UnixMilliseconds % (long)length.TotalMilliseconds != 0)
            return (
                $"{Start} is not the start of a bar", FormattableString.Invariant($"a whole multiple of {length:c}"));
        foreach (var (name, price) in new[] { ("open", Open), ("high", High), ("low", Low), ("close", Close) })
        {
            if (price.Value is <= 0m or > Limits.Largest)
                return ($"{name} is {price}", FormattableString.Invariant($"more than 0, at most {Limits.Largest}"));
        }

        if (High < Low)
            return ($"high {High} is below low {Low}", "low ≤ high");
        if (Open < Low || Open > High || Close < Low || Close > High)
            return (
                $"open {Open} and close {Close} are not within low {Low} and high {High}", "low ≤ open, close ≤ high");
        return Volume.Value is < 0m or > Limits.Largest
            ? ($"volume is {Volume}", FormattableString.Invariant($"0 to {Limits.Largest}"))
            : null;
    }
}
