using System.Globalization;
using System.Numerics;

namespace CollateralActors.Margining.Units;

/// <summary>
/// An exact rational number: what a price or a plan is solved in, so that its last printed digit is right.
/// </summary>
/// <remarks>Always in lowest terms with a positive denominator; <c>default</c> is zero.</remarks>
internal readonly struct Fraction : IEquatable<Fraction>, IComparable<Fraction>
{
    private const int MostDigits = 28;

    private readonly BigInteger denominator;

    private Fraction(BigInteger numerator, BigInteger denominator) =>
        (Numerator, this.denominator) = (numerator, denominator);

    public static Fraction Zero => default;

    public static Fraction One { get; } = new(BigInteger.One, BigInteger.One);

    public BigInteger Numerator { get; }

    public BigInteger Denominator => denominator.IsZero ? BigInteger.One : denominator;

    public int Sign => Numerator.Sign;

    public bool IsZero => Numerator.IsZero;

    public static implicit operator Fraction(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        var mantissa = new BigInteger(new decimal(parts[0], parts[1], parts[2], value < 0m, 0));
        return Of(mantissa, BigInteger.Pow(10, value.Scale));
    }

    public static Fraction operator +(Fraction a, Fraction b) =>
        a.IsZero ? b
        : b.IsZero ? a
        : a.Denominator == b.Denominator ? Of(a.Numerator + b.Numerator, a.Denominator)
        : Of((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Fraction operator -(Fraction a) => new(-a.Numerator, a.denominator);

    public static Fraction operator -(Fraction a, Fraction b) => a + -b;

    public static Fraction operator *(Fraction a, Fraction b) =>
        a.IsZero || b.IsZero ? Zero : Of(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    public static Fraction operator /(Fraction a, Fraction b) =>
        b.IsZero ? throw new DivideByZeroException()
        : b.Sign < 0 ? Of(-(a.Numerator * b.Denominator), -(a.Denominator * b.Numerator))
        : Of(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    public static bool operator <(Fraction a, Fraction b) => a.CompareTo(b) < 0;

    public static bool operator >(Fraction a, Fraction b) => a.CompareTo(b) > 0;

    public static bool operator <=(Fraction a, Fraction b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Fraction a, Fraction b) => a.CompareTo(b) >= 0;

    public static bool operator ==(Fraction a, Fraction b) => a.Equals(b);

    public static bool operator !=(Fraction a, Fraction b) => !a.Equals(b);

    public static Fraction Max(Fraction a, Fraction b) => a >= b ? a : b;

    public static Fraction Min(Fraction a, Fraction b) => a <= b ? a : b;

    /// <summary>A whole number.</summary>
    public static Fraction Whole(BigInteger value) => new(value, BigInteger.One);

    public Fraction Abs() => Sign < 0 ? -this : this;

    /// <summary>The largest whole number that is not above this.</summary>
    public BigInteger Floor()
    {
        var quotient = BigInteger.DivRem(Numerator, Denominator, out var remainder);
        return remainder.Sign < 0 ? quotient - 1 : quotient;
    }

    /// <summary>The smallest whole number that is not below this.</summary>
    public BigInteger Ceiling() => -(-this).Floor();

    /// <summary>
    /// The decimal that is nearest, half-even, at most <see cref="Limits.LargestFigure"/> in size: what is larger
    /// becomes that.
    /// </summary>
    public Amount ToAmount()
    {
        if (Abs() >= Limits.LargestFigure)
            return new Amount(Sign * Limits.LargestFigure);
        var whole = BigInteger.Abs(Numerator) / Denominator;
        var scale = whole.IsZero ? MostDigits : MostDigits - whole.ToString(CultureInfo.InvariantCulture).Length;
        var power = BigInteger.Pow(10, scale);
        var steps = BigInteger.DivRem(BigInteger.Abs(Numerator) * power, Denominator, out var rest);
        var half = (2 * rest).CompareTo(Denominator);
        if (half > 0 || (half == 0 && !steps.IsEven))
            steps++;
        return new Amount(Decimals.Normal(Sign * ((decimal)steps / (decimal)power)));
    }

    public int CompareTo(Fraction other) =>
        Sign != other.Sign ? Sign.CompareTo(other.Sign)
        : Denominator == other.Denominator ? Numerator.CompareTo(other.Numerator)
        : (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    public bool Equals(Fraction other) => Numerator == other.Numerator && Denominator == other.Denominator;

    public override bool Equals(object? obj) => obj is Fraction other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Numerator, Denominator);

    private static Fraction Of(BigInteger numerator, BigInteger denominator)
    {
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        return divisor.IsOne
            ? new Fraction(numerator, denominator)
            : new Fraction(numerator / divisor, denominator / divisor);
    }
}
