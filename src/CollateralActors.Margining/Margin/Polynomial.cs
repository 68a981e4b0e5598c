using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Margin;

/// <summary>A polynomial of low degree with exact coefficients, and where it turns and vanishes.</summary>
internal sealed class Polynomial
{
    /// <summary>
    /// Steps of halving that place a point which no fraction gives exactly: far below any printed digit.
    /// </summary>
    private const int Halvings = 200;

    private readonly Fraction[] coefficients;

    private Polynomial(Fraction[] coefficients) => this.coefficients = coefficients;

    /// <summary>Degree; −1 for the polynomial that is 0 everywhere.</summary>
    public int Degree => coefficients.Length - 1;

    /// <summary>Makes a polynomial of its coefficients, from the constant up.</summary>
    public static Polynomial Of(params ReadOnlySpan<Fraction> coefficients)
    {
        var length = coefficients.Length;
        while (length > 0 && coefficients[length - 1].IsZero)
            length--;
        return new Polynomial(coefficients[..length].ToArray());
    }

    public Fraction At(Fraction x)
    {
        var sum = Fraction.Zero;
        for (var i = coefficients.Length - 1; i >= 0; i--)
            sum = (sum * x) + coefficients[i];
        return sum;
    }

    /// <summary>
    /// Where it vanishes strictly between two points, rising. Exact for degree 1, else to far below any printed digit.
    /// </summary>
    public IReadOnlyList<Fraction> RootsBetween(Fraction low, Fraction high)
    {
        if (Degree < 1)
            return [];
        if (Degree == 1)
        {
            var root = -coefficients[0] / coefficients[1];
            return low < root && root < high ? [root] : [];
        }

        var roots = new List<Fraction>();
        Fraction[] ends = [low, .. TurnsBetween(low, high), high];
        for (var i = 1; i < ends.Length; i++)
        {
            var (left, right) = (At(ends[i - 1]).Sign, At(ends[i]).Sign);
            if (left * right < 0)
                roots.Add(Bisect(ends[i - 1], ends[i], left));
            if (right == 0 && i < ends.Length - 1)
                roots.Add(ends[i]);
        }

        return roots;
    }

    /// <summary>
    /// Where it turns strictly between two points, rising; between neighbours it only rises or only falls.
    /// </summary>
    public IReadOnlyList<Fraction> TurnsBetween(Fraction low, Fraction high) => Derivative().RootsBetween(low, high);

    /// <summary>A point above 0 below which there is no root above 0.</summary>
    public Fraction BelowAllRoots()
    {
        var lowest = Array.FindIndex(coefficients, c => !c.IsZero);
        var rest = Fraction.Zero;
        for (var i = lowest + 1; i < coefficients.Length; i++)
            rest = Fraction.Max(rest, coefficients[i].Abs());
        var lead = lowest < 0 ? Fraction.One : coefficients[lowest].Abs();
        return lead / (lead + rest) / 2m;
    }

    /// <summary>A point above which there is no root.</summary>
    public Fraction AboveAllRoots()
    {
        var rest = Fraction.Zero;
        for (var i = 0; i < Degree; i++)
            rest = Fraction.Max(rest, coefficients[i].Abs());
        return Degree < 1 ? Fraction.One : 2m + (rest / coefficients[^1].Abs());
    }

    private Polynomial Derivative()
    {
        var derived = new Fraction[Math.Max(0, Degree)];
        for (var i = 0; i < derived.Length; i++)
            derived[i] = coefficients[i + 1] * (i + 1m);
        return Of(derived);
    }

    private Fraction Bisect(Fraction low, Fraction high, int signAtLow)
    {
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2m;
            var sign = At(middle).Sign;
            if (sign == 0)
                return middle;
            (low, high) = sign == signAtLow ? (middle, high) : (low, middle);
        }

        return low;
    }
}
