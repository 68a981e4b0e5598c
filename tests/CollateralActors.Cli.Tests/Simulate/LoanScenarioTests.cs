using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Loans;

namespace CollateralActors.Cli.Tests.Simulate;

/// <summary>The scenario that ships with loans: each of them ends, in another way, and its journal holds.</summary>
public sealed class LoanScenarioTests
{
    [Fact]
    public async Task Each_loan_ends_in_its_own_way_and_the_journal_verifies()
    {
        using var run = await SampleRun.Of("loans");
        Assert.Equal(["lena", "luis"], run.Events<PoolEvent.SupplyTaken>().Select(e => e.Account.Value).Order());
        Assert.Equal(["lena", "luis"], run.Events<PoolEvent.RedemptionPaid>().Select(e => e.Account.Value).Order());
        Assert.Equal(
            ["olga PoolLentOut", "lena PoolLentOut"],
            run.Events<PoolEvent.RequestRefused>().Select(e => $"{e.Account} {e.Reason.Code}"));
        Assert.Equal(2, run.Events<EntityEvent.CommandRefused>().Count(e => e.Reason.Code == RejectionCode.DustLoan));
        Assert.Equal(["mia", "pia"], Liquidated(run).Distinct().Order());
        Assert.Equal(
            ["noah True", "olga False"],
            run.Events<AccountEvent.LoanRepaid>().Select(e => $"{(e.Asset.Value == "BTC" ? "noah" : "olga")} {e.IsAll}").Order());
        Assert.Contains(run.Events<PoolEvent.Accrued>(), e => e.Index > e.Before);
        Assert.Empty(run.Events<PoolEvent.LossTaken>());
    }

    private static IEnumerable<string> Liquidated(SampleRun run) => run.Events<AccountEvent.LoanLiquidated>()
        .Select(e => e.Liquidation.Value.Split('.')[0]);
}
