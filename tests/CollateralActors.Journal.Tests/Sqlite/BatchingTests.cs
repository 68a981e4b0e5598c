using CollateralActors.Journal.Sqlite;
using Microsoft.Data.Sqlite;

namespace CollateralActors.Journal.Tests.Sqlite;

public sealed class BatchingTests
{
    private const int Actors = 500;
    private const int Rounds = 10;

    [Fact]
    public async Task Five_thousand_events_of_five_hundred_actors_share_a_few_commits()
    {
        var commits = await CommitsOf(batching: true);

        Assert.InRange(commits, 1, Actors * Rounds / 10);
    }

    [Fact]
    public async Task Without_the_interceptor_nearly_every_event_is_a_commit_of_its_own()
    {
        var commits = await CommitsOf(batching: false);

        Assert.InRange(commits, Actors * Rounds / 2, Actors * Rounds);
    }

    private static async Task<int> CommitsOf(bool batching)
    {
        using var folder = new TemporaryJournal();
        using var journal = folder.Open();
        using var reader = Sql.Open(folder.Path, SqliteOpenMode.ReadOnly);
        reader.Execute("BEGIN");
        reader.Scalar("SELECT count(*) FROM journal");
        var before = WriteAheadLog.Commits(folder.Path);

        await Venue.Write(JournalSetup.ForSqlite(folder.Path, batching), Actors, Rounds);

        reader.Execute("ROLLBACK");
        Assert.Equal((long)Actors * Rounds, reader.Scalar("SELECT count(*) FROM journal"));
        return WriteAheadLog.Commits(folder.Path) - before;
    }
}
