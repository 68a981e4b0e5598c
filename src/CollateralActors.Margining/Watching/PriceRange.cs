namespace CollateralActors.Margining.Watching;

/// <summary>An interval of prices in floating point, both ends above 0 wherever a bound uses them.</summary>
internal readonly record struct PriceRange(double Low, double High)
{
    public static PriceRange Of(PriceInterval interval) => new((double)interval.Low.Value, (double)interval.High.Value);

    /// <summary>
    /// The range between the ends that there are: from 0 or to infinity where there is none on a side.
    /// </summary>
    public static PriceRange Between(PriceInterval interval) => new(
        (double)interval.Low.Value, interval.HasHigh ? (double)interval.High.Value : double.PositiveInfinity);
}
