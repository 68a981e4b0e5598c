using CollateralActors.Margining.Accounts;

namespace CollateralActors.Cli.Tests.Simulate;

/// <summary>The scenario that ships with flags on orders: both come, reduce-only ones are filled and cut back.</summary>
public sealed class OrderScenarioTests
{
    [Fact]
    public async Task Orders_wait_reduce_and_give_way_and_all_money_is_conserved()
    {
        using var run = await SampleRun.Of("orders");
        var orders = run.Events<AccountEvent.OrderReserved>();
        Assert.Contains(orders, order => order is { IsPostOnly: true, IsReduceOnly: false });
        Assert.Contains(orders, order => order is { IsPostOnly: false, IsReduceOnly: false });
        var exits = orders.Where(order => order.IsReduceOnly).Select(order => order.Order.Value).ToHashSet();
        Assert.Contains(
            run.Events<AccountEvent.TradeApplied>(),
            trade => !trade.Mine.Taker && exits.Contains(trade.Mine.Order));
        Assert.NotEmpty(run.Events<AccountEvent.ReduceOnlyTrimmed>());
    }
}
