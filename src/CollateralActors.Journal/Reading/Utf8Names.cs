using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace CollateralActors.Journal.Reading;

/// <summary>
/// Gives equal UTF-8 texts the same string, so that a million rows of a thousand entities make a thousand ids.
/// </summary>
internal sealed class Utf8Names
{
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<byte>> names =
        new Dictionary<string, string>(new Comparer()).GetAlternateLookup<ReadOnlySpan<byte>>();

    public string Of(ReadOnlySpan<byte> utf8)
    {
        if (names.TryGetValue(utf8, out var name))
            return name;
        name = Encoding.UTF8.GetString(utf8);
        names[utf8] = name;
        return name;
    }

    private sealed class Comparer : IEqualityComparer<string>, IAlternateEqualityComparer<ReadOnlySpan<byte>, string>
    {
        public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

        public int GetHashCode([DisallowNull] string obj) => GetHashCode(Encoding.UTF8.GetBytes(obj).AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, string other)
        {
            Span<byte> bytes = stackalloc byte[512];
            return Encoding.UTF8.TryGetBytes(other, bytes, out var length)
                ? alternate.SequenceEqual(bytes[..length])
                : alternate.SequenceEqual(Encoding.UTF8.GetBytes(other));
        }

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = default(HashCode);
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public string Create(ReadOnlySpan<byte> alternate) => Encoding.UTF8.GetString(alternate);
    }
}
