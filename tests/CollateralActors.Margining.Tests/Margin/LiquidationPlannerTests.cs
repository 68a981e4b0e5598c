using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Risk;
using static CollateralActors.Margining.Tests.Margin.Sample;

namespace CollateralActors.Margining.Tests.Margin;

public sealed class LiquidationPlannerTests
{
    private static readonly MarginSchedule TenPercent = Tiers((MarginSchedule.Endless, 0.2m, 0.1m));

    [Theory]
    // balance, lot, fee, contracts of 100 that are closed at 99 each
    [InlineData(990, 0, 0, 0)]
    [InlineData(989.99, 0, 0, 0.001010101011)]
    [InlineData(980, 0.000000001, 0, 1.010101011)]
    [InlineData(980, 0.01, 0, 1.02)]
    [InlineData(891, 1, 0, 10)]
    [InlineData(891, 0.001, 0.05, 20)]
    [InlineData(890, 7, 0, 14)]
    [InlineData(10, 0, 0.1, 100)]
    public void The_fewest_lots_that_reach_the_target_are_closed(decimal balance, decimal lot, decimal fee, decimal closed)
    {
        var perpetual = Linear("P", TenPercent, lot, fee);
        var book = Book([Hold(Valuation, balance)], [Position(perpetual, 100m, 99m)]);

        var plan = LiquidationPlanner.Plan(book, MarketAt(Rules(), marks: [("P", 99m)]));

        Assert.Equal(closed, plan is null ? 0m : Assert.Single(plan.Closes).Quantity.Contracts);
    }

    [Fact]
    public void An_exact_cure_needs_not_a_lot_more()
    {
        // 5000 coins' worth at 30000 has no end in decimals; the requirement is met exactly at 1500 contracts closed.
        var inverse = Inverse("I", Tiers((MarginSchedule.Endless, 0m, 0.1m)), lot: 1m);
        var btc = Asset(Btc, 0m, (CollateralSchedule.Endless.Value, 0m));
        var book = Book([Hold(Valuation, 350m)], [Position(inverse, 5000m, 30000m) with { EntryPrice = new(30000m) }]);

        var plan = LiquidationPlanner.Plan(book, MarketAt(Rules(btc), [(Btc, 30000m)], [("I", 30000m)]));

        Assert.Equal(1500m, Assert.Single(plan!.Closes).Quantity.Contracts);
    }

    [Fact]
    public void Positions_that_free_most_margin_after_fees_go_first_and_orders_go_at_once()
    {
        var cheap = Linear("A", Tiers((MarginSchedule.Endless, 0.2m, 0.1m)), fee: 0.06m);
        var dear = Linear("B", Tiers((MarginSchedule.Endless, 0.2m, 0.05m)));
        var order = Order(cheap, 1m, 90m);
        var book = Book([Hold(Valuation, 5m)], [Position(cheap, 1m, 100m), Position(dear, -1m, 100m)], [order]);

        var plan = LiquidationPlanner.Plan(book, MarketAt(Rules(), marks: [("A", 100m), ("B", 100m)]));

        Assert.Equal([order], plan!.CancelOrders);
        Assert.Equal([("B", 1m), ("A", 1m)], plan.Closes.Select(c => (c.Position.Instrument.Id.Value, c.Quantity.Contracts)));
    }

    [Fact]
    public void A_bankrupt_account_closes_everything_of_its_own()
    {
        var perpetual = Linear("P", TenPercent);
        var book = Book(
            [Hold(Valuation, 5m)], [Position(perpetual, 1m, 110m), Position(perpetual, 1m, 100m, isolated: 50m)]);

        var plan = LiquidationPlanner.Plan(book, MarketAt(Rules(), marks: [("P", 100m)]));

        Assert.Equal(book.Positions[0], Assert.Single(plan!.Closes).Position);
        Assert.Equal(1m, plan.Closes[0].Quantity.Contracts);
    }

    [Fact]
    public void Isolated_positions_are_closed_from_their_own_margin_and_cancel_nothing()
    {
        var perpetual = Linear("P", TenPercent, lot: 0.1m);
        var book = Book(
            [Hold(Valuation, 500m)],
            [Position(perpetual, 1m, 100m), Position(perpetual, 1m, 100m, isolated: 5m)],
            [Order(perpetual, 1m, 90m)]);

        var plan = LiquidationPlanner.Plan(book, MarketAt(Rules(), marks: [("P", 100m)]));

        Assert.Empty(plan!.CancelOrders);
        Assert.Equal((book.Positions[1], 0.5m), (plan.Closes.Single().Position, plan.Closes.Single().Quantity.Contracts));
    }
}
