using CollateralActors.Audit.Tests.Journals;
using CollateralActors.Margining.Accounts;

namespace CollateralActors.Audit.Tests;

public sealed class CleanJournalTests
{
    [Fact]
    public void The_journal_of_a_run_holds()
    {
        var verification = TemporaryJournal.Verify(CrashRun.Clean.Rows);
        AssertHolds(verification);
        Assert.Equal(CrashRun.Clean.Rows.Count, verification.Events);
        Assert.Equal(CrashRun.Clean.Rows.Select(row => row.PersistenceId).Distinct().Count(), verification.Entities);
        Assert.Equal(0, verification.OutstandingDuties);
    }

    [Fact]
    public void The_run_has_what_the_checks_are_for()
    {
        var events = CrashRun.Clean.Events.Select(stored => stored.Recorded.Event).ToList();
        Assert.Contains(events, e => e is AccountEvent.MarginCallIssued);
        Assert.Contains(events, e => e is AccountEvent.StepSettled { Trades.Count: > 0 });
        Assert.Contains(events, e => e is AccountEvent.LiquidationEnded);
        Assert.Contains(events, e => e is AccountEvent.OrderReserved);
        Assert.Contains(events, e => e is AccountEvent.Withdrawn);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_run_with_lost_messages_and_deaths_holds_too(long seed) =>
        AssertHolds(TemporaryJournal.Verify(CrashRun.WithMischief(seed).Rows));

    private static void AssertHolds(Verification verification)
    {
        Assert.Empty(verification.Altered);
        Assert.Empty(verification.Gaps);
        Assert.Empty(verification.Undecodable);
        Assert.Empty(verification.Mismatches);
        Assert.Empty(verification.MissedCalls);
        Assert.All(verification.Conservation.Drift.Values, drift => Assert.Equal(0m, drift.Value));
        Assert.True(verification.Holds);
        Assert.True(verification.Redecided > verification.Events / 4, $"only {verification.Redecided} decisions were made again");
    }
}
