using System.Collections.Immutable;
using System.Globalization;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Portfolios;
using FsCheck.Xunit;

namespace CollateralActors.Simulation.Tests.Portfolios;

/// <summary>
/// An account that came to its positions and orders by commands has every figure of the same account in a portfolio file,
/// options included. There options have a time left, here they end at a time.
/// </summary>
public sealed class LivePortfolioTests
{
    private const decimal Plenty = 100_000_000m;
    private const long YearInMilliseconds = 365L * 86_400_000L;

    private static readonly AccountId Alice = new("alice");

    private static readonly (string Name, decimal Price)[] Traded =
        [("PERP", 50_000m), ("COIN", 50_000m), ("ETH", 3_000m), ("CALL", 4_000m), ("PUT", 3_000m), ("BARE", 1_500m), ("ETH-PUT", 200m)];

    [Property(MaxTest = 60, EndSize = 1_000_000)]
    public void It_has_the_figures_of_a_portfolio_file(int seed)
    {
        var random = new Random(seed);
        var mode = random.Next(4) == 0 ? MarginMode.Cross : MarginMode.Portfolio;
        var held = Pick(random, mode).Select(t => (t.Name, Quantity: Signed(random), Entry: Entry(random, t.Name, t.Price))).ToList();
        var ordered = Pick(random, mode).Select(t => (t.Name, Quantity: Signed(random), Price: Near(random, t.Price))).ToList();
        var balance = random.Next(1, 60_000);
        var years = random.Next(1, 40);
        var spot = Near(random, 50_000m);
        var volatilities = new[] { "CALL", "PUT", "BARE", "ETH-PUT" }.ToDictionary(option => option, _ => random.Next(20, 200) / 100m);

        var file = PortfolioReader.Parse("p.jsonc", FileOf());
        Assert.Empty(file.Problems);
        var market = LiveMarket(file.Content!.Market, volatilities, years);
        var account = Account(market);
        var live = AccountReport.Of(account, market);

        var expected = MarginReport.Of(file.Content.Accounts[0].Book, file.Content.Market);
        Assert.Equal($"seed {seed}, {mode}: {FiguresOf(expected)}", $"seed {seed}, {live.Mode}: {FiguresOf(live.Margin!)}");
        var fast = MarginCalculator.Evaluate(account.ToMarginBook(market), market);
        Assert.Equal((seed, expected.Status), (seed, fast.Status));
        Assert.InRange(RoundedUp(expected.Initial) - fast.Initial.Value, -0.0000000001m, 0.01m);
        Assert.InRange(RoundedUp(expected.Maintenance) - fast.Maintenance.Value, -0.0000000001m, 0.01m);

        string FileOf() => $$"""
            { "valuation": "USD", "prices": { "BTC": "{{Plain(spot)}}", "ETH": "3000" },
              "assets": { "USD": { "scale": 2 }, "BTC": { "scale": 8, "collateral": [ { "upTo": null, "haircut": "0.1" } ], "liabilitySurcharge": "0.1" } },
              "instruments": {
                "PERP": { "kind": "linear-perpetual", "base": "BTC", "settle": "USD", "contractSize": "1", {{Tiers}} },
                "COIN": { "kind": "inverse-perpetual", "base": "BTC", "settle": "BTC", "contractSize": "100", {{Tiers}} },
                "ETH": { "kind": "linear-perpetual", "base": "ETH", "settle": "USD", "contractSize": "10", {{Tiers}} },
                "CALL": {{Option("BTC", "call", "55000", "CALL", Rates)}},
                "PUT": {{Option("BTC", "put", "50000", "PUT", Rates)}},
                "BARE": {{Option("BTC", "put", "45000", "BARE", "")}},
                "ETH-PUT": {{Option("ETH", "put", "2900", "ETH-PUT", Rates)}} },
              "scenarios": {
                "BTC": { "priceMoves": ["-0.16", "-0.08", "0", "0.08", "0.16"], "volatilityMoves": ["-0.25", "0", "0.5"],
                         "initialFactor": "1.25", "maintenanceFactor": "1", "shortOptionMinimum": "0.01", "basisContingency": "0.02" },
                "ETH": { "priceMoves": ["-0.2", "0.2"], "volatilityMoves": ["0.3"], "initialFactor": "1.5", "maintenanceFactor": "1" } },
              "offsets": [ { "bases": ["BTC", "ETH"], "credit": "0.5" } ],
              "accounts": [ { "id": "alice", "mode": "{{(mode == MarginMode.Cross ? "cross" : "portfolio")}}", "balances": { "USD": "{{balance}}" },
                "positions": [ {{string.Join(", ", held.OrderBy(h => h.Name, StringComparer.Ordinal).Select(h =>
                    $$"""{ "instrument": "{{h.Name}}", "quantity": "{{Plain(h.Quantity)}}", "entry": "{{Plain(h.Entry)}}" }"""))}} ],
                "orders": [ {{string.Join(", ", ordered.Select(o =>
                    $$"""{ "instrument": "{{o.Name}}", "side": "{{(o.Quantity > 0m ? "buy" : "sell")}}", "quantity": "{{Plain(Math.Abs(o.Quantity))}}", "price": "{{Plain(o.Price)}}" }"""))}} ] } ] }
            """;

        string Option(string @base, string right, string strike, string name, string rates) => $$"""
            { "kind": "option", "base": "{{@base}}", "settle": "USD", "contractSize": "1", "right": "{{right}}", "strike": "{{strike}}",
              "yearsToExpiry": "{{Plain(years / 100m)}}", "impliedVolatility": "{{Plain(volatilities[name])}}" {{rates}} }
            """;

        AccountState Account(MarketView now)
        {
            var (decider, number) = (new AccountDecider(new Shards(1)), 0);
            var entity = Stepper.Begin(decider, Entities.Account(Alice));
            Do(new AccountCommand.Deposit(new AssetId("USD"), new Amount(Plenty)));
            Do(new AccountCommand.SwitchMode(mode));
            foreach (var (name, quantity, entry) in held)
                Do(new AccountCommand.ApplyTrade(
                    new TradeId($"t-{name}"), new InstrumentId(name), new AccountId("bob"), new Quantity(quantity), new Price(entry),
                    new TradeSide(true, string.Empty), new TradeSide(false, string.Empty), TradeRole.Initiating));
            foreach (var (name, quantity, price) in ordered)
                Do(new AccountCommand.ReserveOrder(new OrderId($"o-{name}"), new InstrumentId(name), new Quantity(quantity), new Price(price)));
            return entity.State.Post(new AssetId("USD"), new Amount(balance - Plenty));

            void Do(AccountCommand command)
            {
                // Whoever trades is watched first, and its commands come by the watchlist.
                var envelope = new Envelope(entity.Id, new Origin.Client(new CommandId($"c-{++number}")), command)
                {
                    Stamp = command is AccountCommand.ApplyTrade || entity.State.IsExposed ? new Stamp(now.Frame, 1, number) : null,
                };
                var result = Stepper.Step(decider, entity, envelope, new DecisionContext(now.Time, new NoHistory(), now));
                Assert.True(result.Reply?.Outcome is Outcome.Accepted, $"seed {seed}: {command}: {result.Reply}");
                entity = result.Entity;
            }
        }
    }

