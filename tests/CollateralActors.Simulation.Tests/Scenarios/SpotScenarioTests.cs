using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;
using CollateralActors.Simulation.Scenarios;
using CollateralActors.Simulation.Worlds;

namespace CollateralActors.Simulation.Tests.Scenarios;

/// <summary>Traders of a scenario exchange assets, and a file says nothing of spot that only contracts have.</summary>
public sealed class SpotScenarioTests
{
    private static readonly string Shipped = File.ReadAllText(Path.Combine(CrashScenario.Folder, "spot.jsonc"));

    [Fact]
    public void Traders_exchange_assets_with_each_other_and_with_market_makers_through_orders_and_without()
    {
        var run = ScenarioRun.Of(Read(Shipped).Content!.WithAccounts(40));
        var trades = new List<AccountEvent.TradeApplied>();
        var orders = new List<AccountEvent.OrderReserved>();
        var world = World.Run(run, new WorldOptions { Shards = new Shards(4) });
        foreach (var recorded in world.Entities.SelectMany(world.EventsOf))
        {
            if (recorded.Event is AccountEvent.TradeApplied { Posting.Exchanged: not null } trade)
                trades.Add(trade);
            else if (recorded.Event is AccountEvent.OrderReserved { Instrument.Value: "BTC-USDT" or "ETH-BTC" } order)
                orders.Add(order);
        }

        Assert.Contains(trades, trade => trade.Instrument == new InstrumentId("BTC-USDT") && trade.Quantity > Quantity.Zero);
        Assert.Contains(trades, trade => trade.Instrument == new InstrumentId("ETH-BTC") && trade.Quantity < Quantity.Zero);
        Assert.Contains(trades, trade => trade.Mine.Order.Length > 0);
        Assert.Contains(trades, trade => trade.Counterparty.Value.StartsWith("mm", StringComparison.Ordinal));
        Assert.Contains(orders, order => order.Quantity > Quantity.Zero);
        Assert.Contains(orders, order => order.Quantity < Quantity.Zero);
    }

    [Theory]
    [InlineData("\"books\": {", "\"books\": { \"BTC-USDT\": {},", "books.BTC-USDT", "need no order book; leave it out")]
    [InlineData("\"symbols\": {", "\"symbols\": { \"BTC-USDT\": {},", "symbols.BTC-USDT", "has no price of its own")]
    public void What_spot_has_not_is_refused_where_it_is(string right, string wrong, string path, string said) => Assert.Contains(
        Read(Shipped.Replace(right, wrong, StringComparison.Ordinal)).Problems,
        problem => problem.Place.Path == path && problem.Message.Contains(said, StringComparison.Ordinal));

    [Fact]
    public void Portfolio_mode_needs_no_scenarios_of_what_is_exchanged()
    {
        var changed = Shipped.Replace("\"share\": \"0.4\",", "\"share\": \"0.4\", \"mode\": \"portfolio\",", StringComparison.Ordinal);
        Assert.NotEqual(Shipped, changed);
        Assert.Empty(Read(changed).Problems);
    }

    private static FileReading<Scenario> Read(string text) => ScenarioReader.Parse("spot.jsonc", text, CrashScenario.Folder);
}
