using CollateralActors.Margining.Accounts;

namespace CollateralActors.Cli.Tests.Simulate;

/// <summary>The scenario that ships with spot: coins are exchanged beside a perpetual, and the journal holds.</summary>
public sealed class SpotScenarioTests
{
    [Fact]
    public async Task Coins_are_exchanged_beside_contracts_and_all_money_is_conserved()
    {
        using var run = await SampleRun.Of("spot");
        var trades = run.Events<AccountEvent.TradeApplied>();
        Assert.Contains(trades, trade => trade.Posting.Exchanged is not null);
        Assert.Contains(trades, trade => trade.Posting.Exchanged is null);
    }
}
