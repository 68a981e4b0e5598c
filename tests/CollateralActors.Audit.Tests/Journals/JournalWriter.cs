using CollateralActors.Journal.Chaining;
using CollateralActors.Journal.Serializers;
using CollateralActors.Journal.Sqlite;
using CollateralActors.Margining.Deciding;
using Microsoft.Data.Sqlite;

namespace CollateralActors.Audit.Tests.Journals;

/// <summary>Writes journals with plain SQL: the same tables, links and bytes as the live venue's, without its actors.</summary>
internal static class JournalWriter
{
    /// <summary>Links events, each entity's to the one before, in the order in which they were stored.</summary>
    public static List<StoredRow> Link(IEnumerable<(EntityId Entity, Recorded Recorded)> events)
    {
        var heads = new Dictionary<EntityId, (long Sequence, ChainHash Head)>();
        var rows = new List<StoredRow>();
        foreach (var (entity, recorded) in events)
        {
            var (sequence, head) = heads.GetValueOrDefault(entity);
            var linked = Linker.Link(entity.PersistenceId, sequence + 1, head, recorded);
            heads[entity] = (sequence + 1, linked.Head);
            rows.Add(new StoredRow(
                rows.Count + 1, entity.PersistenceId, sequence + 1, linked.Event.Manifest, linked.Event.Payload));
        }

        return rows;
    }

    /// <summary>A journal with these rows, closed cleanly.</summary>
    public static void Write(string path, IEnumerable<StoredRow> rows, params (string Key, string Value)[] meta)
    {
        using (var file = JournalFile.Open(path))
        {
            foreach (var (key, value) in meta)
                file.Meta.Set(key, value);
        }

        // Whoever changes a journal by hand is not held up by an index.
        Execute(path, "DROP INDEX journal_uq");
        using var connection = Open(path);
        using var transaction = connection.BeginTransaction();
        foreach (var row in rows)
            Insert(connection, row);
        transaction.Commit();
    }

    public static void Execute(string path, string sql)
    {
        using var connection = Open(path);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static void Insert(SqliteConnection connection, StoredRow row)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            INSERT INTO journal (ordering, created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid)
            VALUES ($ordering, 0, 0, $id, $sequence, $message, $manifest, $identifier, 'test')
            """;
        command.Parameters.AddWithValue("$ordering", row.Ordering);
        command.Parameters.AddWithValue("$id", row.PersistenceId);
        command.Parameters.AddWithValue("$sequence", row.Sequence);
        command.Parameters.AddWithValue("$message", row.Payload);
        command.Parameters.AddWithValue("$manifest", row.Manifest);
        command.Parameters.AddWithValue("$identifier", SerializerIds.StoredEvent);
        command.ExecuteNonQuery();
    }
}
