using System.Numerics;

namespace CollateralActors.Margining.Options;

/// <summary>
/// A number of about 31 digits: the exact sum of two doubles, of which the second is less than the last digit of the
/// first.
/// </summary>
/// <remarks>
/// Made of +, −, × and ÷ of doubles alone, which IEEE 754 rounds in one way only, so that every machine gets the same
/// digits (docs/decisions/deterministic-floating-point.md). The algorithms are Dekker's and Knuth's.
/// </remarks>
internal readonly record struct Wide(double High, double Low)
{
    /// <summary>2²⁷ + 1: splits a double into two halves whose products are exact.</summary>
    private const double Splitter = 134217729d;

    private static readonly double[] PowersOfTwo32 = [1d, 4294967296d, 18446744073709551616d];

    public static Wide Zero => default;

    public static Wide One => new(1d, 0d);

    public int Sign => High > 0d ? 1 : High < 0d ? -1 : 0;

    public static implicit operator Wide(double value) => new(value, 0d);

    /// <summary>The decimal to all of its digits: its whole number exactly, divided by the power of ten.</summary>
    public static Wide Of(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var sum = Zero;
        for (var i = 0; i < 3; i++)
            sum += Product(unchecked((uint)bits[i]), PowersOfTwo32[i]);
        var magnitude = value.Scale == 0 ? sum : sum / TenTo(value.Scale);
        return value < 0m ? -magnitude : magnitude;
    }

    public static Wide operator -(Wide a) => new(-a.High, -a.Low);

    public static Wide operator +(Wide a, Wide b)
    {
        var (high, low) = (Sum(a.High, b.High), Sum(a.Low, b.Low));
        var first = OrderedSum(high.High, high.Low + low.High);
        return OrderedSum(first.High, first.Low + low.Low);
    }

    public static Wide operator -(Wide a, Wide b) => a + -b;

    public static Wide operator *(Wide a, Wide b)
    {
        var product = Product(a.High, b.High);
        return OrderedSum(product.High, product.Low + ((a.High * b.Low) + (a.Low * b.High)));
    }

    public static Wide operator /(Wide a, Wide b)
    {
        var first = a.High / b.High;
        var rest = a - (b * first);
        var second = rest.High / b.High;
        rest -= b * second;
        return OrderedSum(first, second) + (rest.High / b.High);
    }

    public static bool operator <(Wide a, Wide b) => a.High < b.High || (a.High == b.High && a.Low < b.Low);

    public static bool operator >(Wide a, Wide b) => b < a;

    /// <summary>10 to a whole power from 0 to 28.</summary>
    public static Wide TenTo(int power)
    {
        var result = One;
        for (var i = 0; i < power; i++)
            result *= 10d;
        return result;
    }

    /// <summary>The square root of a number that is not negative.</summary>
    public static Wide Sqrt(Wide value)
    {
        if (value.Sign <= 0)
            return Zero;
        var root = Math.Sqrt(value.High);
        return OrderedSum(root, (value - Product(root, root)).High / (2d * root));
    }

    /// <summary>The same number × 2 to a whole power, exactly.</summary>
    public Wide Scaled(int power)
    {
        var factor = BitConverter.Int64BitsToDouble((long)(power + 1023) << 52);
        return new Wide(High * factor, Low * factor);
    }

    /// <summary>The largest whole number that is not above this.</summary>
    public BigInteger Floor()
    {
        var whole = Math.Floor(High);
        var rest = Sum(High, -whole) + Low;
        var carry = Math.Floor(rest.High);
        if (carry == rest.High && rest.Low < 0d)
            carry--;
        return new BigInteger(whole) + new BigInteger(carry);
    }

    private static Wide OrderedSum(double larger, double smaller)
    {
        var sum = larger + smaller;
        return new Wide(sum, smaller - (sum - larger));
    }

    private static Wide Sum(double a, double b)
    {
        var sum = a + b;
        var second = sum - a;
        return new Wide(sum, (a - (sum - second)) + (b - second));
    }

    private static Wide Product(double a, double b)
    {
        var product = a * b;
        var (aHigh, aLow) = Halves(a);
        var (bHigh, bLow) = Halves(b);
        return new Wide(product, ((aHigh * bHigh) - product + (aHigh * bLow) + (aLow * bHigh)) + (aLow * bLow));
    }

    private static (double High, double Low) Halves(double value)
    {
        var scaled = Splitter * value;
        var high = scaled - (scaled - value);
        return (high, value - high);
    }
}
