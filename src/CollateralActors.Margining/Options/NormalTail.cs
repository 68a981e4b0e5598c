namespace CollateralActors.Margining.Options;

/// <summary>
/// The normal distribution by its Mills ratio M(x) = (1 − N(x)) ÷ n(x): smooth, without small differences, to about
/// 31 digits.
/// </summary>
/// <remarks>
/// M' = x M − 1 gives every Taylor coefficient from M itself. Beyond x = 24 the asymptotic series is exact enough;
/// from there M is carried down to 0 in steps of 1/8. Downwards errors shrink, so the table needs no stored digits.
/// </remarks>
internal static class NormalTail
{
    private const int CellsPerUnit = 8;
    private const int TableEnd = 24;
    private const int StepTerms = 26;
    private const int Terms = 21;
    private const int FarTerms = 24;

    /// <summary>Enough for the digits of a double.</summary>
    private const int NearlyTerms = 13, NearlyFarTerms = 8;

    private static readonly Wide TwoPi = new(6.283185307179586, 2.4492935982947064e-16);
    private static readonly Wide InverseRootOfTwoPi = Wide.One / Wide.Sqrt(TwoPi);
    private static readonly Wide[] Table = MakeTable();

    /// <summary>n(x), the density, for |x| up to 37.</summary>
    public static Wide Density(Wide x) => Elementary.Exp((x * x).Scaled(-1) * -1d) * InverseRootOfTwoPi;

    /// <summary>M(x) for x of 0 or more.</summary>
    public static Wide Mills(Wide x)
    {
        if (x.High >= TableEnd)
            return Far(x);
        var cell = (int)Math.Floor((x.High * CellsPerUnit) + 0.5);
        var rest = x - ((double)cell / CellsPerUnit);
        var coefficients = Table.AsSpan(cell * Terms, Terms);
        var sum = coefficients[Terms - 1];
        for (var n = Terms - 2; n >= 0; n--)
            sum = (sum * rest) + coefficients[n];
        return sum;
    }

    /// <summary>The density to the digits of a double.</summary>
    public static double Density(double x) => Elementary.Exp(-0.5 * x * x) * InverseRootOfTwoPi.High;

    /// <summary>M(x) for x of 0 or more, to the digits of a double.</summary>
    public static double Mills(double x)
    {
        if (x >= TableEnd)
            return Far(x);
        var cell = (int)((x * CellsPerUnit) + 0.5);
        var rest = x - ((double)cell / CellsPerUnit);
        var coefficients = Table.AsSpan(cell * Terms, NearlyTerms);
        var sum = 0d;
        for (var n = NearlyTerms - 1; n >= 0; n--)
            sum = (sum * rest) + coefficients[n].High;
        return sum;
    }

    private static double Far(double x)
    {
        var square = 1d / (x * x);
        var (sum, term) = (1d, 1d);
        for (var n = 1; n <= NearlyFarTerms; n++)
            sum += term *= square * (1d - (2d * n));
        return sum / x;
    }

    /// <summary>1 ÷ x × (1 − 1 ÷ x² + 1 × 3 ÷ x⁴ − …).</summary>
    private static Wide Far(Wide x)
    {
        var inverse = Wide.One / x;
        var square = inverse * inverse;
        var (sum, term) = (Wide.One, Wide.One);
        for (var n = 1; n <= FarTerms; n++)
        {
            term *= square * (1d - (2d * n));
            sum += term;
        }

        return sum * inverse;
    }

    private static Wide[] MakeTable()
    {
        var table = new Wide[((TableEnd * CellsPerUnit) + 1) * Terms];
        Span<Wide> coefficients = stackalloc Wide[StepTerms];
        var value = Far((Wide)(double)TableEnd);
        for (var cell = TableEnd * CellsPerUnit; cell >= 0; cell--)
        {
            Expand(value, (double)cell / CellsPerUnit, coefficients);
            coefficients[..Terms].CopyTo(table.AsSpan(cell * Terms));
            value = coefficients[StepTerms - 1];
            for (var n = StepTerms - 2; n >= 0; n--)
                value = (value * (-1d / CellsPerUnit)) + coefficients[n];
        }

        return table;
    }

    private static void Expand(Wide value, double x, Span<Wide> coefficients)
    {
        coefficients[0] = value;
        coefficients[1] = (value * x) - Wide.One;
        for (var n = 2; n < coefficients.Length; n++)
            coefficients[n] = ((coefficients[n - 1] * x) + coefficients[n - 2]) / (double)n;
    }
}
