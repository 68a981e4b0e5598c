using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Margin.Sample;

namespace CollateralActors.Margining.Tests.Margin;

public sealed class MarginCalculatorTests
{
    private static readonly MarginSchedule FivePercent = Tiers((MarginSchedule.Endless, 0.1m, 0.05m));

    [Theory]
    // balance, mark, value, equity, initial, maintenance, status
    [InlineData(100, 1000, 100, 100, 100, 50, MarginStatus.Healthy)]
    [InlineData(60, 1000, 60, 60, 100, 50, MarginStatus.Healthy)]
    [InlineData(59.99, 1000, 59.99, 59.99, 100, 50, MarginStatus.MarginCall)]
    [InlineData(50, 1000, 50, 50, 100, 50, MarginStatus.MarginCall)]
    [InlineData(49.99, 1000, 49.99, 49.99, 100, 50, MarginStatus.Liquidation)]
    [InlineData(100, 900, 0, 0, 90, 45, MarginStatus.Liquidation)]
    [InlineData(100, 899, -1, -1, 89.9, 44.95, MarginStatus.Bankrupt)]
    public void Figures_and_status_of_a_long_follow_balance_and_mark(
        decimal balance, decimal mark, decimal value, decimal equity, decimal initial, decimal maintenance, MarginStatus status)
    {
        var perpetual = Linear("P", FivePercent);
        var book = Book([Hold(Valuation, balance)], [Position(perpetual, 1m, 1000m)]);

        var figures = MarginCalculator.Evaluate(book, MarketAt(Rules(), marks: [("P", mark)]));

        Assert.Equal(
            new MarginFigures(new(value), new(equity), new(initial), new(maintenance), status), figures);
    }

    [Fact]
    public void Haircuts_apply_once_to_the_net_of_balance_and_profit()
    {
        var usdt = Asset(Usdt, 0.1m, (1000m, 0m), (2000m, 0.5m));
        var perpetual = Linear("P", FivePercent, settle: Usdt);
        var book = Book([Hold(usdt, 1500m)], [Position(perpetual, 1m, 1000m)]);

        var figures = MarginCalculator.Evaluate(book, MarketAt(Rules(usdt), [(Usdt, 2m)], [("P", 1300m)]));

        Assert.Equal((3600m, 2m * (1000m + 400m)), (figures.Value.Value, figures.Equity.Value));
    }

    [Fact]
    public void A_loss_in_a_coin_that_is_not_held_is_owed_with_its_surcharge()
    {
        var usdt = Asset(Usdt, 0.1m, (CollateralSchedule.Endless.Value, 0m));
        var perpetual = Linear("P", FivePercent, settle: Usdt);
        var book = Book([Hold(Valuation, 500m)], [Position(perpetual, 1m, 1000m)]);

        var figures = MarginCalculator.Evaluate(book, MarketAt(Rules(usdt), [(Usdt, 2m)], [("P", 900m)]));

        Assert.Equal((300m, 280m), (figures.Value.Value, figures.Equity.Value));
    }

    [Fact]
    public void Isolated_positions_stand_outside_the_account()
    {
        var perpetual = Linear("P", FivePercent);
        var isolated = Position(perpetual, 1m, 1000m, isolated: 60m);
        var market = MarketAt(Rules(), marks: [("P", 980m)]);

        var account = MarginCalculator.Evaluate(Book([Hold(Valuation, 10m)], [isolated]), market);
        var own = MarginCalculator.EvaluateIsolated(isolated, market, market.Risk);

        Assert.Equal(new MarginFigures(new(10m), new(10m), default, default, MarginStatus.Healthy), account);
        Assert.Equal(new MarginFigures(new(40m), new(40m), new(98m), new(49m), MarginStatus.Liquidation), own);
    }

