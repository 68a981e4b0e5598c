using CollateralActors.Audit.Tests.Journals;
using CollateralActors.Margining.Accounts;

namespace CollateralActors.Audit.Tests;

/// <summary>Accounts with policies, in a journal.</summary>
public sealed class PolicyJournalTests
{
    private static readonly CrashRun Run = CrashRun.OfPolicies();

    [Fact]
    public void A_run_with_policies_holds() => Assert.True(TemporaryJournal.Verify(Run.Rows).Holds);

    // A loan that should have repaid itself is healthy all the same, and nothing but the stop-loss exposes the other.
    [Theory]
    [InlineData("quinn")]
    [InlineData("rosa")]
    public void What_a_policy_asks_and_nobody_did_is_missed_from_its_frame_on(string who)
    {
        var index = Run.Events.FindIndex(stored =>
            stored is { Entity: var entity, Recorded.Event: AccountEvent.PolicyExchanged } && entity.Key == who);
        var (account, exchanged) = Run.Events[index];
        var verification = TemporaryJournal.Verify(JournalWriter.Link(
            Run.Events.Where((stored, i) => i < index || stored.Entity != account)));
        var missed = Assert.Single(verification.MissedCalls, m => m.Place.PersistenceId == account.PersistenceId);
        Assert.Equal(exchanged.Frame, missed.Frame);
    }
}
