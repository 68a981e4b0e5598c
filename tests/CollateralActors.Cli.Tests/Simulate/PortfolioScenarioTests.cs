using CollateralActors.Margining.Accounts;

namespace CollateralActors.Cli.Tests.Simulate;

/// <summary>The scenario that ships with portfolio mode and transfers: it runs, frees margin, and its journal holds.</summary>
public sealed class PortfolioScenarioTests
{
    [Fact]
    public async Task It_frees_margin_moves_money_liquidates_and_verifies()
    {
        using var run = await SampleRun.Of("portfolio-mode");
        Assert.True(run.Report.GetProperty("netting").GetProperty("accounts").GetInt32() > 100);
        Assert.True(Netting("own") < Netting("isolated") && Netting("cross") <= Netting("isolated"));
        Assert.InRange(Netting("freed"), 0.01m, 0.99m);
        Assert.True(Netting("portfolio") > 0m);

        Assert.NotEmpty(run.Events<AccountEvent.ModeSwitched>());
        Assert.NotEmpty(run.Events<AccountEvent.Transferred>());
        Assert.NotEmpty(run.Events<AccountEvent.TransferReceived>());

        decimal Netting(string member) => run.Figure("netting", member);
    }
}
