namespace CollateralActors.Margining.Watching;

/// <summary>An interval of prices in floating point, both ends above 0 wherever a bound uses them.</summary>
internal readonly record struct PriceRange(double Low, double High)
{
    /// <summary>
    /// The range of a variable by its number; that of the valuation currency, 1, where it is negative.
    /// </summary>
    public static PriceRange Of(int variable, ReadOnlySpan<PriceRange> box) =>
        variable < 0 ? new PriceRange(1d, 1d) : box[variable];

    /// <summary>The range of one variable ÷ another.</summary>
    public static PriceRange OfQuotient(int variable, int per, ReadOnlySpan<PriceRange> box)
    {
        var (above, below) = (Of(variable, box), Of(per, box));
        return new PriceRange(above.Low / below.High, above.High / below.Low);
    }

    public static PriceRange Of(PriceInterval interval) => new((double)interval.Low.Value, (double)interval.High.Value);

    /// <summary>
    /// The range between the ends that there are: from 0 or to infinity where there is none on a side.
    /// </summary>
    public static PriceRange Between(PriceInterval interval) => new(
        (double)interval.Low.Value, interval.HasHigh ? (double)interval.High.Value : double.PositiveInfinity);
}
