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

    /// <summary>The number itself.</summary>
    internal Fraction Exact => Fraction.Whole(Steps) / Fraction.Whole(BigInteger.Pow(10, Scale));

    /// <summary>How many digits stand before the point; 0 for a number without a whole part.</summary>
    public int WholeDigits
    {
        get
        {
            var whole = BigInteger.Abs(Steps) / BigInteger.Pow(10, Scale);
            return whole.IsZero ? 0 : whole.ToString(CultureInfo.InvariantCulture).Length;
        }
    }

    /// <summary>How many digits stand behind the point when zeros at the end are left out.</summary>
    public int Decimals
    {
        get
        {
            var text = ToString();
            var point = text.IndexOf('.', StringComparison.Ordinal);
            return point < 0 ? 0 : text.Length - point - 1;
        }
    }

    /// <summary>
    /// The same rounded once more, for a table; the whole part stays unless rounding carries into it.
    /// </summary>
    /// <param name="decimals">Digits behind the point that are kept; the number's own if it has fewer.</param>
    /// <param name="up">Whether towards +∞, as requirements are rounded, rather than towards −∞.</param>
    public Figure Rounded(int decimals, bool up)
    {
        var scale = Math.Min(decimals, Scale);
        return up ? Up(Exact, scale) : Down(Exact, scale);
    }

    /// <summary>Plain notation with a comma every three digits of the whole part: <c>-1,234,567.8</c>.</summary>
    /// <param name="decimals">Zeros are added up to this many digits behind the point.</param>
    public string ToString(int decimals)
    {
        var plain = ToString();
        var point = plain.IndexOf('.', StringComparison.Ordinal);
        var (whole, fraction) = point < 0 ? (plain, "") : (plain[..point], plain[(point + 1)..]);
        var grouped =
            BigInteger.Parse(whole, CultureInfo.InvariantCulture).ToString("#,0", CultureInfo.InvariantCulture);
        var sign = whole == "-0" ? "-" : "";
        return decimals == 0 && fraction.Length == 0
            ? sign + grouped
            : $"{sign}{grouped}.{fraction.PadRight(decimals, '0')}";
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
