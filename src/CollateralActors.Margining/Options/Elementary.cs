namespace CollateralActors.Margining.Options;

/// <summary>Exponential and logarithm to about 30 digits, by series, the same on every machine.</summary>
internal static class Elementary
{
    private const int ExpTerms = 13;
    private const int ExpHalvings = 6;
    private const int LogTerms = 22;

    /// <summary>Enough for the digits of a double.</summary>
    private const int NearlyLogTerms = 11;

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

    /// <summary>e to a power from −700 to 0, to the digits of a double.</summary>
    public static double Exp(double power)
    {
        var doublings = Math.Floor((power / Ln2.High) + 0.5);
        var rest = power - (doublings * Ln2.High) - (doublings * Ln2.Low);
        var sum = InverseFactorials[ExpTerms].High;
        for (var n = ExpTerms - 1; n >= 0; n--)
            sum = (sum * rest) + InverseFactorials[n].High;
        return sum * BitConverter.Int64BitsToDouble(((long)doublings + 1023) << 52);
    }

    /// <summary>The natural logarithm of a positive number, to the digits of a double.</summary>
    public static double Log(double value)
    {
        var doublings = (int)((BitConverter.DoubleToInt64Bits(value) >> 52) & 0x7FF) - 1023;
        var mantissa = value * BitConverter.Int64BitsToDouble((long)(1023 - doublings) << 52);
        if (mantissa > 1.4142135623730951)
            (mantissa, doublings) = (mantissa / 2d, doublings + 1);
        var z = (mantissa - 1d) / (mantissa + 1d);
        var (square, sum) = (z * z, InverseOdds[NearlyLogTerms].High);
        for (var n = NearlyLogTerms - 1; n >= 0; n--)
            sum = (sum * square) + InverseOdds[n].High;
        return (2d * sum * z) + (doublings * Ln2.High);
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
