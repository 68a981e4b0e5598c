using CollateralActors.Margining.Accounts;

namespace CollateralActors.Cli.Tests.Simulate;

/// <summary>The scenario that ships with margin calls: it warns, demands, sees deadlines pass, and its journal holds.</summary>
public sealed class CallScenarioTests
{
    [Fact]
    public async Task Margin_calls_end_in_every_way_and_are_decided_alike_by_the_audit()
    {
        using var run = await SampleRun.Of("calls");
        Assert.NotEmpty(run.Events<AccountEvent.MarginWarningGiven>());
        Assert.NotEmpty(run.Events<AccountEvent.DemandMet>());
        Assert.NotEmpty(run.Events<AccountEvent.DemandCuredByPrice>());
        Assert.NotEmpty(run.Events<AccountEvent.DemandExpired>());
        Assert.All(run.Events<AccountEvent.MarginDemanded>(), demanded => Assert.NotEmpty(demanded.AnyOf));
    }
}
