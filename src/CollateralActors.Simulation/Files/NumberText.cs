using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace CollateralActors.Simulation.Files;

/// <summary>
/// Numbers as people write them in JSON, digit for digit: never through binary floating point, never rounded.
/// </summary>
internal static partial class NumberText
{
    private const int LargestDecimalScale = 28;
    private const int LongestExponent = 6;
    private static readonly BigInteger LargestMantissa = (BigInteger)decimal.MaxValue;

    /// <summary>
    /// Reads a number in JSON's notation, exponents included; trailing zeros are kept as they are written.
    /// </summary>
    /// <returns>Null where it was read, otherwise what is wrong.</returns>
    public static string? Parse(string text, out decimal value)
    {
        value = 0m;
        if (Notation().Match(text) is not { Success: true } match)
            return $"{Shown(text)} is not a number; write it like 12.5";
        var (fraction, exponent) = (match.Groups["fraction"].Value, match.Groups["exponent"].Value);
        var mantissa = BigInteger.Parse(match.Groups["whole"].Value + fraction, CultureInfo.InvariantCulture);
        if (mantissa.IsZero)
            return null;
        if (exponent.TrimStart('+', '-').TrimStart('0').Length > LongestExponent)
            return TooLong(text);
        var power = exponent.Length == 0 ? 0 : int.Parse(exponent, CultureInfo.InvariantCulture);
        var scale = fraction.Length - power;
        while (scale > 0 && (scale > LargestDecimalScale || mantissa > LargestMantissa) && (mantissa % 10).IsZero)
            (mantissa, scale) = (mantissa / 10, scale - 1);
        if (scale > LargestDecimalScale || scale < -LargestDecimalScale)
            return TooLong(text);
        if (scale < 0)
            (mantissa, scale) = (mantissa * BigInteger.Pow(10, -scale), 0);
        if (mantissa > LargestMantissa)
            return TooLong(text);
        var bits = decimal.GetBits((decimal)mantissa);
        value = new decimal(bits[0], bits[1], bits[2], text[0] == '-', (byte)scale);
        return null;
    }

    private static string TooLong(string text) =>
        $"{Shown(text)} has more digits than are kept; "
        + "write at most 28 digits, at most 28 of them after the point";

    private static string Shown(string text) => text.Length <= 40 ? $"'{text}'" : $"'{text[..40]}…'";

    [GeneratedRegex(
        @"\A-?(?<whole>0|[1-9][0-9]*)(\.(?<fraction>[0-9]+))?([eE](?<exponent>[+-]?[0-9]+))?\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Notation();
}
