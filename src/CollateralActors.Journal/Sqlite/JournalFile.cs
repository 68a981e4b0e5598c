using System.Globalization;
using CollateralActors.Journal.Serializers;
using Microsoft.Data.Sqlite;

namespace CollateralActors.Journal.Sqlite;

/// <summary>
/// A journal file that this process has to itself, from before the actor system starts until after it ends.
/// </summary>
public sealed class JournalFile : IDisposable
{
    private readonly JournalLock @lock;
    private bool closed;

    private JournalFile(string path, JournalLock @lock)
    {
        Path = path;
        this.@lock = @lock;
        Meta = new JournalMeta(path);
        Parking = new ParkingRegistry(path);
    }

    /// <summary>Full path of the file.</summary>
    public string Path { get; }

    /// <summary>What the journal says of itself.</summary>
    public JournalMeta Meta { get; }

    /// <summary>The entities that are out of service.</summary>
    public ParkingRegistry Parking { get; }

    /// <summary>Opens a journal for writing, or makes a new one where there is no file or an empty one.</summary>
    /// <exception cref="JournalException">Not a journal, read-only, of a later version, in use, or no such
    /// folder.</exception>
    public static JournalFile Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        if (File.Exists(full) && File.GetAttributes(full).HasFlag(FileAttributes.ReadOnly))
            throw new JournalException(JournalProblem.ReadOnly, full, "is read-only; make it writable");
        var taken = JournalLock.Take(full);
        try
        {
            Prepare(full);
            return new JournalFile(full, taken);
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>Stores events of an entity while no node works on the journal.</summary>
    /// <param name="persistenceId">Whose.</param>
    /// <param name="after">The sequence number of its last event; 0 without any.</param>
    /// <param name="events">Linked to that one, in order.</param>
    public void Append(string persistenceId, long after, IReadOnlyList<StoredEvent> events)
    {
        using var connection = Sql.Open(Path, SqliteOpenMode.ReadWrite);
        connection.Execute("PRAGMA synchronous = FULL");
        using var transaction = connection.BeginTransaction();
        foreach (var (index, stored) in events.Index())
        {
            connection.Execute(
                """
                INSERT INTO journal
                    (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid)
                VALUES ($created, 0, $id, $sequence, $message, $manifest, $identifier, $writer)
                """,
                ("$created", DateTime.UtcNow.Ticks),
                ("$id", persistenceId),
                ("$sequence", after + index + 1),
                ("$message", stored.Payload),
                ("$manifest", stored.Manifest),
                ("$identifier", SerializerIds.StoredEvent),
                ("$writer", Guid.NewGuid().ToString("N")));
        }
        transaction.Commit();
    }

    /// <summary>
    /// Leaves one file: everything from the write-ahead log is in it, and nothing beside it. Call after the actor
    /// system has terminated. While somebody reads, the log stays until they end.
    /// </summary>
    public void CloseCleanly()
    {
        if (closed)
            return;
        closed = true;
        using (var pooled = new SqliteConnection(JournalSetup.ConnectionString(Path)))
            SqliteConnection.ClearPool(pooled);
        using (var connection = Sql.Open(Path, SqliteOpenMode.ReadWrite))
        {
            connection.DefaultTimeout = 1;
            connection.Execute("DELETE FROM collateral_journal WHERE key = $key", ("$key", JournalLock.Holder));
            LeaveLog(connection);
        }

        @lock.Dispose();
    }

    /// <inheritdoc cref="CloseCleanly"/>
    public void Dispose() => CloseCleanly();

    private static void Prepare(string path)
    {
        var layout = JournalLayout.Of(path, SqliteOpenMode.ReadWriteCreate);
        layout.RefuseForeign();
        using var connection = Sql.Open(path, SqliteOpenMode.ReadWrite);
        connection.Scalar("PRAGMA journal_mode = WAL");
        connection.Execute("PRAGMA synchronous = FULL");
        using var transaction = connection.BeginTransaction();
        if (layout.IsNew)
            connection.Execute(Schema.Create);
        connection.Execute(
            "INSERT OR REPLACE INTO collateral_journal (key, value) VALUES ($key, $value)",
            ("$key", JournalLock.Holder),
            ("$value", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        transaction.Commit();
    }

    // A file that is not in WAL mode can be read from a medium that cannot be written, and reading leaves no files
    // behind.
    private static void LeaveLog(SqliteConnection connection)
    {
        try
        {
            connection.Scalar("PRAGMA journal_mode = DELETE");
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED)
        {
            connection.Scalar("PRAGMA wal_checkpoint(PASSIVE)");
        }
    }
}
