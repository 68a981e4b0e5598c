using CollateralActors.Actors.Nodes;
using CollateralActors.Journal.Sqlite;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Liquidations;
using CollateralActors.Margining.Units;
using static CollateralActors.Actors.Tests.Nodes.FreeRunningTests;

namespace CollateralActors.Actors.Tests.Nodes;

/// <summary>Two nodes in one process on one journal: everything that crosses between them is serialized.</summary>
public sealed class TwoNodeTests
{
    [Fact]
    public async Task Entities_are_reached_from_both_nodes_and_move_with_all_that_they_know_when_one_leaves()
    {
        using var file = JournalFile.Open(Path.Combine(Directory.CreateTempSubdirectory("venue").FullName, "venue.db"));
        await using var first = await OpenAsync(Options() with { Journal = NodeJournal.In(file) });
        var witness = new Witness();
        await using var second = await VenueNode.StartAsync(
            Options() with { Journal = NodeJournal.In(file), Join = first.Address, Projections = [witness] });
        Assert.NotNull(second.Frames.Latest);

        var accounts = Enumerable.Range(0, 40).Select(i => new AccountId($"a{i}")).ToList();
        foreach (var (account, i) in accounts.Select((account, i) => (account, i)))
        {
            await AcceptedAsync(i % 2 == 0 ? first : second, Venue.Deposit(account, $"d{i}", 1_000m));
            await AcceptedAsync(i % 2 == 0 ? second : first, Venue.Trade(account, $"t{i}", 50m, 100m));
        }

        await first.StopAsync();

        foreach (var (account, i) in accounts.Select((account, i) => (account, i)))
            Assert.IsType<Outcome.AlreadyApplied>((await AcceptedAsync(second, Venue.Deposit(account, $"d{i}", 1_000m))).Outcome);
        await AcceptedAsync(second, Venue.Quotes("crash", Now(), 82m));
        foreach (var account in accounts)
            await witness.SeesAsync(Entities.Liquidation(LiquidationId.Of(account, 1)), seen => seen is LiquidationEvent.Opened);
    }
}