    [Theory]
    // the orders' worse side counts, with what the opening loses against the mark of 1000
    [InlineData(1, 2, 900, 0, 0, 20)]
    [InlineData(1, 2, 1010, 0, 0, 20 + 20)]
    [InlineData(1, 0, 0, 3, 1100, 10)]
    [InlineData(1, 0, 0, 1, 1100, 0)]
    [InlineData(1, 0, 0, 3, 990, 10 + 30)]
    [InlineData(1, 2, 1010, 3, 990, 40)]
    [InlineData(-1, 1, 900, 0, 0, 0)]
    [InlineData(0, 1, 900, 2, 1000, 20)]
    public void Orders_add_the_worse_of_all_buys_and_all_sells(
        decimal held, decimal buy, decimal buyPrice, decimal sell, decimal sellPrice, decimal added)
    {
        var perpetual = Linear("P", Tiers((MarginSchedule.Endless, 0.01m, 0.005m)));
        BookPosition[] positions = held == 0m ? [] : [Position(perpetual, held, 1000m)];
        BookOrder[] orders =
        [
            .. buy == 0m ? Array.Empty<BookOrder>() : [Order(perpetual, buy, buyPrice)],
            .. sell == 0m ? Array.Empty<BookOrder>() : [Order(perpetual, -sell, sellPrice)],
        ];
        var market = MarketAt(Rules(), marks: [("P", 1000m)]);

        var without = MarginCalculator.Evaluate(Book([Hold(Valuation, 100m)], positions), market);
        var with = MarginCalculator.Evaluate(Book([Hold(Valuation, 100m)], positions, orders), market);

        Assert.Equal(added, (with.Initial - without.Initial).Value);
        Assert.Equal(without.Maintenance, with.Maintenance);
    }

    [Fact]
    public void A_status_at_a_threshold_does_not_hang_on_the_last_digit_of_a_quotient()
    {
        // A third of a coin at 5 % is worth exactly 500 in dollars, and a little more in decimals.
        var inverse = Inverse("I", FivePercent);
        var btc = Asset(Btc, 0m, (CollateralSchedule.Endless.Value, 0m));
        var market = MarketAt(Rules(btc), [(Btc, 30000m)], [("I", 30000m)]);

        var position = Position(inverse, 10000m, 30000m) with { EntryPrice = new Price(30000m) };

        var figures = MarginCalculator.Evaluate(Book([Hold(Valuation, 500m)], [position]), market);

        Assert.True(figures.Equity < figures.Maintenance, "the example shows nothing where decimals are exact");
        Assert.Equal(MarginStatus.MarginCall, figures.Status);
    }

    [Theory]
    [InlineData(TierMeasure.Value, 1000)]
    [InlineData(TierMeasure.Value, 5000)]
    [InlineData(TierMeasure.Size, 1000)]
    [InlineData(TierMeasure.Size, 5000)]
    public void Maintenance_has_no_step_at_the_end_of_a_tier(TierMeasure measure, decimal end)
    {
        const decimal Step = 0.000001m;
        var schedule = Schedule(
            measure, MarginBasis.Mark, 0.0001m, 0.0006m, (1000m, 0.1m, 0.01m), (5000m, 0.2m, 0.05m), (MarginSchedule.Endless, 0.3m, 0.2m));

        decimal At(decimal amount) => schedule.Maintenance(new Amount(amount), amount).Value;

        // No slope of this schedule is steeper than 2: the highest rate, the fee and twice the size slope at 5000.
        Assert.InRange(At(end + Step) - At(end), 0m, 2m * Step);
        Assert.InRange(At(end) - At(end - Step), 0m, 2m * Step);
    }

    [Fact]
    public void Every_price_that_is_needed_and_missing_is_named_once()
    {
        var usdt = Asset(Usdt, 0m, (1000m, 0m));
        var linear = Linear("P", FivePercent, settle: Usdt);
        var inverse = Inverse("I", FivePercent);
        var book = Book(
            [Hold(usdt, 1m), Hold(Valuation, 5m)],
            [Position(linear, 1m, 1000m), Position(inverse, 1m, 1000m)],
            [Order(linear, 1m, 1000m)]);

        var missing = MarginCalculator.MissingPrices(book, MarketAt(Rules(usdt)));

        Assert.Equal(
            [
                new MissingPrice.OfAsset(Usdt), new MissingPrice.OfInstrument(linear.Id),
                new MissingPrice.OfInstrument(inverse.Id), new MissingPrice.OfAsset(Btc),
            ],
            missing);
    }
}
