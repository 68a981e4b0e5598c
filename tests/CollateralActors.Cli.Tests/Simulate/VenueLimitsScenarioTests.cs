using CollateralActors.Margining.Deciding;

namespace CollateralActors.Cli.Tests.Simulate;

/// <summary>The scenario that ships with limits of what may be held: it runs, meets each of them, and its journal holds.</summary>
public sealed class VenueLimitsScenarioTests
{
    [Fact]
    public async Task It_meets_every_limit_conserves_all_money_and_verifies()
    {
        using var run = await SampleRun.Of("venue-limits");
        var refusals = run.Events<EntityEvent.CommandRefused>().ConvertAll(refused => refused.Reason);
        Assert.Contains(refusals, refusal => refusal.Code == RejectionCode.PositionLimit);
        Assert.Contains(refusals, refusal => refusal.Code == RejectionCode.OpenInterestLimit);
        Assert.Contains(refusals, Says("because the venue holds much of the asset"));
        Assert.Contains(refusals, Says("beyond what the venue may count"));
    }

    private static Predicate<Rejection> Says(string words) =>
        refusal => refusal.Detail.Contains(words, StringComparison.Ordinal);
}
