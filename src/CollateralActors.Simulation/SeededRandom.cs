using System.Numerics;
using System.Text;
using CollateralActors.Margining.Units;

namespace CollateralActors.Simulation;

/// <summary>
/// Pseudo-random numbers that are the same for a seed on every machine and in every version of this program.
/// </summary>
/// <remarks>
/// xoshiro256** 1.0 by Blackman and Vigna, its state filled by SplitMix64. <see cref="System.Random"/> promises no
/// algorithm, so a run recorded today could differ on another runtime. A seed has any number of independent streams,
/// told apart by name: whoever draws more from one stream does not shift the others. Not for secrets. Not for several
/// threads: give each a stream.
/// </remarks>
public sealed class SeededRandom
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;
    private const int ChanceScale = 9;

    private ulong s0, s1, s2, s3;

    internal SeededRandom(ulong s0, ulong s1, ulong s2, ulong s3) =>
        (this.s0, this.s1, this.s2, this.s3) = (s0, s1, s2, s3);

    /// <summary>The stream of <paramref name="seed"/> that <paramref name="names"/> name, from its start.</summary>
    public static SeededRandom For(long seed, params ReadOnlySpan<string> names)
    {
        var start = unchecked((ulong)seed);
        var state = SplitMix64(ref start) ^ Hash(names);
        return new(SplitMix64(ref state), SplitMix64(ref state), SplitMix64(ref state), SplitMix64(ref state));
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        unchecked
        {
            var result = BitOperations.RotateLeft(s1 * 5, 7) * 9;
            var t = s1 << 17;
            s2 ^= s0;
            s3 ^= s1;
            s1 ^= s2;
            s0 ^= s3;
            s2 ^= t;
            s3 = BitOperations.RotateLeft(s3, 45);
            return result;
        }
    }

    /// <summary>
    /// A whole number from <paramref name="lowest"/> to <paramref name="highest"/>, both included, each as likely.
    /// </summary>
    public int NextInt(int lowest, int highest) => (int)NextLong(lowest, highest);

    /// <summary>
    /// A whole number from <paramref name="lowest"/> to <paramref name="highest"/>, both included, each as likely.
    /// </summary>
    public long NextLong(long lowest, long highest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(highest, lowest);
        unchecked
        {
            var span = (ulong)highest - (ulong)lowest;
            return (long)((ulong)lowest + (span == ulong.MaxValue ? NextBits() : Below(span + 1)));
        }
    }

    /// <summary>
    /// A decimal from <paramref name="lowest"/> to <paramref name="highest"/>, both included, in steps of its last
    /// digit.
    /// </summary>
    /// <param name="lowest">With at most <paramref name="scale"/> decimals.</param>
    /// <param name="highest">
    /// With at most <paramref name="scale"/> decimals; at most 10^18 steps above the lowest.
    /// </param>
    /// <param name="scale">Decimals, 0 to 18.</param>
    public decimal NextDecimal(decimal lowest, decimal highest, int scale)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, 18);
        ArgumentOutOfRangeException.ThrowIfLessThan(highest, lowest);
        var step = Decimals.Unit(scale);
        if (lowest % step != 0m || highest % step != 0m)
            throw new ArgumentException(
                FormattableString.Invariant($"{lowest} to {highest} has more than {scale} decimals"));
        return lowest + (step * NextLong(0, (long)((highest - lowest) / step)));
    }

    /// <summary>
    /// True with a probability of <paramref name="share"/>: 0 is never, 1 is always; at most 9 decimals count.
    /// </summary>
    public bool NextChance(decimal share) => NextDecimal(0m, 0.999_999_999m, ChanceScale) < share;

    /// <summary>One of <paramref name="items"/>, each as likely.</summary>
    public T Choose<T>(IReadOnlyList<T> items) => items[NextInt(0, items.Count - 1)];

    /// <summary>The items in a random order, each order as likely (Fisher and Yates).</summary>
    public T[] Shuffle<T>(IEnumerable<T> items)
    {
        T[] shuffled = [.. items];
        for (var last = shuffled.Length - 1; last > 0; last--)
        {
            var other = NextInt(0, last);
            (shuffled[last], shuffled[other]) = (shuffled[other], shuffled[last]);
        }

        return shuffled;
    }

    internal static ulong SplitMix64(ref ulong state)
    {
        unchecked
        {
            var z = state += GoldenGamma;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>Lemire's method: the high half of a product, without the bias of a remainder.</summary>
    private ulong Below(ulong bound)
    {
        var high = Math.BigMul(NextBits(), bound, out var low);
        if (low >= bound)
            return high;
        for (var threshold = unchecked(0 - bound) % bound; low < threshold;)
            high = Math.BigMul(NextBits(), bound, out low);
        return high;
    }

    /// <summary>
    /// FNV-1a over the names in UTF-8, each ended by a byte that UTF-8 does not have: "ab", "c" is not "a", "bc".
    /// </summary>
    private static ulong Hash(ReadOnlySpan<string> names)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var name in names)
        {
            foreach (var octet in Encoding.UTF8.GetBytes(name))
                hash = Mix(hash, octet);
            hash = Mix(hash, 0xFF);
        }

        return hash;

        static ulong Mix(ulong hash, byte octet) => unchecked((hash ^ octet) * 0x100000001B3);
    }
}
