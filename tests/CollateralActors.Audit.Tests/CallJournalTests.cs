using CollateralActors.Audit.Tests.Journals;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;

namespace CollateralActors.Audit.Tests;

/// <summary>Margin calls with deadlines, in a journal.</summary>
public sealed class CallJournalTests
{
    private static readonly CrashRun Run = CrashRun.OfCalls();

    [Fact]
    public void A_run_with_warnings_and_deadlines_holds() => Assert.True(TemporaryJournal.Verify(Run.Rows).Holds);

    [Fact]
    public void A_deadline_that_passed_without_a_word_is_missed_from_the_first_frame_at_it_on()
    {
        var index = Run.Events.FindIndex(stored => stored.Recorded is { Part: 1, Event: AccountEvent.DemandExpired });
        var (account, expired) = Run.Events[index];
        var scope = ((AccountEvent.DemandExpired)expired.Event).Scope;
        var verification = TemporaryJournal.Verify(JournalWriter.Link(
            Run.Events.Where((stored, i) => i < index || stored.Entity != account)));
        var missed = Assert.Single(
            verification.MissedCalls, m => m.Place.PersistenceId == account.PersistenceId && m.Scope == scope);
        Assert.Equal((expired.Frame, MarginStatus.MarginCall), (missed.Frame, missed.Recorded));
    }
}
