using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;

namespace CollateralActors.Simulation.RiskBooks;

/// <summary>Numbers that a venue's own book may hold, so that nothing overflows.</summary>
internal static class VenueNumbers
{
    /// <summary>A contract size, a price or an amount that limits something.</summary>
    public static NumberRange Size { get; } = NumberRange.Positive.AtMost(Limits.Largest);

    /// <summary>Milliseconds of a period.</summary>
    /// <param name="longest">The longest that it may be.</param>
    /// <param name="inWords">What that is, such as <c>a year</c>.</param>
    public static NumberRange Period(TimeSpan longest, string inWords)
    {
        var most = (decimal)longest.TotalMilliseconds;
        return new NumberRange(1m, value => value >= 1m && value <= most && value == decimal.Truncate(value)
            ? null
            : FormattableString.Invariant($"is not a whole number within 1 … {most}, {inWords}"));
    }

    /// <summary>A step of quantities or prices; 0 stands in for a wrong one, as no step at all.</summary>
    public static NumberRange Step { get; } = Size with
    {
        StandIn = 0m,
        Refusal = value => Size.Refusal(value) ?? (Decimals.FitsScale(value, Decimals.LargestScale)
            ? null
            : FormattableString.Invariant($"has more than {Decimals.LargestScale} decimals")),
    };
}
