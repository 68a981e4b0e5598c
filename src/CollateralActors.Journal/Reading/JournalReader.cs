using CollateralActors.Journal.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CollateralActors.Journal.Reading;

/// <summary>Reads a journal straight from SQL: no actors, no locks, also while it is being written.</summary>
/// <remarks>
/// Each enumeration sees the journal as of its start. Not for several threads at once. Columns are taken from SQLite
/// itself: the driver would make new strings and a copy more for every row.
/// </remarks>
public sealed class JournalReader : IDisposable
{
    private const string Columns =
        "SELECT ordering, persistence_id, sequence_number, manifest, identifier, message FROM journal ";

    private readonly SqliteConnection connection;
    private readonly Utf8Names names = new();

    private JournalReader(SqliteConnection connection) => this.connection = connection;

    /// <exception cref="JournalException">No such file, not a journal, or of a later version.</exception>
    public static JournalReader Open(string path)
    {
        JournalInfo.Of(path);
        return new JournalReader(Sql.Open(Path.GetFullPath(path), SqliteOpenMode.ReadOnly));
    }

    /// <summary>
    /// Every event, in the order of commits: an entity's events come in order of their sequence numbers.
    /// </summary>
    /// <param name="after">Begin behind this ordering; 0 for all.</param>
    public IEnumerable<JournalRow> ReadAll(long after = 0) =>
        Read(Columns + "WHERE ordering > $after ORDER BY ordering", ("$after", after));

    /// <summary>One entity's events, in order.</summary>
    /// <param name="persistenceId">Whose.</param>
    /// <param name="fromSequence">The first to read.</param>
    public IEnumerable<JournalRow> ReadEntity(string persistenceId, long fromSequence = 1) => Read(
        Columns + "WHERE persistence_id = $id AND sequence_number >= $from ORDER BY sequence_number",
        ("$id", persistenceId),
        ("$from", fromSequence));

    /// <summary>All entities that have events, in order of their ids.</summary>
    public IReadOnlyList<string> EntityIds() => connection.Query(
        "SELECT DISTINCT persistence_id FROM journal ORDER BY persistence_id", row => row.GetString(0));

    /// <summary>
    /// Rows that are marked as deleted, which recovery leaves out: ordering, persistence id and sequence number.
    /// </summary>
    public IReadOnlyList<(long Ordering, string PersistenceId, long Sequence)> Deleted() => [.. connection.Query(
        "SELECT ordering, persistence_id, sequence_number FROM journal WHERE deleted <> 0 ORDER BY ordering",
        row => (row.GetInt64(0), row.GetString(1), row.GetInt64(2)))];

    /// <summary>How many events there are.</summary>
    public long Count() => (long)connection.Scalar("SELECT count(*) FROM journal")!;

    public void Dispose() => connection.Dispose();

    private IEnumerable<JournalRow> Read(string sql, params (string Name, object Value)[] values)
    {
        using var command = connection.Command(sql, values);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return Row(reader.Handle!);
    }

    private JournalRow Row(sqlite3_stmt row) => new(
        raw.sqlite3_column_int64(row, 0),
        names.Of(raw.sqlite3_column_blob(row, 1)),
        raw.sqlite3_column_int64(row, 2),
        names.Of(raw.sqlite3_column_blob(row, 3)),
        raw.sqlite3_column_int(row, 4),
        raw.sqlite3_column_blob(row, 5).ToArray());
}
