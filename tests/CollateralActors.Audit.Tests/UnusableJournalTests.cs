using CollateralActors.Audit.Tests.Journals;
using CollateralActors.Journal.Sqlite;
using Microsoft.Data.Sqlite;

namespace CollateralActors.Audit.Tests;

public sealed class UnusableJournalTests : IDisposable
{
    private readonly TemporaryJournal journal = new();

    [Fact]
    public void A_missing_file_is_refused() => Refused(JournalProblem.Missing, "does not exist");

    [Fact]
    public void A_folder_is_refused()
    {
        Directory.CreateDirectory(journal.Path);
        Refused(JournalProblem.NotAJournal, "is a folder");
    }

    [Fact]
    public void An_empty_file_is_refused()
    {
        File.WriteAllBytes(journal.Path, []);
        Refused(JournalProblem.NotAJournal, "it is empty");
    }

    [Fact]
    public void A_text_file_is_refused()
    {
        File.WriteAllText(journal.Path, string.Concat(Enumerable.Repeat("These are notes and not a database. ", 100)));
        Refused(JournalProblem.NotAJournal, "no SQLite database");
    }

    [Fact]
    public void Another_programs_database_is_refused()
    {
        JournalWriter.Execute(journal.Path, "CREATE TABLE notes (text TEXT)");
        Refused(JournalProblem.NotAJournal, "another program");
    }

    [Fact]
    public void A_journal_of_a_later_version_is_refused()
    {
        JournalWriter.Write(journal.Path, CrashRun.Clean.Rows.Take(5));
        JournalWriter.Execute(journal.Path, "UPDATE collateral_journal SET value = '99' WHERE key = 'format'");
        Refused(JournalProblem.NewerFormat, "format 99");
    }

    [Fact]
    public void A_journal_without_events_is_refused()
    {
        JournalWriter.Write(journal.Path, []);
        Refused(JournalProblem.NotAJournal, "has no events");
    }

    [Fact]
    public void A_journal_without_its_table_is_refused()
    {
        JournalWriter.Write(journal.Path, CrashRun.Clean.Rows.Take(5));
        JournalWriter.Execute(journal.Path, "DROP TABLE journal");
        Refused(JournalProblem.NotAJournal, "damaged");
    }

    [Fact]
    public void A_journal_that_was_cut_off_as_a_file_is_refused()
    {
        JournalWriter.Write(journal.Path, CrashRun.Clean.Rows);
        var bytes = File.ReadAllBytes(journal.Path);
        File.WriteAllBytes(journal.Path, bytes[..(bytes.Length / 2)]);
        Refused(JournalProblem.NotAJournal, "damaged");
    }

    [Fact]
    public void A_journal_that_is_being_written_is_refused()
    {
        using var writer = JournalFile.Open(journal.Path);
        Refused(JournalProblem.InUse, $"is being written by process {Environment.ProcessId}");
    }

    [Fact]
    public void A_lock_that_a_killed_process_left_behind_does_not_count()
    {
        JournalWriter.Write(journal.Path, CrashRun.Clean.Rows);
        File.WriteAllText(journal.Path + ".lock", "4711\n");
        Assert.True(JournalAudit.Verify(journal.Path).Holds);
    }

    [Fact]
    public void Verifying_changes_no_byte_and_leaves_no_file()
    {
        JournalWriter.Write(journal.Path, CrashRun.Clean.Rows);
        Unchanged(() => Assert.True(JournalAudit.Verify(journal.Path).Holds));
        Assert.Equal(["venue.db"], journal.Files);
    }

    [Fact]
    public void A_journal_that_a_crash_left_with_its_log_is_read_with_the_log_and_left_as_it_is()
    {
        using var crashed = new TemporaryJournal();
        JournalWriter.Write(crashed.Path, CrashRun.Clean.Rows);
        using (var connection = new SqliteConnection($"Data Source={crashed.Path};Pooling=False"))
        {
            connection.Open();
            Run(connection, "PRAGMA journal_mode = WAL");
            Run(connection, "DELETE FROM journal WHERE ordering > 100");
            File.Copy(crashed.Path, journal.Path);
            File.Copy(crashed.Path + "-wal", journal.Path + "-wal");
        }

        Unchanged(() => Assert.Equal(100, JournalAudit.Verify(journal.Path).Events));
        Assert.Equal(["venue.db", "venue.db-wal"], journal.Files);
    }

    [Fact]
    public void Verification_can_be_interrupted()
    {
        JournalWriter.Write(journal.Path, CrashRun.Clean.Rows);
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => JournalAudit.Verify(journal.Path, null, stop.Token));
    }

    public void Dispose() => journal.Dispose();

    private void Refused(JournalProblem problem, string message)
    {
        var e = Assert.Throws<JournalException>(() => JournalAudit.Verify(journal.Path));
        Assert.Equal(problem, e.Problem);
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
        Assert.Contains(journal.Path, e.Message, StringComparison.Ordinal);
    }

    private void Unchanged(Action act)
    {
        var before = journal.Files.ToDictionary(file => file, Bytes);
        act();
        Assert.All(before, file => Assert.Equal(file.Value, Bytes(file.Key)));
    }

    private byte[] Bytes(string file) => File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(journal.Path)!, file));

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
