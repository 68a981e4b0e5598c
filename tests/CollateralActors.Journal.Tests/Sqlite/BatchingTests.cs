using Akka.Actor;
using CollateralActors.Journal.Reading;
using CollateralActors.Journal.Serializers;
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

    [Fact]
    public async Task A_batch_longer_than_one_statement_may_be_is_stored_whole()
    {
        using var folder = new TemporaryJournal();
        using var journal = folder.Open();
        var events = Enumerable.Range(0, 1_500)
            .Select(i => new StoredEvent("m.v1", [.. Enumerable.Repeat((byte)(i % 251), 2_000)])).ToArray();
        using (var system = Venue.Start(JournalSetup.ForSqlite(folder.Path)))
        {
            await system.ActorOf(Props.Create<Keeper>()).Ask<string>(events, TimeSpan.FromMinutes(1));
            await system.Terminate();
        }

        using var reader = JournalReader.Open(folder.Path);
        Assert.Equal(events.Select(stored => stored.Payload), reader.ReadAll().Select(row => row.Payload));
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
