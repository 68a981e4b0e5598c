using System.Numerics;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Options;

/// <summary>Where a figure leaves floating point: it becomes a decimal, rounded in a stated direction.</summary>
/// <remarks>
/// To 20 decimals, or as many as a decimal has room for: below a price of 10¹⁸ at least 10. What is computed is right
/// to some digits more, so equal inputs that are written differently give equal decimals. Where the forward is so small
/// that 20 decimals lose more than 10⁻¹³ of it, all 28 that there are.
/// </remarks>
internal static class Quantum
{
    /// <summary>Decimals of what is priced on most forwards.</summary>
    public const int UsualScale = 20;

    private const int FinestScale = 28;
    private const double SmallForward = 1e-7;
    private const double Largest = 7.9e28;

    private static readonly Wide[] Powers = [.. Enumerable.Range(0, FinestScale + 1).Select(Wide.TenTo)];

    /// <summary>Decimals of what is priced on a forward.</summary>
    public static int ScaleOf(Wide forward) => forward.High < SmallForward ? FinestScale : UsualScale;

    /// <summary>The largest decimal of the grid that is not above <paramref name="value"/>.</summary>
    public static decimal Down(Wide value, int scale = UsualScale)
    {
        while (scale > 0 && Math.Abs(value.High) * Powers[scale].High > Largest)
            scale--;
        return Of((value * Powers[scale]).Floor(), scale);
    }

    /// <summary>The smallest decimal of the grid that is not below <paramref name="value"/>.</summary>
    public static decimal Up(Wide value, int scale = UsualScale) => -Down(-value, scale);

    private static decimal Of(BigInteger steps, int scale)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits((decimal)BigInteger.Abs(steps), bits);
        return Decimals.Normal(new decimal(bits[0], bits[1], bits[2], steps.Sign < 0, (byte)scale));
    }
}
