using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using CollateralActors.Journal.Sqlite;
using Microsoft.Data.Sqlite;

namespace CollateralActors.Journal.Tests.Sqlite;

public sealed class SchemaTests
{
    [Fact]
    public async Task Our_tables_are_those_that_the_plugin_would_make()
    {
        using var theirs = new TemporaryJournal();
        await File.WriteAllBytesAsync(theirs.Path, []);
        var setup = JournalSetup.ForSqlite(theirs.Path);
        var initialise = ConfigurationFactory.ParseString(
            "akka.persistence { journal.sql.auto-initialize = true, snapshot-store.sql.auto-initialize = true }");
        await Initialise(setup with { Config = initialise.WithFallback(setup.Config) });
        using var ours = new TemporaryJournal();
        using var journal = ours.Open();

        Assert.Equal(Columns(theirs.Path, "journal"), Columns(ours.Path, "journal"));
        Assert.Equal(Columns(theirs.Path, "snapshot"), Columns(ours.Path, "snapshot"));
        SqliteConnection.ClearAllPools();
    }

    [Fact]
    public void No_sequence_number_is_stored_twice()
    {
        using var folder = new TemporaryJournal();
        using var journal = folder.Open();
        using var connection = Sql.Open(folder.Path, SqliteOpenMode.ReadWrite);
        const string Insert = """
            INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest)
            VALUES (0, 0, 'account-a', 1, x'00', 'm')
            """;
        connection.Execute(Insert);

        var error = Assert.Throws<SqliteException>(() => connection.Execute(Insert));

        Assert.Equal(SQLitePCL.raw.SQLITE_CONSTRAINT, error.SqliteErrorCode);
    }

    // One after the other: both make their tables when they are first asked, and SQLite refuses whoever comes second at once.
    private static async Task Initialise(JournalSetup setup)
    {
        using var system = Venue.Start(setup);
        var persistence = Persistence.Instance.Apply(system);
        await persistence.JournalFor(null)
            .Ask<RecoverySuccess>(asker => new ReplayMessages(1, 1, 1, "nobody", asker), TimeSpan.FromMinutes(1), default);
        await persistence.SnapshotStoreFor(null)
            .Ask<LoadSnapshotResult>(new LoadSnapshot("nobody", SnapshotSelectionCriteria.Latest, 0), TimeSpan.FromMinutes(1));
        await system.Terminate();
    }

    private static List<string> Columns(string path, string table)
    {
        using var connection = Sql.Open(path, SqliteOpenMode.ReadOnly);
        return connection.Query(
            $"SELECT name || ' ' || lower(type) || ' ' || \"notnull\" || ' ' || pk FROM pragma_table_info('{table}') ORDER BY name",
            row => row.GetString(0));
    }
}
