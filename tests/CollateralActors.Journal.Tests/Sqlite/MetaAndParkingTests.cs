using CollateralActors.Journal.Sqlite;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Tests.Sqlite;

public sealed class MetaAndParkingTests : IDisposable
{
    private readonly TemporaryJournal folder = new();

    public void Dispose() => folder.Dispose();

    private static readonly IdentityPart[] Identity =
    [
        new("scenario", "crash"),
        new("seed", "7"),
        new("risk book", "c0ffee", IsDigest: true),
        new("order books", "beef", IsDigest: true, FollowsFrom: "seed"),
    ];

    [Fact]
    public void A_journal_remembers_what_it_is_of()
    {
        using (var journal = folder.Open())
            journal.Meta.Identify(Identity);
        using var again = folder.Open();
        again.Meta.Identify(Identity);
        Assert.Equal("7", again.Meta.Get("seed"));
    }

    [Theory]
    [InlineData("seed", "8", "was made with seed '7', not '8'; use the same or another file")]
    [InlineData("risk book", "decaf", "was made with other risk book; use")]
    [InlineData("scenario,risk book", "x", "was made with scenario 'crash', not 'x', other risk book; use")]
    [InlineData("seed,order books", "8", "was made with seed '7', not '8'; use")]
    [InlineData("order books", "8", "was made with other order books; use")]
    public void A_journal_of_something_else_is_refused_with_all_that_is_other(string parts, string value, string expected)
    {
        using var journal = folder.Open();
        journal.Meta.Identify(Identity);
        var other = Identity.Select(part => parts.Split(',').Contains(part.Name) ? part with { Value = value } : part);

        var refusal = Assert.Throws<JournalException>(() => journal.Meta.Identify([.. other]));

        Assert.Equal(JournalProblem.Conflict, refusal.Problem);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_that_does_not_tell_all_is_refused_and_told_nothing()
    {
        using var journal = folder.Open();
        journal.Meta.Identify(Identity[..2]);
        var refusal = Assert.Throws<JournalException>(() => journal.Meta.Identify(Identity));
        Assert.Contains("was made with risk book that it does not tell", refusal.Message, StringComparison.Ordinal);
        Assert.Null(journal.Meta.Get("risk book"));
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
