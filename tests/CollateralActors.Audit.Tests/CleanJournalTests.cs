using CollateralActors.Audit.Tests.Journals;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

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

    [Fact]
    public void A_run_with_funding_holds_too_and_a_forged_rate_is_found()
    {
        var run = CrashRun.Funded(1);
        AssertHolds(TemporaryJournal.Verify(run.Rows));
        Assert.Contains(run.Events, e => e.Recorded.Event is AccountEvent.TradeApplied { Posting.Funding.Paid.Value: < 0m });
        Assert.Contains(run.Events, e => e.Recorded.Event is AccountEvent.StepSettled { Posting.Funding.Paid.Value: > 0m });
        Assert.Contains(
            run.Events, e => e.Recorded.Event is AccountEvent.MaintenanceBreached { Basis.FundingIndices.Count: > 0 });

        var at = run.Events.FindIndex(e => e.Recorded.Event is MarketEvent.FrameIssued frame && frame.Funding.Any(f => f.Payments.Count > 0));
        var issued = (MarketEvent.FrameIssued)run.Events[at].Recorded.Event;
        var forged = issued.Funding.Select(f => f with { State = f.State with { Index = f.State.Index + new Amount(0.001m) } });
        var events = run.Events.ToList();
        events[at] = (events[at].Entity, events[at].Recorded with { Event = issued with { Funding = forged.ToValueList() } });
        var verification = TemporaryJournal.Verify(JournalWriter.Link(events));
        Assert.False(verification.Holds);
        Assert.Contains(verification.Mismatches, mismatch => mismatch.ToString()!.Contains("market-main", StringComparison.Ordinal));
    }

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
