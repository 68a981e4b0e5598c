namespace CollateralActors.Cli.Tests.Simulate;

/// <summary>The scenario that ships with interest and conversion: it runs, charges, converts, and its journal holds.</summary>
public sealed class DebtScenarioTests
{
    [Fact]
    public async Task Debts_bear_interest_and_are_converted_and_all_money_is_conserved()
    {
        using var run = await SampleRun.Of("debts");
        Assert.True(run.Report.GetProperty("debts").GetProperty("conversions").GetInt32() > 10);
        Assert.True(run.Figure("debts", "interest", "USDT") > 0m);
        Assert.True(run.Figure("debts", "treasury", "USDT") < 0m);
        Assert.True(run.Figure("debts", "treasury", "BTC") > 0m);
    }
}
