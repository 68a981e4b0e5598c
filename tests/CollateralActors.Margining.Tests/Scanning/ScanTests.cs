using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Margin.Sample;
using static CollateralActors.Margining.Tests.Scanning.ScanSample;

namespace CollateralActors.Margining.Tests.Scanning;

/// <summary>The requirement of portfolio mode, on examples that can be checked by hand.</summary>
public sealed class ScanTests
{
    private static readonly ScanParameters Tenth = Scan([-0.1m, 0m, 0.1m], initial: 1.25m);

    public static TheoryData<string, string, string> Books => new()
    {
        // contracts by instrument at a price of 100, initial, maintenance
        { "PERP 2", "25", "20" },
        { "PERP -2", "25", "20" },
        { "PERP 2, FUTURE -2", "0", "0" },
        { "PERP 2, FUTURE -1", "12.5", "10" },
        // A contract of 100 dollars is a coin; its worth in dollars moves with the price of the coin that it settles in.
        { "COIN 3", "37.5", "30" },
        { "COIN 3, PERP -3", "0", "0" },
        // Settled in dollars it gains 1/100 - 1/90 of 300: 1/3.
        { "QUANTO 3", "0.41666667", "0.33333334" },
        { "QUANTO -3", "0.3409091", "0.27272728" },
    };

    [Theory]
    [MemberData(nameof(Books))]
    public void The_worst_cell_of_all_positions_together_times_the_factor_is_required(string positions, string initial, string maintenance)
    {
        var instruments = new[] { Perpetual, Future, Coin, Quanto }.ToDictionary(instrument => instrument.Id.Value);
        var book = Portfolio([.. positions.Split(", ").Select(text => text.Split(' ')).Select(part =>
            At(instruments[part[0]], decimal.Parse(part[1], System.Globalization.CultureInfo.InvariantCulture)))]);

        Assert.Equal((initial, maintenance), Required(book, Ruled(Tenth)));
    }

    [Theory]
    // right, strike, contracts of an option on its last day, loss at ±10 %
    [InlineData(OptionRight.Call, 50, 1, "10")]
    [InlineData(OptionRight.Call, 50, -1, "10")]
    [InlineData(OptionRight.Call, 105, -1, "5")]
    [InlineData(OptionRight.Call, 105, 1, "0")]
    [InlineData(OptionRight.Put, 95, -2, "10")]
    [InlineData(OptionRight.Put, 97, 1, "0")]
    [InlineData(OptionRight.Put, 120, 3, "30")]
    public void Options_lose_what_their_price_changes_by(OptionRight right, decimal strike, decimal quantity, string loss)
    {
        var option = Option("O", right, strike);

        Assert.Equal(loss, Required(Portfolio(At(option, quantity)), Ruled(Tenth, quotes: [("O", 0.5m, 0m)])).Maintenance);
    }

    [Fact]
    public void A_call_sold_against_a_put_bought_at_one_strike_is_a_short_forward()
    {
        var (call, put) = (Option("C", OptionRight.Call, 93m), Option("P", OptionRight.Put, 93m));
        var market = Ruled(
            Scan([-0.3m, -0.1m, 0m, 0.2m], [-1m, -0.4m, 0m, 0.9m]), quotes: [("C", 0.7m, 0.4m), ("P", 0.7m, 0.4m)]);

        // One long and one short of the same time value are quantised apart: a hair above the 20 of the forward.
        Assert.Equal("20.00000001", Required(Portfolio(At(call, -1m), At(put, 1m)), market).Maintenance);
        Assert.Equal("0.00000001", Required(Portfolio(At(call, -1m), At(put, 1m), At(Perpetual, 1m)), market).Maintenance);
    }

    [Fact]
    public void Volatility_moves_are_a_share_of_the_implied_volatility()
    {
        var call = Option("C", OptionRight.Call, 100m);
        MarginBook book = Portfolio(At(call, 1m));
        string Loss(decimal volatility, decimal move) =>
            Required(book, Ruled(Scan([0m], [move]), quotes: [("C", volatility, 0.25m)])).Maintenance;
        decimal Price(decimal volatility) =>
            Ruled(Tenth, quotes: [("C", volatility, 0.25m)]).Mark(call)!.Value.Value;

        Assert.Equal(Decimals.Plain(Decimals.Up(Price(0.8m) - Price(0.6m), 8)), Loss(0.8m, -0.25m));
        Assert.Equal(Decimals.Plain(Decimals.Up(Price(0.8m), 8)), Loss(0.8m, -1m));
        Assert.Equal("0", Loss(0.8m, 0.5m));
    }

    [Fact]
    public void Bases_add_up()
    {
        var market = Ruled(Tenth, Scan([-0.2m, 0.3m], initial: 2m, maintenance: 0.5m));

        Assert.Equal(("55", "27.5"), Required(Portfolio(At(Perpetual, 2m), At(EthPerpetual, -5m, 10m)), market));
    }

    [Fact]
    public void Collateral_is_not_moved_and_tiers_fees_and_leverage_do_not_apply()
    {
        var dear = Perpetual with
        {
            Margin = Schedule(TierMeasure.Value, MarginBasis.Entry, 0.5m, 0.3m, (MarginSchedule.Endless, 1m, 1m)),
        };
        var book = Portfolio(At(dear, 2m) with { Leverage = 1m }) with { Balances = [Hold(Asset(Btc, 0m, (50m, 0.5m)), 4m)] };
        var report = MarginReport.Of(book, Ruled(Tenth));

        Assert.Equal(("200", "25", "20"), (report.Equity.ToString(), report.Initial.ToString(), report.Maintenance.ToString()));
        Assert.Equal("10", report.MarginRatio.ToString());
    }

    [Fact]
    public void What_has_no_meaning_in_a_scan_is_not_there()
    {
        var report = MarginReport.Of(
            Portfolio(At(Perpetual, 200m), At(Perpetual, -1m) with { IsolatedMargin = new Amount(1m) }), Ruled(Tenth));

        Assert.Equal((MarginStatus.Liquidation, (LiquidationPlan?)null), (report.Status, report.Liquidation));
        Assert.All(report.Positions, position => Assert.Equal(
            (null, null, null, null, null),
            (position.Initial, position.Maintenance, position.LiquidationPrice, position.JointLiquidationPrice, position.BankruptcyPrice)));
        Assert.Equal("1", report.Positions[1].Equity.ToString());
        Assert.Equal("2500", report.Initial.ToString());
    }

    [Theory]
    // an order at a price while the mark is 100: 1.25 × its own worst loss, and what it loses at once
    [InlineData(1, 90, "37.5")]
    [InlineData(-1, 110, "37.5")]
    [InlineData(1, 103, "40.5")]
    [InlineData(-2, 96, "58")]
    public void An_order_adds_its_own_worst_loss_and_its_opening_loss(decimal quantity, decimal price, string initial)
    {
        var book = Portfolio(At(Perpetual, 2m)) with { Orders = [Order(Future, quantity, price)] };

        Assert.Equal((initial, "20"), Required(book, Ruled(Tenth)));
    }
}
