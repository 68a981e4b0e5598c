using CollateralActors.Journal.Sqlite;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Tests.Sqlite;

public sealed class MetaAndParkingTests : IDisposable
{
    private readonly TemporaryJournal folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_journal_remembers_what_it_is_of_and_is_nothing_else()
    {
        using (var journal = folder.Open())
            journal.Meta.Identify(new Dictionary<string, string> { ["scenario"] = "crash", ["seed"] = "7" });
        using var again = folder.Open();
        again.Meta.Identify(new Dictionary<string, string> { ["scenario"] = "crash", ["seed"] = "7", ["step"] = "1" });

        var refusal = Assert.Throws<JournalException>(
            () => again.Meta.Identify(new Dictionary<string, string> { ["extra"] = "x", ["seed"] = "8" }));

        Assert.Equal(JournalProblem.Conflict, refusal.Problem);
        Assert.Contains("was made with seed '7', not '8'", refusal.Message, StringComparison.Ordinal);
        Assert.Null(again.Meta.Get("extra"));
        Assert.Equal("1", again.Meta.Get("step"));
    }

    [Fact]
    public void Values_are_set_and_seen_by_those_who_only_read()
    {
        using (var journal = folder.Open())
        {
            journal.Meta.Set("created-with", "0.1.0");
            journal.Meta.Set("created-with", "0.1.1");
            Assert.Equal($"{Environment.ProcessId}", journal.Meta.All()["holder"]);
        }

        var info = JournalInfo.Of(folder.Path);

        Assert.Equal("0.1.1", info.Meta["created-with"]);
        Assert.DoesNotContain("holder", info.Meta);
    }

    [Fact]
    public void A_parked_entity_stays_parked_over_a_restart_until_it_is_released()
    {
        using (var journal = folder.Open())
        {
            journal.Parking.Park("account-a", "event 3 cannot be read", new Instant(5));
            journal.Parking.Park("account-a", "again", new Instant(6));
            Assert.True(journal.Parking.IsParked("account-a"));
            Assert.False(journal.Parking.IsParked("account-b"));
        }

        using (var journal = folder.Open())
        {
            Assert.Equal([new Parked("account-a", "event 3 cannot be read", new Instant(5))], journal.Parking.All);
            Assert.True(journal.Parking.Release("account-a"));
            Assert.False(journal.Parking.Release("account-a"));
        }

        using var last = folder.Open();
        Assert.Null(last.Parking.Find("account-a"));
    }

    [Fact]
    public void A_release_by_another_process_is_seen_after_a_reload()
    {
        using var journal = folder.Open();
        journal.Parking.Park("account-a", "why", new Instant(5));
        using (var other = Sql.Open(folder.Path, Microsoft.Data.Sqlite.SqliteOpenMode.ReadWrite))
            other.Execute("DELETE FROM collateral_parking");

        journal.Parking.Reload();

        Assert.False(journal.Parking.IsParked("account-a"));
    }
}
