namespace CollateralActors.Cli.Tests.Simulate;

/// <summary>The scenario that ships with funding: it runs, pays, and its journal holds.</summary>
public sealed class FundingScenarioTests
{
    // Conservation holds only where what was settled and what is owed sum to zero, too.
    [Fact]
    public async Task It_pays_in_every_interval_conserves_all_money_and_verifies()
    {
        using var run = await SampleRun.Of("funding");

        // Six intervals of ten minutes begin in the hour, for two contracts.
        Assert.Equal(12, run.Report.GetProperty("funding").GetProperty("intervals").GetInt32());
        foreach (var asset in new[] { "BTC", "USDT" })
        {
            Assert.True(run.Figure("funding", "paid", asset) > 0m, $"nobody paid {asset}");
            Assert.True(run.Figure("funding", "received", asset) > 0m, $"nobody received {asset}");
            Assert.InRange(run.Figure("funding", "rounding", asset), 0m, 0.01m);
        }
    }
}
