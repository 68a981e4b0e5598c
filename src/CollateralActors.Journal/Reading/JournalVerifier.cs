using System.Globalization;
using CollateralActors.Journal.Chaining;
using CollateralActors.Journal.Serializers;

namespace CollateralActors.Journal.Reading;

/// <summary>
/// Follows every entity's chain through the journal: decodes, and finds gaps, breaks and what cannot be read.
/// </summary>
/// <remarks>After a finding the entity goes on from what is stored, so that one fault is told once.</remarks>
public sealed class JournalVerifier
{
    private readonly Dictionary<string, (long Sequence, ChainHash Head)> heads = new(StringComparer.Ordinal);

    /// <summary>Number of the last event and head of the chain of each entity so far.</summary>
    public IReadOnlyDictionary<string, (long Sequence, ChainHash Head)> Heads => heads;

    /// <summary>Decodes the next row; each entity's rows must come in order of their sequence numbers.</summary>
    public ReadEvent Read(in JournalRow row)
    {
        var (sequence, head) = heads.GetValueOrDefault(row.PersistenceId);
        if (row.SerializerId != SerializerIds.StoredEvent)
            return Skip(row, head, FindingKind.ForeignRow, $"written by serializer {row.SerializerId}, not by ours");
        var reading = Linker.Read(row.PersistenceId, row.Sequence, head, row.Manifest, row.Payload);
        heads[row.PersistenceId] = (row.Sequence, reading.Head);
        return row.Sequence == sequence + 1 ? reading : reading with { Finding = Gap(row, sequence) };
    }

    private ReadEvent Skip(in JournalRow row, ChainHash head, FindingKind kind, string detail)
    {
        heads[row.PersistenceId] = (row.Sequence, head);
        return new ReadEvent(null, head, new Finding(kind, row.PersistenceId, row.Sequence, detail));
    }

    private static Finding Gap(in JournalRow row, long before) => new(
        FindingKind.SequenceGap,
        row.PersistenceId,
        row.Sequence,
        string.Create(CultureInfo.InvariantCulture, $"follows on event {before}; the next is {before + 1}"));
}
