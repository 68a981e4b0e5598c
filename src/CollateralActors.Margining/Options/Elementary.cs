namespace CollateralActors.Margining.Options;

/// <summary>Exponential and logarithm to about 30 digits, by series, the same on every machine.</summary>
internal static class Elementary
{
    private const int ExpTerms = 13;
    private const int ExpHalvings = 6;
    private const int LogTerms = 22;

    private static readonly Wide Ln2 = new(0.6931471805599453, 2.3190468138462996e-17);
    private static readonly Wide[] InverseFactorials = MakeInverseFactorials();
    private static readonly Wide[] InverseOdds = MakeInverseOdds();

    /// <summary>e to a power from −700 to 0.</summary>
    public static Wide Exp(Wide power)
    {
        // e^p = 2^k e^r, and e^r − 1 by its series at r ÷ 64: (1 + y)² − 1 = 2 y + y² doubles the exponent without
        // loss.
        var doublings = (int)Math.Floor((power.High / Ln2.High) + 0.5);
        var rest = (power - (Ln2 * doublings)).Scaled(-ExpHalvings);
        var sum = InverseFactorials[ExpTerms];
        for (var n = ExpTerms - 1; n >= 1; n--)
            sum = (sum * rest) + InverseFactorials[n];
        var less = sum * rest;
        for (var i = 0; i < ExpHalvings; i++)
            less = less.Scaled(1) + (less * less);
        return (less + Wide.One).Scaled(doublings);
    }

    /// <summary>The natural logarithm of a positive number.</summary>
    public static Wide Log(Wide value)
    {
        // value = 2^k m with m around 1, and ln m = 2 (z + z³/3 + z⁵/5 + …) with z = (m − 1) ÷ (m + 1).
        var doublings = (int)((BitConverter.DoubleToInt64Bits(value.High) >> 52) & 0x7FF) - 1023;
        var mantissa = value.Scaled(-doublings);
        if (mantissa.High > 1.4142135623730951)
            (mantissa, doublings) = (mantissa.Scaled(-1), doublings + 1);
        var z = (mantissa - Wide.One) / (mantissa + Wide.One);
        var square = z * z;
        var sum = InverseOdds[LogTerms];
        for (var n = LogTerms - 1; n >= 0; n--)
            sum = (sum * square) + InverseOdds[n];
        return (sum * z).Scaled(1) + (Ln2 * doublings);
    }

    private static Wide[] MakeInverseFactorials()
    {
        var inverse = new Wide[ExpTerms + 1];
        inverse[0] = Wide.One;
        for (var n = 1; n <= ExpTerms; n++)
            inverse[n] = inverse[n - 1] / (double)n;
        return inverse;
    }

    private static Wide[] MakeInverseOdds()
    {
        var inverse = new Wide[LogTerms + 1];
        for (var n = 0; n <= LogTerms; n++)
            inverse[n] = Wide.One / ((2d * n) + 1d);
        return inverse;
    }
}
