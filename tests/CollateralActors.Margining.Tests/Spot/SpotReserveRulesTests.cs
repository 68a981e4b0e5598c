using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Spot;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Spot;

/// <summary>
/// What one rule of collateral makes of the example of docs/spot.md: 0.1 BTC for 5,010 USDT, which count 4,500.
/// </summary>
public sealed class SpotReserveRulesTests
{
    // Four tenths less of them count while the account is long in BTC by contracts, or may be.
    [Theory]
    [InlineData(0, 0, 510)]
    [InlineData(0.2, 0, 2_310)]
    [InlineData(-0.2, 0, 510)]
    [InlineData(0, 0.1, 2_310)]
    [InlineData(0, -0.1, 510)]
    public void A_wrong_way_haircut_bears_on_what_is_got_where_the_account_is_exposed(
        double held, double ordered, decimal reserve)
    {
        var market = At(new CollateralRules { WrongWayHaircut = new Rate(0.4m) });
        var (perp, size) = (market.Risk[BtcPerp], (decimal)held);
        var book = Book(market, [(Usdt, 10_000m)], Buy(market)) with
        {
            Positions = size == 0m ? [] : [new BookPosition(perp, Contracts(size), Amount(size * 50_000m), 0m, null)],
        };
        var order = new BookOrder(perp, Contracts((decimal)ordered), Price(50_000m));
        if (ordered != 0d)
            book = book with { Orders = [.. book.Orders, order] };
        Assert.Equal(reserve, SpotReserve.Of(book, market, CollateralPurpose.Initial).Value);
        Assert.Equal(510m, SpotReserve.Of(book, market, CollateralPurpose.Maintenance).Value);
    }

    // The cap is 1 BTC; the second order of two is judged as if the first had been filled, and the first likewise.
    [Fact]
    public void A_cap_of_the_account_counts_what_all_orders_would_get()
    {
        var market = At(new CollateralRules { AccountCap = Amount(1m) });
        Assert.Equal(510m, Reserved(0.9m, Buy(market)));
        Assert.Equal(510m + 2_250m, Reserved(0.95m, Buy(market)));
        Assert.Equal(5_010m, Reserved(1m, Buy(market)));
        Assert.Equal(2m * 5_010m, Reserved(0.9m, Buy(market), Buy(market)));

        decimal Reserved(decimal btc, params BookOrder[] orders) =>
            SpotReserve.Of(Book(market, [(Usdt, 20_000m), (Btc, btc)], orders), market, CollateralPurpose.Initial).Value;
    }

    // What is sold beyond the cap counted nothing: it may be sold at any price that leaves the rest what it was.
    [Fact]
    public void What_is_given_beyond_a_cap_takes_nothing()
    {
        var market = At(new CollateralRules { AccountCap = Amount(1m) });
        var sale = new BookOrder(SpotVenue.Pair, Contracts(-0.5m), Price(1_000m));
        Assert.Equal(0m, Reserved(CollateralPurpose.Initial));
        Assert.Equal(22_500m - 499m, Reserved(CollateralPurpose.Maintenance));

        decimal Reserved(CollateralPurpose purpose) => SpotReserve.Of(Book(market, [(Btc, 2m)], sale), market, purpose).Value;
    }

    // BTC that is owed counts a tenth more: 0.1 that is bought back counts 5,500.
    [Fact]
    public void What_pays_a_debt_counts_what_the_debt_did()
    {
        var market = At(CollateralRules.None, surcharge: 0.1m);
        Assert.Equal(0m, Reserved(-0.1m, 50_000m));
        Assert.Equal(11m, Reserved(-0.1m, 55_000m));
        Assert.Equal(510m, Reserved(0m, 50_000m));

        decimal Reserved(decimal btc, decimal price) => SpotReserve.Of(
            Book(market, [(Usdt, 10_000m), (Btc, btc)], new BookOrder(SpotVenue.Pair, Contracts(0.1m), Price(price))),
            market,
            CollateralPurpose.Initial).Value;
    }

    [Fact]
    public void An_order_that_only_waits_reserves_by_the_maker_fee_and_others_by_the_larger_one()
    {
        var market = At(CollateralRules.None);
        Assert.Equal(505m, Reserved(Buy(market) with { IsPostOnly = true }));
        Assert.Equal(515m, Reserved(Buy(market) with { Instrument = SpotVenue.Pair with { MakerFee = new Rate(0.003m) } }));

        decimal Reserved(BookOrder order) =>
            SpotReserve.Of(Book(market, [(Usdt, 20_000m)], order), market, CollateralPurpose.Initial).Value;
    }

    [Fact]
    public void Fees_are_in_the_exchange_and_not_in_the_fee_reserve()
    {
        var market = Frame(risk: Venue.With(SpotVenue.Rules, FeeReserve.OpeningAndClosing));
        var book = Book(market, [(Usdt, 20_000m)], Buy(market));
        Assert.Equal(510m, MarginCalculator.Evaluate(book, market).Initial.Value);
        Assert.Equal("510", MarginReport.Of(book, market).Initial.ToString());
    }

    private static BookOrder Buy(MarketView market) =>
        new(market.Risk[SpotVenue.BtcUsdt], Contracts(0.1m), Price(50_000m));

    private static MarketView At(CollateralRules rules, decimal surcharge = 0m) => Frame(risk: SpotVenue.On(Venue.Book(
        1, null, Asset(Btc, 8, 0.1m) with { Rules = rules, LiabilitySurcharge = new Rate(surcharge) })));

    private static MarginBook Book(MarketView market, (AssetId Asset, decimal Amount)[] balances, params BookOrder[] orders) => new(
        [.. balances.Where(b => b.Amount != 0m).Select(b => new Holding(market.Risk[b.Asset], Amount(b.Amount)))], [], orders);
}
