namespace CollateralActors.Journal.Reading;

/// <summary>One stored event as it stands in the table.</summary>
/// <param name="Ordering">The table's own order: that of commits, with gaps.</param>
/// <param name="PersistenceId">Whose event.</param>
/// <param name="Sequence">Its number among that entity's events, from 1.</param>
/// <param name="Manifest">Its stored name.</param>
/// <param name="SerializerId">Which serializer wrote it.</param>
/// <param name="Payload">UTF-8 JSON, ending in the hash.</param>
public readonly record struct JournalRow(
    long Ordering, string PersistenceId, long Sequence, string Manifest, int SerializerId, byte[] Payload);
