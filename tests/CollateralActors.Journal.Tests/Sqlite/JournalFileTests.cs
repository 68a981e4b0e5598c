using CollateralActors.Journal.Reading;
using CollateralActors.Journal.Sqlite;
using Microsoft.Data.Sqlite;

namespace CollateralActors.Journal.Tests.Sqlite;

public sealed class JournalFileTests : IDisposable
{
    private readonly TemporaryJournal folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task After_a_clean_exit_there_is_one_file_with_everything_in_it()
    {
        using (var journal = folder.Open())
        {
            await Venue.Write(JournalSetup.ForSqlite(folder.Path), actors: 3, rounds: 4);
            Assert.Equal(["venue.db", "venue.db-shm", "venue.db-wal", "venue.db.lock"], folder.Files);
        }

        Assert.Equal(["venue.db"], folder.Files);
        using var reader = JournalReader.Open(folder.Path);
        Assert.Equal(12, reader.Count());
        Assert.Equal(["venue.db"], folder.Files);
    }

    [Fact]
    public void A_journal_is_opened_again_and_an_empty_file_becomes_one()
    {
        File.WriteAllBytes(folder.Path, []);
        folder.Open().CloseCleanly();

        using var again = folder.Open();

        Assert.Equal("1", again.Meta.Get("format"));
    }

    [Fact]
    public void A_lock_file_that_a_crash_left_behind_locks_nothing()
    {
        File.WriteAllText(folder.Path + ".lock", "99999\n");

        folder.Open().CloseCleanly();

        Assert.Equal(["venue.db"], folder.Files);
    }

    [Fact]
    public void A_second_writer_is_told_who_holds_the_journal()
    {
        using var first = folder.Open();

        var refusal = Refused(JournalProblem.InUse, folder.Path);

        Assert.Contains($"in use by process {Environment.ProcessId}", refusal.Message, StringComparison.Ordinal);
        first.CloseCleanly();
        folder.Open().CloseCleanly();
    }

    [Fact]
    public void A_refused_second_writer_leaves_the_first_ones_lock()
    {
        using var first = folder.Open();

        Refused(JournalProblem.InUse, folder.Path);
        Refused(JournalProblem.InUse, folder.Path);
    }

    [Theory]
    [InlineData("hello\n")]
    [InlineData("this text is longer than the hundred bytes that an SQLite file begins with, so that it looks like one from afar")]
    public void A_file_that_is_no_database_is_refused_and_left_alone(string text)
    {
        File.WriteAllText(folder.Path, text);

        Refused(JournalProblem.NotAJournal, folder.Path);
        Unreadable(JournalProblem.NotAJournal);

        Assert.Equal(text, File.ReadAllText(folder.Path));
        Assert.Equal(["venue.db"], folder.Files);
    }

    [Fact]
    public void Another_programs_database_is_refused_and_left_alone()
    {
        Change("CREATE TABLE customers (id INTEGER)");
        var before = File.ReadAllBytes(folder.Path);

        Assert.Contains("another program", Refused(JournalProblem.NotAJournal, folder.Path).Message, StringComparison.Ordinal);
        Unreadable(JournalProblem.NotAJournal);

        Assert.Equal(before, File.ReadAllBytes(folder.Path));
    }

    [Fact]
    public void A_journal_of_a_later_format_is_refused()
    {
        folder.Open().CloseCleanly();
        Change("UPDATE collateral_journal SET value = '2' WHERE key = 'format'");

        Assert.Contains("has format 2", Refused(JournalProblem.NewerFormat, folder.Path).Message, StringComparison.Ordinal);
        Unreadable(JournalProblem.NewerFormat);
    }

    [Fact]
    public void A_read_only_file_is_refused_for_writing_and_read()
    {
        folder.Open().CloseCleanly();
        File.SetAttributes(folder.Path, FileAttributes.ReadOnly);

        Assert.Contains("is read-only", Refused(JournalProblem.ReadOnly, folder.Path).Message, StringComparison.Ordinal);

        using var reader = JournalReader.Open(folder.Path);
        Assert.Empty(reader.ReadAll());
    }

    [Fact]
    public void A_missing_folder_or_file_is_named()
    {
        Refused(JournalProblem.Missing, Path.Combine(folder.Folder, "nowhere", "venue.db"));
        Unreadable(JournalProblem.Missing);
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void An_empty_file_is_no_journal_to_those_who_read()
    {
        File.WriteAllBytes(folder.Path, []);

        Unreadable(JournalProblem.NotAJournal);
    }

    private static JournalException Refused(JournalProblem problem, string path)
    {
        var refusal = Assert.Throws<JournalException>(() => JournalFile.Open(path));
        Assert.Equal(problem, refusal.Problem);
        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
        return refusal;
    }

    private void Unreadable(JournalProblem problem)
    {
        Assert.Equal(problem, Assert.Throws<JournalException>(() => JournalReader.Open(folder.Path)).Problem);
        Assert.Equal(problem, Assert.Throws<JournalException>(() => JournalInfo.Of(folder.Path)).Problem);
    }

    private void Change(string sql)
    {
        using var connection = Sql.Open(folder.Path, SqliteOpenMode.ReadWriteCreate);
        connection.Execute(sql);
    }
}
