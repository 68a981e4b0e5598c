using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;
using static CollateralActors.Margining.Tests.Margin.Sample;

namespace CollateralActors.Margining.Tests.Margin;

/// <summary>Options outside portfolio mode: what they require, and what they do to prices and plans of others.</summary>
public sealed class OptionMarginTests
{
    private static readonly MarginSchedule FivePercent = Tiers((MarginSchedule.Endless, 0.1m, 0.05m));

    [Theory]
    // right, strike, contracts, mark while the coin is at 50000; initial and maintenance (Deribit's rates: 15 %, at least 10 %, 7.5 %)
    [InlineData(OptionRight.Call, 50000, -1, 2000, "7500", "3750")]
    [InlineData(OptionRight.Call, 40000, -1, 10500, "7500", "3750")]
    [InlineData(OptionRight.Call, 51000, -2, 1500, "13000", "7500")]
    [InlineData(OptionRight.Call, 52500, -1, 1000, "5000", "3750")]
    [InlineData(OptionRight.Call, 80000, -1, 10, "5000", "3750")]
    [InlineData(OptionRight.Put, 49000, -1, 1500, "6500", "3750")]
    [InlineData(OptionRight.Put, 20000, -0.1, 1, "500", "375")]
    [InlineData(OptionRight.Put, 60000, -1, 10100, "7500", "3750")]
    [InlineData(OptionRight.Call, 52500, 3, 1000, "3000", "3000")]
    [InlineData(OptionRight.Put, 60000, 0.5, 10100, "5050", "5050")]
    public void A_long_requires_its_value_and_a_short_a_share_of_the_spot_price(
        OptionRight right, decimal strike, decimal quantity, decimal mark, string initial, string maintenance)
    {
        var position = Position(Option("O", right, strike), quantity, mark) with { EntryPrice = new Price(mark), Leverage = 100m };
        var market = MarketAt(Rules(), [(Btc, 50000m)], [("O", mark)]);

        var report = MarginReport.Of(Book([Hold(Valuation, 10000m)], [position]), market);
        var fast = MarginCalculator.Evaluate(Book([Hold(Valuation, 10000m)], [position]), market);

        Assert.Equal((initial, maintenance), (report.Initial.ToString(), report.Maintenance.ToString()));
        Assert.Equal((initial, maintenance), (report.Positions[0].Initial.ToString(), report.Positions[0].Maintenance.ToString()));
        Assert.Equal((initial, maintenance), (fast.Initial.ToString(), fast.Maintenance.ToString()));
        Assert.Equal((null, null), (report.Positions[0].LiquidationPrice, report.Positions[0].JointLiquidationPrice));
    }

    [Fact]
    public void The_spot_price_is_in_the_settle_asset()
    {
        var usdt = Asset(Usdt, 0m, (CollateralSchedule.Endless.Value, 0m));
        var position = Position(Option("O", OptionRight.Call, 62500m, settle: Usdt), -1m, 100m) with { EntryPrice = new Price(100m) };

        var report = MarginReport.Of(
            Book([Hold(usdt, 10000m)], [position]), MarketAt(Rules(usdt), [(Btc, 50000m), (Usdt, 0.8m)], [("O", 100m)]));

        Assert.Equal(("9375", "4687.5"), (report.Positions[0].Initial.ToString(), report.Positions[0].Maintenance.ToString()));
        Assert.Equal(("7500", "3750"), (report.Initial.ToString(), report.Maintenance.ToString()));
    }

    [Theory]
    // orders in a call at 51000 with a mark of 1000 while the coin is at 50000
    [InlineData(0, 2, 900, "2000")]
    [InlineData(0, 2, 1100, "2200")]
    [InlineData(0, -2, 1100, "13000")]
    [InlineData(0, -2, 900, "13200")]
    [InlineData(1, -1, 1000, "1000")]
    [InlineData(1, -3, 1000, "13000")]
    [InlineData(-2, 1, 1000, "13000")]
    public void Orders_count_by_the_worse_side(decimal held, decimal ordered, decimal price, string initial)
    {
        var call = Option("O", OptionRight.Call, 51000m);
        BookPosition[] positions = held == 0m ? [] : [Position(call, held, 1000m) with { EntryPrice = new Price(1000m) }];
        var book = Book([Hold(Valuation, 10000m)], positions, [Order(call, ordered, price)]);
        var market = MarketAt(Rules(), [(Btc, 50000m)], [("O", 1000m)]);

        Assert.Equal(initial, MarginReport.Of(book, market).Initial.ToString());
        Assert.Equal(initial, MarginCalculator.Evaluate(book, market).Initial.ToString());
    }

    [Fact]
    public void An_isolated_option_has_a_status_of_its_own()
    {
        var position = Position(Option("O", OptionRight.Call, 51000m), -1m, 900m, isolated: 3849m) with { EntryPrice = new Price(900m) };

        var report = MarginReport.Of(Book([], [position]), MarketAt(Rules(), [(Btc, 50000m)], [("O", 1000m)])).Positions[0];

        Assert.Equal(("3749", MarginStatus.Liquidation), (report.Equity.ToString(), report.Status));
        Assert.Equal("4749", report.BankruptcyPrice.ToString());
    }

