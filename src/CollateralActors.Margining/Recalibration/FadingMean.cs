using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Recalibration;

/// <summary>A mean in which each value counts λ times as much as the next one (EWMA).</summary>
/// <param name="Sum">Σ (1 − λ) λ^age × value.</param>
/// <param name="Weight">Σ (1 − λ) λ^age; 0 before any value, then towards 1.</param>
/// <remarks>
/// The weights are divided out, so that a start has no bias: the mean of equal values is that value, from the first on.
/// Decimals of <see cref="Scale"/> places, rounded half to even, alike on every machine.
/// </remarks>
public readonly record struct FadingMean(decimal Sum, decimal Weight)
{
    /// <summary>Decimals of sums and weights.</summary>
    private const int Scale = 20;

    /// <summary>A factor below this is nothing.</summary>
    private const decimal Nothing = 0.00000000000000000001m;

    /// <summary>The mean; 0 before any value.</summary>
    public decimal Value => Weight == 0m ? 0m : Sum / Weight;

    /// <summary>The mean after a value came, so many times in a row.</summary>
    /// <param name="value">The value.</param>
    /// <param name="fading">λ, more than 0 and less than 1.</param>
    /// <param name="times">1 or more.</param>
    public FadingMean Add(decimal value, Rate fading, long times = 1)
    {
        var factor = 1m;
        for (var i = 0L; i < times && factor > Nothing; i++)
            factor *= fading.Value;
        return new FadingMean(
            Rounded((factor * Sum) + ((1m - factor) * value)), Rounded((factor * Weight) + (1m - factor)));
    }

    private static decimal Rounded(decimal value) =>
        Decimals.Normal(Math.Round(value, Scale, MidpointRounding.ToEven));
}
