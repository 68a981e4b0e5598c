using Akka.Actor;
using CollateralActors.Journal.Serializers;
using CollateralActors.Journal.Sqlite;

namespace CollateralActors.Journal.Tests.Sqlite;

public sealed class SnapshotStoreTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_snapshot_is_kept_and_nothing_is_lost_when_all_are_deleted()
    {
        using var folder = new TemporaryJournal();
        using var journal = folder.Open();
        Assert.Equal("none", await Offered(folder.Path));
        using (var system = Venue.Start(JournalSetup.ForSqlite(folder.Path)))
        {
            var keeper = system.ActorOf(Props.Create<Keeper>());
            Assert.Equal("saved", await keeper.Ask<object>(new StoredSnapshot("account.state.v1", [1, 2]), Patience));
            await system.Terminate();
        }

        var offered = Assert.IsType<StoredSnapshot>(await Offered(folder.Path));
        Assert.Equal([1, 2], offered.Payload);
        using (var connection = Sql.Open(folder.Path, Microsoft.Data.Sqlite.SqliteOpenMode.ReadWrite))
            connection.Execute("DELETE FROM snapshot");

        Assert.Equal("none", await Offered(folder.Path));
    }

    private static async Task<object> Offered(string path)
    {
        using var system = Venue.Start(JournalSetup.ForSqlite(path));
        var offered = await system.ActorOf(Props.Create<Keeper>()).Ask<object>("offered?", Patience);
        await system.Terminate();
        return offered;
    }
}
