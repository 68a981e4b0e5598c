using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Deleveraging;
using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Ledger;
using CollateralActors.Margining.Liquidations;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;
using CollateralActors.Simulation.Scenarios;
using CollateralActors.Simulation.Tests.Scenarios;
using CollateralActors.Simulation.Worlds;

namespace CollateralActors.Simulation.Tests.Worlds;

/// <summary>Small runs in which much happens: few accounts, all of them with high leverage, in the worst half hour.</summary>
internal static class SmallWorld
{
    private const int FirstTick = 76;
    private const int Ticks = 112;

    // Thin books take their time.
    private const int ClosingRounds = 40;

    /// <summary>Few watchlists, so that few accounts share several.</summary>
    public static WorldOptions Options { get; } = new() { Shards = new Shards(4) };

    /// <summary>A run in which traders of the two most reckless kinds are among themselves.</summary>
    public static ScenarioRun Run(int accounts, long seed)
    {
        var scenario = CrashScenario.With(accounts, seed);
        // Among few accounts one position is a large part of all: books in proportion would never take it.
        var books = CrashScenario.With(3 * accounts).Books;
        var reckless = scenario.Traders.TakeLast(2).ToArray();
        return ScenarioRun.Of(scenario with
        {
            Series = new PriceSeries(scenario.Series.Ticks.Skip(FirstTick).Take(Ticks).ToValueList(), ClosingRounds),
            Books = books,
            Traders =
            [
                reckless[0] with { Share = 0.4m, IsolatedShare = 0.3m }, reckless[1] with { Share = 0.6m, IsolatedShare = 0.3m },
            ],
            Risk = WithMoreRules(scenario.Risk),
            Activity = new Activity(0.02m, 0.02m, 0.03m, 0.02m, 0.03m, 0.02m) { Margins = 0.02m },
        });
    }

    /// <summary>
    /// The same rules with funding so dear and so often that it decides now and then, and with rules that look at what
    /// all accounts hold.
    /// </summary>
    private static RiskBook WithMoreRules(RiskBook risk) => new(
        risk.Version, risk.Valuation, risk.MarginCallRatio, risk.LiquidationTarget,
        risk.Assets.Select(asset => asset.Id.Value != "BTC"
            ? asset
            : asset with { Rules = asset.Rules with { ConcentrationStart = new Amount(1_000_000m), VenueCap = new Amount(40m) } }),
        risk.Instruments.Select(instrument => instrument with
        {
            Funding = new FundingParameters(TimeSpan.FromMinutes(3), new Rate(0.002m), new Rate(0.0005m), new Rate(0.02m)),
            OpenInterest = new OpenInterestRules(1m * instrument.ContractSize, 100m * instrument.ContractSize, null),
        }));

    /// <summary>One text for each entity: all that its events made of it, without volatile caches and counts of receipts.</summary>
    public static SortedDictionary<EntityId, string> StatesOf(World world)
    {
        var states = new SortedDictionary<EntityId, string>();
        foreach (var id in world.Entities.Where(id => VenueDeciders.Stores(id.Kind)))
            states[id] = $"{StateOf(world, id)} owes {string.Join("; ", world.OutboxOf(id).Messages(id))}";
        return states;
    }

    public static int CountOf<TEvent>(World world) =>
        world.Entities.Sum(id => world.EventsOf(id).Count(recorded => recorded.Event is TEvent));

    public static IReadOnlyList<string> Discrepancies(Conservation conservation, World world) => conservation.Discrepancies(
        world.StatesOf<AccountState>(EntityKind.Account),
        world.StatesOf<FundState>(EntityKind.Fund),
        world.History.Latest!.Risk,
        world.History.Latest!.FundingIndices,
        escrows: world.StatesOf<EscrowState>(EntityKind.Escrow),
        pools: world.StatesOf<PoolState>(EntityKind.Pool));

    private static string StateOf(World world, EntityId id) => id.Kind switch
    {
        EntityKind.Account => Text(world.StateOf<AccountState>(id)),
        EntityKind.Watchlist => string.Join(", ", world.StateOf<WatchlistState>(id).Watched),
        EntityKind.Liquidation => world.StateOf<LiquidationState>(id).ToString(),
        EntityKind.OrderBook => Text(world.StateOf<OrderBookState>(id)),
        EntityKind.Fund => world.StateOf<FundState>(id).ToString(),
        EntityKind.Escrow => world.StateOf<EscrowState>(id).ToString(),
        EntityKind.Pool => world.StateOf<PoolState>(id).ToString(),
        EntityKind.Deleveraging => Text(world.StateOf<DeleveragingState>(id)),
        EntityKind.Market => Text(world.StateOf<Margining.Market.MarketState>(id)),
        EntityKind.RiskBook => world.StateOf<Margining.Risk.RiskBookState>(id).ToString(),
        _ => throw new InvalidOperationException($"{id} stores nothing"),
    };

    private static string Text(AccountState s) => string.Join(
        " | ", s.IsOpen, s.Status, s.Watch, s.AsOf, s.Episode, s.Episodes, s.IsUncovered,
        string.Join(", ", s.Balances), string.Join(", ", s.Locked), string.Join(", ", s.Stakes), string.Join(", ", s.Positions), string.Join(", ", s.Orders), Text(s.Reported));

    private static string Text(DeleveragingState s) =>
        $"{string.Join(", ", s.Positions)} {string.Join(", ", s.Runs)} {string.Join(", ", s.Sharings)} {string.Join(", ", s.Spared)} {s.Trades}";

    private static string Text(OrderBookState s) => $"{s.Parameters} {s.Bids} {s.Asks} {s.Trades}";

    private static string Text(Margining.Market.MarketState s) =>
        $"{s.Risk} {s.Frame} {s.Settled} {string.Join(", ", s.States)} {string.Join(", ", s.Oracles)} {string.Join(", ", s.Funding)} {Text(s.Totals)} {string.Join(", ", s.Escrows)} {string.Join(", ", s.Pools)}";

    private static string Text(Margining.Totals.Tally tally) => string.Join(", ", tally.Assets) + string.Join(", ", tally.Longs);
}
