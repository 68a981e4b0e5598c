using System.Runtime.Serialization;
using CollateralActors.Journal.Codec;
using CollateralActors.Journal.Serializers;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Journal.Chaining;

/// <summary>An encoded and linked event, and the chain's head after it.</summary>
public readonly record struct Linked(StoredEvent Event, ChainHash Head);

/// <summary>A stored event as it was read: the event, or what is wrong with it.</summary>
/// <param name="Recorded">The event; null where it could not be decoded.</param>
/// <param name="Head">The chain's head after it: the hash that is stored in it.</param>
/// <param name="Finding">What is wrong; null if nothing.</param>
public readonly record struct ReadEvent(Recorded? Recorded, ChainHash Head, Finding? Finding);

/// <summary>Makes an entity's events into what is stored, each linked to the one before, and back.</summary>
public static class Linker
{
    /// <summary>Encodes and links one event. Call before storing, in order of sequence numbers.</summary>
    /// <param name="persistenceId">Whose event.</param>
    /// <param name="sequence">The number that it will be stored under.</param>
    /// <param name="previous">The head after the event before.</param>
    /// <param name="recorded">The event.</param>
    public static Linked Link(string persistenceId, long sequence, ChainHash previous, Recorded recorded)
    {
        var content = EventCodec.Default.Encode(recorded, out var manifest);
        var hash = Chain.Link(previous, persistenceId, sequence, manifest, content[..^1]);
        return new Linked(new StoredEvent(manifest, Chain.Seal(content, hash)), hash);
    }

    /// <summary>Checks one stored event against the one before and decodes it.</summary>
    /// <remarks>An event that breaks the chain is decoded all the same, for those who look for what happened.</remarks>
    public static ReadEvent Read(
        string persistenceId, long sequence, ChainHash previous, string manifest, ReadOnlySpan<byte> payload)
    {
        Finding Found(FindingKind kind, string detail) => new(kind, persistenceId, sequence, detail);

        if (!Chain.TryOpen(payload, out var open, out var hash))
            return new ReadEvent(null, previous, Found(FindingKind.BrokenChain, "the payload does not end in a hash"));
        var expected = Chain.Link(previous, persistenceId, sequence, manifest, open);
        var finding = hash == expected
            ? null
            : Found(FindingKind.BrokenChain, $"hash {hash} is stored where {expected} follows on the event before");
        try
        {
            return new ReadEvent(EventCodec.Default.Decode(manifest, payload), hash, finding);
        }
        catch (SerializationException e)
        {
            return new ReadEvent(null, hash, finding ?? Found(FindingKind.Undecodable, e.Message));
        }
    }
}
