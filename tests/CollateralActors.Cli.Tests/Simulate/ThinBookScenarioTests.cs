using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.OrderBooks;

namespace CollateralActors.Cli.Tests.Simulate;

/// <summary>The scenario that ships with thin books: each rule of liquidation acts, and its journal holds.</summary>
public sealed class ThinBookScenarioTests
{
    [Fact]
    public async Task Liquidations_keep_to_their_bounds_and_the_journal_verifies()
    {
        using var run = await SampleRun.Of("thin-book");
        var executed = run.Events<OrderBookEvent.OrderExecuted>();
        Assert.All(executed, order => Assert.All(
            order.Trades, trade => Assert.True(order.Quantity.Sign > 0 ? trade.Price <= order.Limit : trade.Price >= order.Limit)));
        Assert.Contains(executed, order => order.Trades.Count > 0 && order.Unfilled.Contracts != 0m);

        var report = run.Report.GetProperty("liquidationSteps");
        Assert.Equal(run.Events<AccountEvent.StepPlanned>().Count, Number("orders"));
        Assert.Equal(executed.Count(order => order.Trades.Count == 0), Number("untraded"));
        Assert.Equal(run.Events<AccountEvent.StepDeferred>().Count, Number("deferred"));
        Assert.Equal(run.Events<AccountEvent.CollateralConverted>().Count, Number("exchanges"));
        Assert.All(new[] { "orders", "deferred", "exchanges" }, name => Assert.True(Number(name) > 10, name));
        Assert.Equal(0, Number("postponed"));

        int Number(string name) => report.GetProperty(name).GetInt32();
    }
}
