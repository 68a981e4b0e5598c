using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deleveraging;
using CollateralActors.Margining.Units;

namespace CollateralActors.Cli.Tests.Simulate;

/// <summary>
/// What docs/deleveraging.md says of the scenario whose losses others share: the report and the journal of a run hold it.
/// </summary>
public sealed class SocialisedLossScenarioTests
{
    [Fact]
    public async Task Those_in_profit_give_what_no_fund_covers_and_the_journal_verifies()
    {
        using var run = await SampleRun.Of("socialised-loss");
        var (passed, begun) = (run.Events<AccountEvent.LossPassedOn>(), run.Events<DeleveragingEvent.SharingBegun>());
        Assert.NotEmpty(passed);
        Assert.Equal(
            passed.SelectMany(e => e.Losses.Select(loss => (e.Liquidation, loss.Asset, loss.Amount))).OrderBy(e => e.Liquidation),
            begun.Select(e => (e.Liquidation, e.Asset, Amount: e.Loss)).OrderBy(e => e.Liquidation));
        Assert.All(begun, e => Assert.Equal(e.Shares.OrderByDescending(share => share.Profit), e.Shares));

        var shared = run.Events<AccountEvent.LossShared>();
        Assert.Equal(begun.Sum(e => e.Shares.Count), shared.Count);
        Assert.All(shared, e => Assert.True(e.Amount.Value <= e.Profit.Value * 0.25m, $"{e}"));
        Assert.Equal(
            shared.Sum(e => e.Amount.Value), run.Events<AccountEvent.SharedLossReceived>().Sum(e => e.Given.Value));
        Assert.Contains(
            run.Events<AccountEvent.LiquidationEnded>(), end => end.Outcome == LiquidationOutcome.Socialised);
        Assert.DoesNotContain(shared, e => e.Amount < Amount.Zero);
    }
}
