using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Spot;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using FsCheck.Xunit;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Spot;

/// <summary>What open orders in spot reserve covers whatever their fills take of the collateral.</summary>
public sealed class SpotReserveTests
{
    private const decimal Rounding = 0.000000001m;

    // The example of docs/spot.md: 5,010 USDT, which count in full, become 0.1 BTC, which count 4,500.
    [Theory]
    [InlineData(0.1, 50_000, 510)]
    [InlineData(0.1, 44_000, 0)]
    [InlineData(-0.1, 50_000, 0)]
    [InlineData(-0.1, 44_000, 108.8)]
    public void A_single_order_reserves_what_its_fill_would_take(double quantity, double price, double reserve)
    {
        var market = Frame(risk: SpotVenue.Rules);
        var book = Book([(Usdt, 10_000m), (Btc, 1m)], Order(SpotVenue.Pair, (decimal)quantity, (decimal)price));
        Assert.Equal((decimal)reserve, SpotReserve.Of(book, market, CollateralPurpose.Maintenance).Value);
        Assert.Equal((decimal)reserve, MarginCalculator.Evaluate(book, market).Initial.Value);
        Assert.Equal(reserve, double.Parse(MarginReport.Of(book, market).Initial.ToString(), System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal((decimal)reserve, PurposeMargin.Evaluate(book, market, CollateralPurpose.Initial).Initial.Value);
        Assert.Equal((decimal)reserve, MarginCalculator.Evaluate(book with { Mode = MarginMode.Portfolio }, market).Initial.Value);
    }

    [Fact]
    public void Orders_in_spot_leave_status_equity_and_maintenance_alone()
    {
        var market = Frame(risk: SpotVenue.Rules);
        var book = Book([(Usdt, 10_000m)], Order(SpotVenue.Pair, 0.1m, 50_000m));
        var (with, without) = (MarginCalculator.Evaluate(book, market), MarginCalculator.Evaluate(book.WithoutSpotOrders(), market));
        Assert.Equal(without with { Initial = with.Initial }, with);
    }

    [Property(MaxTest = 300)]
    public void Whatever_is_filled_leaves_the_free_collateral_that_the_reserve_left(int seed)
    {
        var random = new Random(seed);
        var market = Frame(risk: RandomBook(random));
        var book = RandomAccount(random, market.Risk);
        foreach (var purpose in new[] { CollateralPurpose.Initial, CollateralPurpose.Borrowing, CollateralPurpose.Withdrawal })
        {
            var least = PurposeMargin.Evaluate(book, market, purpose).FreeCollateral.Value;
            foreach (var filled in Fills(book.Orders.Count, random))
            {
                var left = PurposeMargin.Evaluate(After(book, filled, market), market, purpose).FreeCollateral.Value;
                Assert.True(
                    left >= least - Rounding,
                    $"seed {seed}, {purpose}: {left} after {string.Join(", ", filled)} is less than {least}");
            }
        }
    }

    [Property(MaxTest = 100)]
    public void The_exact_figure_is_the_same_without_stricter_rules(int seed)
    {
        var random = new Random(seed);
        var market = Frame(risk: RandomBook(random));
        var book = RandomAccount(random, market.Risk);
        var reserve = SpotReserve.Of(book, market, CollateralPurpose.Maintenance).Value;
        var exact = ExactSpotReserve.Of(new ExactBook(book, market)).ToAmount().Value;
        Assert.True(Math.Abs(reserve - exact) < Rounding, $"seed {seed}: {reserve} is not {exact}");
    }

    // Every subset of whole fills, and some partial ones.
    private static IEnumerable<decimal[]> Fills(int orders, Random random)
    {
        for (var subset = 0; subset < 1 << orders; subset++)
            yield return [.. Enumerable.Range(0, orders).Select(i => (decimal)((subset >> i) & 1))];
        for (var i = 0; i < 20; i++)
            yield return [.. Enumerable.Range(0, orders).Select(_ => random.Next(0, 5) / 4m)];
    }

    private static MarginBook After(MarginBook book, decimal[] filled, MarketView market)
    {
        var balances = book.Balances.ToDictionary(holding => holding.Asset.Id, holding => holding.Balance);
        foreach (var (order, share) in book.Orders.Zip(filled))
        {
            var scale = market.Risk[order.Instrument.Quote].Scale;
            var exchange = SpotExchange.Of(order.Instrument, order.Quantity, order.Price, order.IsPostOnly, scale);
            Post(exchange.Gives, -share);
            Post(exchange.Gets, share);
        }

        return book with { Balances = [.. balances.Select(b => new Holding(market.Risk[b.Key], b.Value))], Orders = [] };

        void Post(Money money, decimal times) => balances[money.Asset] =
            balances.GetValueOrDefault(money.Asset) + new Amount(money.Amount.Value * times);
    }

    private static RiskBook RandomBook(Random random)
    {
        AssetParameters[] assets =
        [
            Asset(Usd, 2), RandomAsset(Usdt, 6, random), RandomAsset(Usdc, 6, random), RandomAsset(Btc, 8, random),
            RandomAsset(Eth, 8, random),
        ];
        var book = new RiskBook(
            new RiskBookVersion(1), Usd, new Rate(1.2m), new Rate(1.1m), assets,
            [Linear(BtcPerp, Btc, 0.001m, 0.1m), Linear(EthPerp, Eth, 0.01m, 0.01m), .. Markets]);
        return book;
    }

    private static InstrumentParameters[] Markets { get; } =
    [
        SpotVenue.Pair,
        SpotVenue.Pair with { Id = new("ETH-USDT"), Base = Eth },
        SpotVenue.Pair with { Id = new("ETH-BTC"), Base = Eth, Quote = Btc, Settle = Btc, Tick = Price(0.00001m) },
        SpotVenue.Pair with { Id = new("USDC-USD"), Base = Usdc, Quote = Usd, Settle = Usd, Lot = Contracts(1m), Tick = Price(0.01m) },
    ];

    private static AssetParameters RandomAsset(AssetId id, int scale, Random random)
    {
        var whole = id == Btc ? 1m : id == Eth ? 20m : 50_000m;
        var start = random.Next(0, 4) / 10m;
        CollateralSchedule Schedule(decimal more) => new(
        [
            new HaircutSlice(Amount(whole / 2m), new Rate(start + more)),
            new HaircutSlice(Amount(whole * 2m), new Rate(start + more + 0.1m)),
            .. random.Next(2) == 0 ? [] : new[] { new HaircutSlice(CollateralSchedule.Endless, new Rate(start + more + 0.3m)) },
        ]);
        return new AssetParameters(id, scale, Schedule(0m), new Rate(random.Next(0, 3) / 10m))
        {
            Rules = new CollateralRules
            {
                Initial = random.Next(2) == 0 ? Schedule(0.2m) : null,
                AccountCap = random.Next(3) == 0 ? Amount(whole) : null,
                WrongWayHaircut = new Rate(random.Next(3) == 0 ? 0.4m : 0m),
            },
        };
    }

    private static MarginBook RandomAccount(Random random, RiskBook risk)
    {
        var book = Book(
            [
                (Usd, random.Next(0, 20_000)), (Usdt, random.Next(-2_000, 60_000)), (Usdc, random.Next(0, 60_000)),
                (Btc, random.Next(-10, 200) / 100m), (Eth, random.Next(-100, 4_000) / 100m),
            ],
            [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => RandomOrder(random))]);
        var balances = book.Balances.Select(holding => holding with { Asset = risk[holding.Asset.Id] });
        var long1 = new BookPosition(risk[BtcPerp], Contracts(random.Next(1, 10) / 10m), Amount(random.Next(1, 10) * 5_000m), 0m, null);
        return book with { Balances = [.. balances], Positions = random.Next(2) == 0 ? [] : [long1] };
    }

    private static BookOrder RandomOrder(Random random)
    {
        var market = Markets[random.Next(Markets.Length)];
        var fair = market.Quote == Btc ? 0.05m : market.Base == Btc ? 50_000m : market.Base == Eth ? 2_500m : 1m;
        var size = market.Base == Btc ? 1m : market.Base == Eth ? 10m : 20_000m;
        var price = Math.Ceiling(fair * random.Next(80, 121) / 100m / market.Tick.Value) * market.Tick.Value;
        var lots = Math.Ceiling(size * random.Next(1, 101) / 100m / market.Lot.Contracts) * market.Lot.Contracts;
        return Order(market, random.Next(2) == 0 ? lots : -lots, price);
    }

    private static BookOrder Order(InstrumentParameters spot, decimal quantity, decimal price) =>
        new(spot, Contracts(quantity), Price(price));

    private static MarginBook Book((AssetId Asset, decimal Amount)[] balances, params BookOrder[] orders) => new(
        [.. balances.Select(b => new Holding(SpotVenue.Rules[b.Asset], Amount(b.Amount)))], [], orders);
}
