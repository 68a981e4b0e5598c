using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Margin;

/// <summary>
/// The one way in which fees are computed: a share of a value, rounded up to what a balance can hold.
/// </summary>
internal static class Fees
{
    /// <param name="value">What is charged for, in units of the asset that pays; 0 or more.</param>
    /// <param name="rate">Share of it; negative is a rebate, which rounding makes smaller.</param>
    /// <param name="scale">Decimals of the asset.</param>
    public static Amount Of(Amount value, Rate rate, int scale) => new(Decimals.Up(value.Value * rate.Value, scale));
}
