using CollateralActors.Margining.Options;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Recalibration;

/// <summary>Logarithm, root and exponential of decimals, as decimals that are the same on every machine.</summary>
/// <remarks>docs/decisions/deterministic-floating-point.md: no function of the machine's library.</remarks>
internal static class Figures
{
    /// <summary>Decimals of what is reported: volatilities, correlations, targets before rounding.</summary>
    public const int Scale = Decimals.LargestScale;

    private const double HalfOfLastDigit = 0.5e-20;

    /// <summary>Beyond this exponent e^−x is 0 to all digits that are kept.</summary>
    private const decimal LargestExponent = 60m;

    /// <summary>The logarithm of <paramref name="to"/> ÷ <paramref name="from"/>, to 20 decimals.</summary>
    public static decimal LogReturn(Price from, Price to) =>
        Nearest(Elementary.Log(Wide.Of(to.Value) / Wide.Of(from.Value)));

    /// <summary>The square root of a number that is 0 or more, rounded up to 12 decimals.</summary>
    public static decimal Root(decimal value) => Up(Wide.Sqrt(Wide.Of(value)));

    /// <summary>e^−x for x that is 0 or more, rounded down: what is left of a price after a fall of x.</summary>
    public static decimal Left(decimal x) =>
        x > LargestExponent ? 0m : Decimals.Down(Nearest(Elementary.Exp(-Wide.Of(x))), Scale);

    /// <summary>e^x − 1 for x that is 0 or more, rounded up, at most 1: what a price gains in a rise of x.</summary>
    public static decimal Gained(decimal x) =>
        x > 1m ? 1m : Math.Min(1m, Up((Wide.One / Elementary.Exp(-Wide.Of(x))) - Wide.One));

    /// <summary>product ÷ √(a × b), rounded up, within −1 and 1; 0 where one of them does not move.</summary>
    public static Rate Correlation(decimal product, decimal a, decimal b)
    {
        if (a <= 0m || b <= 0m)
            return Rate.Zero;
        var scale = Wide.Sqrt(Wide.Of(a)) * Wide.Sqrt(Wide.Of(b));
        return new Rate(Math.Clamp(Up(Wide.Of(product) / scale), -1m, 1m));
    }

    // What is computed is right to more than 20 decimals: that noise would else push a whole number up by one digit.
    private static decimal Nearest(Wide value) => Quantum.Down(value + (Wide)HalfOfLastDigit);

    private static decimal Up(Wide value) => Decimals.Normal(Decimals.Up(Nearest(value), Scale));
}
