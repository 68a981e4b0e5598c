using Microsoft.Data.Sqlite;

namespace CollateralActors.Benchmarks.Replay;

/// <summary>One row with every column that the journal's table has.</summary>
internal sealed record MaterialisedRow(
    long Ordering,
    long Created,
    bool Deleted,
    string PersistenceId,
    long Sequence,
    byte[] Message,
    string Manifest,
    int Identifier,
    string WriterUuid);

/// <summary>Reads all rows in order and makes objects of every column, and nothing else: the least that any replay must do.</summary>
internal static class BareSelect
{
    public static long Read(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT ordering, created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid
            FROM journal ORDER BY ordering
            """;
        using var reader = command.ExecuteReader();
        var (rows, last) = (0L, (MaterialisedRow?)null);
        while (reader.Read())
        {
            last = new MaterialisedRow(
                reader.GetInt64(0),
                reader.GetInt64(1),
                reader.GetBoolean(2),
                reader.GetString(3),
                reader.GetInt64(4),
                reader.GetFieldValue<byte[]>(5),
                reader.GetString(6),
                reader.GetInt32(7),
                reader.GetString(8));
            rows++;
        }

        return last is null ? 0 : rows;
    }
}
