using CollateralActors.Margining.Accounts;

namespace CollateralActors.Cli.Tests.Simulate;

/// <summary>The scenario that ships with isolated positions: it runs, liquidates them alone, and its journal holds.</summary>
public sealed class IsolatedScenarioTests
{
    // The audit visits every part of every account in every frame.
    [Fact]
    public async Task It_liquidates_isolated_positions_conserves_all_money_and_verifies()
    {
        using var run = await SampleRun.Of("isolated");
        var opened = run.Rows().Where(row => row.Manifest == "liquidation.opened.v1").ToList();
        var isolated = opened.Count(row => row.PersistenceId.Contains(':', StringComparison.Ordinal));
        Assert.InRange(isolated, 21, opened.Count - 1);
        Assert.NotEmpty(run.Events<AccountEvent.MarginAdded>());
        Assert.NotEmpty(run.Events<AccountEvent.MarginRemoved>());
    }
}
