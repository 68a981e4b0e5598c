using CollateralActors.Actors.Couriers;
using CollateralActors.Actors.Hosting;
using CollateralActors.Actors.Markets;
using CollateralActors.Actors.Nodes;
using CollateralActors.Audit;
using CollateralActors.Journal.Sqlite;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Worlds;
using static CollateralActors.Actors.Tests.Nodes.FreeRunningTests;

namespace CollateralActors.Actors.Tests.Nodes;

/// <summary>What accounts hold reaches the market once, whatever gets lost and whoever stops in between.</summary>
public sealed class TotalsTests
{
    private static readonly AccountId Alice = new("alice");

    private static readonly AccountId OfAnotherShard = Enumerable.Range(1, 100).Select(i => new AccountId($"bob{i}"))
        .First(account => Shards.Default.WatchlistOf(account) != Shards.Default.WatchlistOf(Alice));

    [Fact]
    public async Task Reports_of_two_shards_that_were_lost_arrive_once_after_a_restart()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("venue").FullName, "venue.db");
        using (var file = JournalFile.Open(path))
        {
            await using var deaf = await OpenAsync(Options() with { Journal = NodeJournal.In(file), Loses = HasReport });
            await AcceptedAsync(deaf, Venue.Input(Entities.RiskBook, "counted", new RiskBookCommand.Adopt(Counted)));
            await AcceptedAsync(deaf, Venue.Quotes("counted", Now(), 100.5m));
            await AcceptedAsync(deaf, Coins(Alice, "a-1", 5m));
            await AcceptedAsync(deaf, Coins(OfAnotherShard, "b-1", 7m));
            await AcceptedAsync(deaf, Coins(Alice, "a-2", 3m));
        }

        using (var file = JournalFile.Open(path))
        {
            var (witness, duties) = (new Witness(), new OpenDuties());
            await using var node = await VenueNode.StartAsync(
                Options() with { Journal = NodeJournal.In(file), Projections = [witness, duties] });

            // Whoever is asked for anything recovers, and sends again what it owes.
            await AcceptedAsync(node, Venue.Deposit(Alice, "a-3", 1m));
            await AcceptedAsync(node, Venue.Deposit(OfAnotherShard, "b-2", 1m));
            foreach (var change in new[] { 5m, 7m, 3m })
                await witness.SeesAsync(Entities.Market, seen => IsCounted(seen, change));
            await duties.NoneAsync();
            await AcceptedAsync(node, Venue.Quotes("after", Now(), 101m));
            Assert.Equal(15m, node.Frames.Latest!.Totals.Of(Venue.Btc).Value);
        }

        var verified = JournalAudit.Verify(path);
        Assert.True(verified.Holds, string.Join('\n', verified.Mismatches));
        Assert.Equal(0, verified.OutstandingDuties);
    }

    [Fact]
    public async Task In_rounds_actors_count_what_the_world_without_actors_counts_with_any_delays_and_rests()
    {
        var run = CrashRun.With(60, "venue-limits.jsonc");
        var world = World.Run(run, new WorldOptions { Liquidators = 8 });
        var market = new MarketLog();
        var faults = new RoundFaults(3, TimeSpan.FromMilliseconds(1), RestShare: 0.05, RestCount: 5);
        var options = Venue.Rounds(faults, ("collateral.liquidators.fewest", "8"), ("collateral.liquidators.most", "8")) with { Projections = [market] };
        await using var node = await VenueNode.StartAsync(CrashRun.Options(options, run));
        foreach (var round in run.Rounds())
            await CrashRun.PlayAsync(node, round);

        Assert.Contains(market.Events, recorded => recorded.Event is MarketEvent.FrameIssued { Totals.IsNothing: false });
        Assert.Equal(world.EventsOf(Entities.Market), market.Events);
        Assert.Equal(
            world.StateOf<MarketState>(Entities.Market).Totals.Of(Venue.Btc).Value,
            world.StatesOf<AccountState>(EntityKind.Account).Sum(account => account.Reported.Of(Venue.Btc).Value));
    }

    private static RiskBook Counted { get; } = new(
        Venue.Book.Version, Venue.Book.Valuation, Venue.Book.MarginCallRatio, Venue.Book.LiquidationTarget,
        Venue.Book.Assets.Select(asset => asset.Id != Venue.Btc
            ? asset
            : asset with { Rules = new CollateralRules { VenueCap = new Amount(1_000m) } }),
        Venue.Book.Instruments);

    private static Envelope Coins(AccountId account, string id, decimal amount) => Venue.Input(
        Entities.Account(account), id, new AccountCommand.Deposit(Venue.Btc, new Amount(amount)));

    private static bool HasReport(Delivery delivery) =>
        delivery.Parcels.Any(parcel => parcel.Envelope.Command is MarketCommand.ReportHoldings);

    private static bool IsCounted(IEvent @event, decimal change) =>
        @event is MarketEvent.HoldingsCounted { Change.Assets: [{ Amount.Value: var amount }] } && amount == change;

    private sealed class MarketLog : INodeProjection
    {
        public List<Recorded> Events { get; } = [];

        public void Observe(EntityId entity, Recorded recorded)
        {
            if (entity == Entities.Market)
                Events.Add(recorded);
        }
    }
}
