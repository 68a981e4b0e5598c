using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CollateralActors.Journal.Chaining;

/// <summary>What a link is made of; docs/journal-format.md defines it byte by byte.</summary>
internal static class Chain
{
    // A stored payload is its content with this before the last brace: ,"hash":"<64 digits>"
    private static ReadOnlySpan<byte> Opening => ",\"hash\":\""u8;

    private const int SuffixLength = 9 + (2 * ChainHash.Size) + 2;

    [ThreadStatic]
    private static byte[]? scratch;

    /// <summary>
    /// SHA-256 over the previous hash, persistence id, sequence number, manifest and content; texts with their length
    /// in front, numbers big-endian.
    /// </summary>
    /// <param name="previous">The hash in the event before; <see cref="ChainHash.Origin"/> for the first.</param>
    /// <param name="persistenceId">Whose event.</param>
    /// <param name="sequence">From 1.</param>
    /// <param name="manifest">The event's stored name.</param>
    /// <param name="content">The payload without its hash, but for the brace that ends it.</param>
    public static ChainHash Link(
        ChainHash previous, string persistenceId, long sequence, string manifest, ReadOnlySpan<byte> content)
    {
        var bytes = Scratch(ChainHash.Size + 17 + (3 * (persistenceId.Length + manifest.Length)) + content.Length);
        previous.CopyTo(bytes);
        var length = ChainHash.Size;
        length += Text(bytes.AsSpan(length), persistenceId);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(length), sequence);
        length += sizeof(long);
        length += Text(bytes.AsSpan(length), manifest);
        content.CopyTo(bytes.AsSpan(length));
        length += content.Length;
        bytes[length++] = (byte)'}';
        Span<byte> hash = stackalloc byte[ChainHash.Size];
        SHA256.HashData(bytes.AsSpan(0, length), hash);
        return new ChainHash(hash);
    }

    /// <summary>The content with its hash as the last member.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> content, ChainHash hash)
    {
        var open = content[..^1];
        var payload = new byte[open.Length + SuffixLength];
        open.CopyTo(payload);
        var rest = payload.AsSpan(open.Length);
        Opening.CopyTo(rest);
        Span<byte> bytes = stackalloc byte[ChainHash.Size];
        hash.CopyTo(bytes);
        Convert.TryToHexStringLower(bytes, rest[Opening.Length..], out _);
        "\"}"u8.CopyTo(rest[^2..]);
        return payload;
    }

    /// <summary>Takes a payload apart; false where it does not end in a hash.</summary>
    /// <param name="payload">As stored.</param>
    /// <param name="open">The content without the brace that ends it.</param>
    /// <param name="hash">The stored hash.</param>
    public static bool TryOpen(ReadOnlySpan<byte> payload, out ReadOnlySpan<byte> open, out ChainHash hash)
    {
        open = default;
        hash = default;
        if (payload.Length < SuffixLength + 1)
            return false;
        var suffix = payload[^SuffixLength..];
        Span<byte> bytes = stackalloc byte[ChainHash.Size];
        // One form only: a digit in upper case means the same hash, but is not what was stored.
        if (!suffix.StartsWith(Opening) || !suffix.EndsWith("\"}"u8)
            || suffix[Opening.Length..].ContainsAnyInRange((byte)'A', (byte)'F')
            || Convert.FromHexString(suffix[Opening.Length..^2], bytes, out _, out _) != OperationStatus.Done)
            return false;
        open = payload[..^SuffixLength];
        hash = new ChainHash(bytes);
        return true;
    }

    private static byte[] Scratch(int size)
    {
        if (scratch is null || scratch.Length < size)
            scratch = new byte[Math.Max(size, 4_096)];
        return scratch;
    }

    private static int Text(Span<byte> to, string text)
    {
        var length = Encoding.UTF8.GetBytes(text, to[sizeof(int)..]);
        BinaryPrimitives.WriteInt32BigEndian(to, length);
        return sizeof(int) + length;
    }
}