    private const string Tiers =
        """ "margin": { "tiers": [ { "upTo": "100000", "initial": "0.05", "maintenance": "0.02" }, { "upTo": null, "initial": "0.1", "maintenance": "0.05" } ] } """;

    private const string Rates =
        """ , "margin": { "option": { "initial": "0.15", "initialMinimum": "0.1", "maintenance": "0.075" } } """;

    // In cross mode nobody orders what has no rates.
    private static IEnumerable<(string Name, decimal Price)> Pick(Random random, MarginMode mode) =>
        Traded.Where(t => random.Next(2) == 0 && (mode == MarginMode.Portfolio || t.Name != "BARE"));

    private static decimal Signed(Random random) => random.Next(1, 30) * (random.Next(2) == 0 ? 0.1m : -0.1m);

    private static decimal Near(Random random, decimal price) => Math.Round(price * random.Next(95, 106) / 100m, 1);

    // Contracts of 100 dollars are a number of coins with few decimals: what a file gives as a quotient, an account keeps in decimals.
    private static decimal Entry(Random random, string name, decimal price) =>
        name == "COIN" ? new[] { 40_000m, 50_000m, 62_500m }[random.Next(3)] : Near(random, price);

    private static string Plain(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    private static decimal RoundedUp(Figure figure) => decimal.Parse(figure.ToString(), CultureInfo.InvariantCulture);

    private static string FiguresOf(MarginReport report) => string.Join(
        "; ",
        report.Status, report.Value, report.Equity, report.CollateralValue, report.UnrealisedPnl, report.Initial, report.Maintenance,
        report.FreeCollateral, report.MarginRatio, report.Efficiency,
        string.Join(", ", report.Positions.Select(p => string.Join(
            " ",
            p.Position.Instrument.Id, p.Status, p.Value, p.UnrealisedPnl, p.Initial, p.Maintenance, p.LiquidationPrice, p.JointLiquidationPrice, p.BankruptcyPrice))));

    private static MarketView LiveMarket(MarketView file, Dictionary<string, decimal> volatilities, int hundredthsOfYears)
    {
        var now = new Instant(YearInMilliseconds);
        var expiry = new ExpiryTerms(
            new Instant(now.UnixMilliseconds + (YearInMilliseconds / 100L * hundredthsOfYears)), TimeSpan.FromMinutes(30), Rate.Zero, default);
        var risk = file.Risk;
        var live = new RiskBook(
            risk.Version, risk.Valuation, risk.MarginCallRatio, risk.LiquidationTarget, risk.Assets,
            risk.Instruments.Select(instrument => instrument.IsOption ? instrument with { Expiry = expiry } : instrument))
        {
            Portfolio = risk.Portfolio,
        };
        return new MarketView(
            new FrameNumber(1), now, live, file.IndexPrices, file.Marks,
            volatilities.ToImmutableSortedDictionary(pair => new InstrumentId(pair.Key), pair => new OptionQuote(new Rate(pair.Value))));
    }

    private sealed class NoHistory : IMarketHistory
    {
        public MarketView? Latest => null;

        public FrameNumber OldestKept => FrameNumber.None;

        public MarketView? At(FrameNumber frame) => null;
    }
}
