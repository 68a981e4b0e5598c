using CollateralActors.Actors.Couriers;
using CollateralActors.Actors.Nodes;
using CollateralActors.Actors.Settings;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Actors.Tests;

/// <summary>A small venue: one asset, one coin, one contract, one source of prices.</summary>
internal static class Venue
{
    public static readonly AssetId Usd = new("USD");
    public static readonly AssetId Btc = new("BTC");
    public static readonly InstrumentId Perp = new("BTC-PERP");
    public static readonly AccountId Maker = new("maker");

    private static readonly Instant Start = new(1_738_540_800_000);
    private static readonly SourceId Source = new("only");

    public static RiskBook Book { get; } = new(
        new RiskBookVersion(1),
        Usd,
        new Rate(1.5m),
        new Rate(1.2m),
        [
            new AssetParameters(Usd, 8, CollateralSchedule.Full, Rate.Zero),
            new AssetParameters(Btc, 8, new CollateralSchedule([new HaircutSlice(new Amount(1_000m), new Rate(0.1m))]), Rate.Zero),
        ],
        [
            new InstrumentParameters(
                Perp, InstrumentKind.LinearPerpetual, Btc, Usd, Usd, 1m, new Quantity(0.001m), new Price(0.1m),
                new MarginSchedule(
                    [new MarginTier(MarginSchedule.Endless, new Rate(0.05m), new Rate(0.03m))],
                    TierMeasure.Value, Risk(), Rate.Zero, Rate.Zero),
                new Rate(0.005m), new Rate(0.0002m), new Rate(0.0005m)),
        ]);

    public static OracleParameters Oracle(Symbol symbol) => new(
        symbol, [Source], 1, TimeSpan.FromMinutes(10), new Rate(0.9m), TimeSpan.Zero, 1, TimeSpan.FromSeconds(5), 2);

    /// <summary>The time of a round, one second after the other.</summary>
    public static Instant At(int second) => Start + TimeSpan.FromSeconds(second);

    public static NodeSettings Settings(params (string Key, string Value)[] overrides) => NodeSettings.Bind(NodeConfig.Assemble(
        overlays: ["test"],
        overrides: [.. overrides.Select(pair => KeyValuePair.Create(pair.Key, pair.Value))]));

    public static NodeOptions Rounds(RoundFaults? faults = null, params (string Key, string Value)[] overrides) => new()
    {
        Journal = NodeJournal.InMemory(),
        Settings = Settings(overrides),
        Rounds = true,
        Faults = faults,
        Funds = [Usd],
        Books = [Perp],
    };

    public static Envelope Input(EntityId to, string id, ICommand command) => new(to, new Origin.Client(new CommandId(id)), command);

    public static Envelope Deposit(AccountId account, string id, decimal amount) =>
        Input(Entities.Account(account), id, new AccountCommand.Deposit(Usd, new Amount(amount)));

    public static Envelope Trade(AccountId taker, string id, decimal quantity, decimal price) => Input(
        Entities.Account(taker),
        id,
        new AccountCommand.ApplyTrade(
            new TradeId(id), Perp, Maker, new Quantity(quantity), new Price(price), TradeSide.TakerOnly, TradeSide.MakerOnly,
            TradeRole.Initiating));

    public static Envelope Quotes(string id, Instant time, decimal price) => Input(
        Entities.Market,
        id,
        new MarketCommand.SubmitQuotes(
        [
            new Quote(Symbol.Of(Btc), Source, new Price(price), time),
            new Quote(Symbol.Of(Perp), Source, new Price(price), time),
        ]));

    /// <summary>The commands that set the venue up, round by round.</summary>
    public static IReadOnlyList<IReadOnlyList<Envelope>> Opening { get; } =
    [
        [Input(Entities.RiskBook, "adopt", new RiskBookCommand.Adopt(Book))],
        [Input(Entities.Market, "open", new MarketCommand.OpenMarket([Oracle(Symbol.Of(Btc)), Oracle(Symbol.Of(Perp))]))],
        [Quotes("first", At(2), 100m)],
        [
            Input(Entities.OrderBook(Perp), "book", new OrderBookCommand.OpenBook(new BookParameters(
                new Rate(0.0005m), new Rate(0.001m), new Quantity(50m), 20, new Quantity(10m), [Maker]))),
            Input(Entities.Fund(Usd), "fund", new FundCommand.Contribute(new Amount(100_000m))),
            Deposit(Maker, "maker", 1_000_000m),
        ],
    ];

    /// <summary>Sets the venue up, with other rules if they are given, and returns the second that comes next.</summary>
    public static async Task<int> OpenAsync(VenueNode node, RiskBook? rules = null)
    {
        for (var second = 0; second < Opening.Count; second++)
        {
            AssertAccepted(await node.SubmitRoundAsync(
                At(second),
                rules is null || second > 0 ? Opening[second] : [Input(Entities.RiskBook, "adopt", new RiskBookCommand.Adopt(rules))]));
        }

        return Opening.Count;
    }

    public static void AssertAccepted(IEnumerable<Reply> replies)
    {
        foreach (var reply in replies)
            Assert.True(reply.Outcome is Outcome.Accepted or Outcome.AlreadyApplied, reply.ToString());
    }

    private static MarginBasis Risk() => MarginBasis.Mark;
}