    [Fact]
    public void Other_marks_move_past_options_and_the_base_moves_with_them()
    {
        // One perpetual and one call sold, both at 50000 and 2000. The maintenance of the call is 3750 at 50000.
        var perpetual = Linear("P", FivePercent);
        var call = Position(Option("O", OptionRight.Call, 50000m), -1m, 2000m) with { EntryPrice = new Price(2000m) };
        var book = Book([Hold(Valuation, 10000m)], [Position(perpetual, 1m, 50000m) with { EntryPrice = new Price(50000m) }, call]);
        var market = MarketAt(Rules(), [(Btc, 50000m)], [("P", 50000m), ("O", 2000m)]);

        var report = MarginReport.Of(book, market).Positions[0];

        // 10000 + (m - 50000) = 0.05 m + 3750, and 10000 + 50000 (x - 1) - 2000 (x - 1) = (2500 + 3750) x at m = 50000 x.
        Assert.Equal("46052.631578947369", report.LiquidationPrice.ToString());
        Assert.Equal("45508.982035928144", report.JointLiquidationPrice.ToString());
    }

    [Fact]
    public void Plans_take_options_by_what_they_free()
    {
        // The call frees 3750 of 1000, the perpetual 5 %, the put its own value.
        var perpetual = Position(Linear("P", FivePercent), 1m, 50000m) with { EntryPrice = new Price(50000m) };
        var call = Position(Option("C", OptionRight.Call, 60000m, lot: 0.1m, fee: 0.01m), -1m, 1000m) with { EntryPrice = new Price(1000m) };
        var put = Position(Option("T", OptionRight.Put, 40000m, lot: 0.1m), 1m, 500m) with { EntryPrice = new Price(500m) };
        var market = MarketAt(Rules(), [(Btc, 50000m)], [("P", 50000m), ("C", 1000m), ("T", 500m)]);

        IEnumerable<(string, decimal)> Closed(decimal balance) =>
            LiquidationPlanner.Plan(Book([Hold(Valuation, balance)], [perpetual, put, call]), market)!
                .Closes.Select(c => (c.Position.Instrument.Id.Value, c.Quantity.Contracts));

        Assert.Equal([("C", 0.3m)], Closed(5753m));
        Assert.Equal([("C", 0.4m)], Closed(5255m));
        Assert.Equal([("C", 1m), ("T", 0.3m)], Closed(2870m));
        Assert.Equal([("C", 1m), ("T", 1m), ("P", 0.4m)], Closed(1510m));
    }

    [Fact]
    public void A_short_option_that_is_worth_nothing_is_closed_first()
    {
        var perpetual = Position(Linear("P", FivePercent), 1m, 50000m) with { EntryPrice = new Price(50000m) };
        var call = Position(Option("C", OptionRight.Call, 60000m), -1m, 0m) with { EntryPrice = new Price(0m) };
        var market = MarketAt(Rules(), [(Btc, 50000m)], quotes: [("C", 0.5m, 0m)]);

        var plan = LiquidationPlanner.Plan(Book([Hold(Valuation, 2500m)], [perpetual, call]), market);

        Assert.Equal(("C", 1m), (plan!.Closes.Single().Position.Instrument.Id.Value, plan.Closes.Single().Quantity.Contracts));
    }

    [Fact]
    public void Efficiency_is_not_there_where_an_option_has_no_rates()
    {
        var bare = Option("O", OptionRight.Call, 51000m);
        bare = bare with { Option = bare.Option! with { Rates = null } };
        var position = Position(bare, -1m, 900m) with { EntryPrice = new Price(900m) };
        var market = Scanning.ScanSample.Ruled(Scanning.ScanSample.Scan([-0.1m, 0.1m]), quotes: [("O", 0.5m, 0.1m)]);

        Assert.Null(MarginReport.Of(Book([Hold(Valuation, 10m)], [position]) with { Mode = MarginMode.Portfolio }, market).Efficiency);
    }

    [Fact]
    public void An_account_that_certificates_do_not_cover_is_looked_at_in_every_frame()
    {
        var perpetual = Position(Linear("P", FivePercent), 1m, 50000m);
        var marked = Position(Option("O", OptionRight.Put, 40000m), 1m, 500m);
        var priced = Position(Option("Q", OptionRight.Put, 40000m), 1m, 500m);
        var market = MarketAt(Rules(), [(Btc, 50000m)], [("P", 50000m), ("O", 500m)], [("Q", 0.6m, 0.5m)]);
        Band Of(MarginBook book) => BandMaker.Make(book, market, new MarginFigures(default, default, default, default, MarginStatus.Healthy));

        Assert.False(Of(Book([Hold(Valuation, 90000m)], [perpetual])).IsHot);
        Assert.False(Of(Book([Hold(Valuation, 90000m)], [perpetual, marked])).IsHot);
        Assert.True(Of(Book([Hold(Valuation, 90000m)], [perpetual, priced])).IsHot);
        Assert.True(Of(Book([Hold(Valuation, 90000m)], [perpetual]) with { Mode = MarginMode.Portfolio }).IsHot);
        Assert.True(Of(Book([Hold(Valuation, 90000m)], []) with { Mode = MarginMode.Portfolio }).IsEverything);
        Assert.False(BandCertificates.Prove(WatchedBook.Of(Book([Hold(Valuation, 90000m)], [priced]), market), MarginStatus.Healthy, []));
    }
}
