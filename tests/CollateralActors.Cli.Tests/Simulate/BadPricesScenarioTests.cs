using CollateralActors.Margining.Market;

namespace CollateralActors.Cli.Tests.Simulate;

/// <summary>The scenario that ships with lost collateral and halts: it runs, and its journal holds.</summary>
public sealed class BadPricesScenarioTests
{
    [Fact]
    public async Task Collateral_is_lost_prices_and_the_venue_are_halted_and_the_journal_verifies()
    {
        using var run = await SampleRun.Of("bad-prices");
        var frames = run.Events<MarketEvent.FrameIssued>();
        var eth = frames.SelectMany(frame => frame.Symbols).Where(update => update.Symbol.Value == "ETH").ToList();
        var falling = eth.Select(update => update.Oracle.Remaining?.Value).OfType<decimal>().ToList();
        Assert.Equal((1m, 0m), (falling[0], falling[^1]));
        Assert.Equal(falling.OrderDescending(), falling);
        Assert.Equal(OracleCondition.Live, eth[^1].Oracle.Condition);
        Assert.Equal(16, frames.Count(frame => frame.IsHalted));
    }
}
