using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.RiskBooks;
using CollateralActors.Simulation.Scenarios;
using CollateralActors.Simulation.Worlds;
using FsCheck.Xunit;

namespace CollateralActors.Simulation.Tests.Worlds;

/// <summary>
/// Two accounts are long of one coin each at 50,000, and the price falls to 48,000 once. Alice is closed down to her target; what
/// that takes of the book moves the mark, and whether it then takes bob is a formula.
/// </summary>
public sealed class CascadeTests
{
    private const decimal Entry = 50_000m;
    private const decimal Index = 48_000m;
    private const decimal Maintenance = 0.025m;
    private const decimal Target = 1.2m;
    private const decimal Lot = 0.001m;
    private static readonly AccountId Alice = new("alice");
    private static readonly AccountId Bob = new("bob");
    private static readonly InstrumentId Perp = new("BTC-PERP");
    private static readonly SourceId Book = new("book");

    [Property(MaxTest = 40)]
    public void The_second_falls_just_where_the_formula_says(uint seed)
    {
        var random = new Random((int)(seed & 0x7FFFFFFF));
        var alice = 2_600m + random.Next(600);
        var bob = 3_200m + random.Next(400);
        var step = (1 + random.Next(20)) / 2_000m;
        var level = (20 + random.Next(200)) * Lot;
        var back = random.Next(60) * Lot;

        var (mark, hasFallen) = Formula(alice, bob, step, level, back);
        var world = Play(alice, bob, step, level, back);
        var text = FormattableString.Invariant($"alice {alice}, bob {bob}, step {step}, level {level}, back {back}");
        Assert.True(mark == world.History.Latest!.Marks[Perp].Value, $"{text}: {world.History.Latest.Marks[Perp]} instead of {mark}");
        var requested = world.EventsOf(Entities.Account(Bob)).Any(e => e.Event is AccountEvent.LiquidationRequested);
        Assert.True(hasFallen == requested, text);
    }

    [Fact]
    public void It_comes_out_both_ways()
    {
        Assert.True(Formula(3_000m, 3_250m, 0.005m, 0.1m, 0.05m).HasFallen);
        Assert.False(Formula(3_000m, 3_250m, 0.001m, 0.1m, 0.05m).HasFallen);
    }

    // Alice closes, in whole lots, the share of her coin that leaves equity at the target; so many levels are then gone, and one frame's
    // depth has come back when the book next speaks. The mark is the mean of that and of what the one source says.
    private static (decimal Mark, bool HasFallen) Formula(decimal alice, decimal bob, decimal step, decimal level, decimal back)
    {
        var equity = alice - (Entry - Index);
        var share = 1m - (equity / (Target * Maintenance * Index));
        var closed = equity < Maintenance * Index ? Math.Ceiling(share / Lot) * Lot : 0m;
        var levels = Math.Floor(Math.Max(0m, closed - back) / level);
        var mark = Math.Round((Index + Math.Round(Index * (1m - (step * levels / 2m)), 2)) / 2m, 2);
        return (mark, bob - (Entry - mark) < Maintenance * mark);
    }

    private static World Play(decimal alice, decimal bob, decimal step, decimal level, decimal back)
    {
        var world = new World(new WorldOptions { Shards = new Shards(2) });
        var names = 0;
        Ask(0, Entities.RiskBook, new RiskBookCommand.Adopt(Rules()));
        Ask(0, Entities.Market, new MarketCommand.OpenMarket([Oracle("BTC"), Oracle("BTC-PERP", Book)]));
        Frame(1, Entry);
        var depth = new BookParameters(Rate.Zero, new Rate(step), new Quantity(level), 40, new Quantity(back), [new AccountId("maker")]);
        Ask(1, Entities.OrderBook(Perp), new OrderBookCommand.OpenBook(depth with { QuotesAs = Book }));
        Frame(2, Entry);
        foreach (var (who, usd) in new[] { (Alice, alice), (Bob, bob) })
        {
            Ask(2, Entities.Account(who), new AccountCommand.Deposit(new AssetId("USD"), new Amount(usd)));
            Ask(2, Entities.Account(who), new AccountCommand.ApplyTrade(
                new TradeId($"t-{who}"), Perp, new AccountId("maker"), new Quantity(1m), new Price(Entry),
                TradeSide.TakerOnly, TradeSide.MakerOnly, TradeRole.Initiating));
        }

        Frame(3, Index);
        Frame(4, Index);
        return world;

        void Ask(long second, EntityId to, ICommand command)
        {
            var id = new CommandId($"n{++names}");
            world.Submit(new Instant(second * 1_000), [new Envelope(to, new Origin.Client(id), command)]);
            Assert.IsType<Outcome.Accepted>(world.Replies.Last(reply => reply.Command == id).Outcome);
        }

        void Frame(long second, decimal price)
        {
            var at = new Instant(second * 1_000);
            var quotes = new[] { "BTC", "BTC-PERP" }
                .Select(symbol => new Quote(new Symbol(symbol), new SourceId("a"), new Price(price), at)).ToValueList();
            world.Play(new ScenarioRound(
                ++names, at, [], new Envelope(Entities.Market, new Origin.Client(new CommandId($"q{second}")), new MarketCommand.SubmitQuotes(quotes))));
        }
    }

    private static OracleParameters Oracle(string symbol, params SourceId[] own) => new(
        new Symbol(symbol), [new SourceId("a"), .. own], 1 + own.Length, TimeSpan.FromMinutes(1), new Rate(1m), TimeSpan.Zero, 1,
        TimeSpan.FromSeconds(1), 2);

    private static RiskBook Rules()
    {
        var reading = RiskBookReader.Parse(
            "the risk book",
            """
            {
              "valuation": "USD", "marginCallRatio": "1.2", "liquidationTarget": "1.2", "liquidation": { "sizing": "exact" },
              "assets": {
                "USD": { "scale": 6 },
                "BTC": { "scale": 8, "collateral": [ { "upTo": "100", "haircut": "0" } ], "liabilitySurcharge": "0" }
              },
              "instruments": { "BTC-PERP": {
                "kind": "linear-perpetual", "base": "BTC", "settle": "USD", "contractSize": "1", "lot": "0.001", "tick": "0.1",
                "margin": { "tiers": [ { "upTo": null, "initial": "0.05", "maintenance": "0.025" } ] },
                "liquidationFee": "0", "makerFee": "0", "takerFee": "0"
              } }
            }
            """,
            new RiskBookVersion(1),
            new Instant(0));
        Assert.Equal("", string.Join('\n', reading.Problems.Select(problem => problem.Message)));
        return reading.Content!;
    }
}
