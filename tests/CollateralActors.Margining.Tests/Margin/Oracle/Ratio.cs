using System.Globalization;
using System.Numerics;

namespace CollateralActors.Margining.Tests.Margin.Oracle;

/// <summary>A plain rational number, so that the oracle shares no arithmetic with what it checks.</summary>
internal readonly record struct Ratio(BigInteger Top, BigInteger Bottom)
{
    public static readonly Ratio Zero = new(0, 1);

    public static implicit operator Ratio(decimal value)
    {
        var text = value.ToString(CultureInfo.InvariantCulture);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : text.Length - point - 1;
        return Make(BigInteger.Parse(text.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture), BigInteger.Pow(10, decimals));
    }

    public static Ratio operator +(Ratio a, Ratio b) => Make((a.Top * b.Bottom) + (b.Top * a.Bottom), a.Bottom * b.Bottom);

    public static Ratio operator -(Ratio a, Ratio b) => Make((a.Top * b.Bottom) - (b.Top * a.Bottom), a.Bottom * b.Bottom);

    public static Ratio operator *(Ratio a, Ratio b) => Make(a.Top * b.Top, a.Bottom * b.Bottom);

    public static Ratio operator /(Ratio a, Ratio b) => Make(a.Top * b.Bottom, a.Bottom * b.Top);

    public static bool operator <(Ratio a, Ratio b) => (a - b).Top.Sign < 0;

    public static bool operator >(Ratio a, Ratio b) => (a - b).Top.Sign > 0;

    public static bool operator <=(Ratio a, Ratio b) => !(a > b);

    public static bool operator >=(Ratio a, Ratio b) => !(a < b);

    public static Ratio Max(Ratio a, Ratio b) => a > b ? a : b;

    public static Ratio Min(Ratio a, Ratio b) => a < b ? a : b;

    public static Ratio Parse(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    public Ratio Abs() => new(BigInteger.Abs(Top), Bottom);

    /// <summary>Plain notation, rounded towards −∞ (or +∞) to a number of decimals, trailing zeros removed.</summary>
    public string Print(int decimals, bool up)
    {
        var scaled = Top * BigInteger.Pow(10, decimals);
        var steps = up ? -Floor(-scaled) : Floor(scaled);
        var digits = BigInteger.Abs(steps).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        var text = decimals == 0 ? digits : $"{digits[..^decimals]}.{digits[^decimals..]}".TrimEnd('0').TrimEnd('.');
        return steps.Sign < 0 ? $"-{text}" : text;
    }

    private BigInteger Floor(BigInteger scaled)
    {
        var whole = scaled / Bottom;
        return whole * Bottom > scaled ? whole - 1 : whole;
    }

    private static Ratio Make(BigInteger top, BigInteger bottom)
    {
        var common = BigInteger.GreatestCommonDivisor(top, bottom) * bottom.Sign;
        return new Ratio(top / common, bottom / common);
    }
}
