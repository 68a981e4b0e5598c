using System.Globalization;

namespace CollateralActors.Margining.Units;

/// <summary>Rounding and notation of decimals: every operation names its direction.</summary>
public static class Decimals
{
    /// <summary>Most decimals that an asset's scale may have.</summary>
    public const int LargestScale = 12;

    /// <summary>
    /// The largest number that there is, as refusals name it: 79,228,162,514,264,337,593,543,950,335.
    /// </summary>
    public static readonly string Largest = decimal.MaxValue.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Towards −∞, to <paramref name="scale"/> decimals: equity, collateral, payouts.</summary>
    public static decimal Down(decimal value, int scale) =>
        Math.Round(value, scale, MidpointRounding.ToNegativeInfinity);

    /// <summary>Towards +∞, to <paramref name="scale"/> decimals: requirements, debts, fees.</summary>
    public static decimal Up(decimal value, int scale) => Math.Round(value, scale, MidpointRounding.ToPositiveInfinity);

    /// <summary>The product of two numbers that are 0 or more; the largest decimal where none can hold it.</summary>
    public static decimal Times(decimal a, decimal b)
    {
        try
        {
            return a * b;
        }
        catch (OverflowException)
        {
            return decimal.MaxValue;
        }
    }

    /// <summary>Removes trailing zeros, so that equal numbers have one form (1.00 becomes 1).</summary>
    public static decimal Normal(decimal value) => value / 1.0000000000000000000000000000m;

    /// <summary>The smallest number of <paramref name="scale"/> decimals that is more than 0.</summary>
    public static decimal Unit(int scale) => new(1, 0, 0, false, (byte)scale);

    /// <summary>Whether <paramref name="value"/> is written with at most <paramref name="scale"/> decimals.</summary>
    public static bool FitsScale(decimal value, int scale) =>
        Math.Round(value, scale, MidpointRounding.ToEven) == value;

    /// <summary>
    /// Whether <paramref name="value"/> is a whole multiple of <paramref name="step"/> (more than 0).
    /// </summary>
    public static bool IsMultipleOf(decimal value, decimal step) => value % step == 0m;

    /// <summary>Plain decimal notation without exponent and trailing zeros, independent of culture.</summary>
    public static string Plain(decimal value) => Normal(value).ToString(CultureInfo.InvariantCulture);
}
