using System.Globalization;
using System.Numerics;

namespace CollateralActors.Margining.Units;

/// <summary>A number rounded for print: a whole number of steps of 10⁻ˢᶜᵃˡᵉ, of any size.</summary>
public readonly record struct Figure
{
    private Figure(BigInteger steps, int scale) => (Steps, Scale) = (steps, scale);

    /// <summary>The number × 10^<see cref="Scale"/>.</summary>
    public BigInteger Steps { get; }

    /// <summary>Decimals, 0 to 28.</summary>
    public int Scale { get; }

    /// <summary>
    /// Whether a decimal can hold the number's whole part; larger figures are no money that anybody has.
    /// </summary>
    public bool IsInRange => BigInteger.Abs(Steps) < (BigInteger)decimal.MaxValue * BigInteger.Pow(10, Scale);

    /// <summary>
    /// Plain decimal notation without exponent and trailing zeros, independent of culture; zero has no sign.
    /// </summary>
    public override string ToString()
    {
        var digits = BigInteger.Abs(Steps).ToString(CultureInfo.InvariantCulture).PadLeft(Scale + 1, '0');
        var fraction = digits[^Scale..].TrimEnd('0');
        var whole = digits[..^Scale];
        return (Steps.Sign < 0 ? "-" : "") + (fraction.Length == 0 ? whole : $"{whole}.{fraction}");
    }

    /// <summary>
    /// The same in about as many digits as people read at a glance, rounded once more; the whole part stays as it is.
    /// </summary>
    /// <param name="digits">Digits that are kept, those before the point among them.</param>
    /// <param name="up">Whether towards +∞, as requirements are rounded, rather than towards −∞.</param>
    public Figure Shortened(int digits, bool up)
    {
        var whole = BigInteger.Abs(Steps) / BigInteger.Pow(10, Scale);
        var scale = Math.Clamp(digits - whole.ToString(CultureInfo.InvariantCulture).Length, 0, Scale);
        var exact = Fraction.Whole(Steps) / Fraction.Whole(BigInteger.Pow(10, Scale));
        return up ? Up(exact, scale) : Down(exact, scale);
    }

    /// <summary>Towards −∞, to <paramref name="scale"/> decimals.</summary>
    internal static Figure Down(Fraction value, int scale) =>
        new((value * Fraction.Whole(BigInteger.Pow(10, scale))).Floor(), scale);

    /// <summary>Towards +∞, to <paramref name="scale"/> decimals.</summary>
    internal static Figure Up(Fraction value, int scale) =>
        new((value * Fraction.Whole(BigInteger.Pow(10, scale))).Ceiling(), scale);

    /// <summary>A whole number of steps of a decimal.</summary>
    internal static Figure OfSteps(BigInteger count, decimal step) =>
        Down(Fraction.Whole(count) * step, step.Scale);
}
