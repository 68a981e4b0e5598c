using CollateralActors.Audit.Tests.Journals;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;

namespace CollateralActors.Audit.Tests;

/// <summary>Journals of a run in which contracts end: whoever holds one is settled, or somebody says why not.</summary>
public sealed class ExpiryJournalTests
{
    private static readonly CrashRun Run = CrashRun.OfExpiries();

    [Fact]
    public void A_run_in_which_everybody_is_settled_holds() => Assert.True(TemporaryJournal.Verify(Run.Rows).Holds);

    [Fact]
    public void A_position_that_was_never_settled_is_missed()
    {
        var (silent, settled, without) = Silent();

        var verification = TemporaryJournal.Verify(JournalWriter.Link(without));

        var missed = Assert.Single(verification.MissedCalls, call => call.Unsettled is not null);
        Assert.Equal((silent.PersistenceId, settled.Instrument), (missed.Place.PersistenceId, missed.Unsettled));
        Assert.Empty(verification.OverdueCalls);
        Assert.False(verification.Holds);
    }

    [Fact]
    public void A_position_of_an_account_that_does_not_answer_is_overdue_and_the_journal_holds()
    {
        var (silent, settled, without) = Silent();
        var account = new AccountId(silent.Key);
        var at = Run.Events.First(stored => stored.Entity == silent && ReferenceEquals(stored.Recorded.Event, settled)).Recorded;
        var overdue = at with
        {
            Cause = new Cause(new Origin.Signal(Entities.Market), ""),
            Event = new WatchlistEvent.AccountOverdue(account, at.Frame),
            Part = 1,
            Of = 1,
        };

        var verification = TemporaryJournal.Verify(
            JournalWriter.Link([.. without, (Shards.Default.WatchlistOf(account), overdue)]));

        var missed = Assert.Single(verification.OverdueCalls, call => call.Unsettled is not null);
        Assert.Equal((silent.PersistenceId, settled.Instrument), (missed.Place.PersistenceId, missed.Unsettled));
        Assert.DoesNotContain(verification.MissedCalls, call => call.Place.PersistenceId == silent.PersistenceId);
        Assert.DoesNotContain(verification.Mismatches, found => found.Place.PersistenceId == silent.PersistenceId);
    }

    /// <summary>The last account whose last events are its settlements, and the journal as if it had fallen silent before.</summary>
    private static (EntityId, AccountEvent.ContractSettled, List<(EntityId Entity, Recorded Recorded)>) Silent()
    {
        foreach (var (entity, recorded) in Enumerable.Reverse(Run.Events))
        {
            if (recorded is not { Event: AccountEvent.ContractSettled settled, Of: 1 })
                continue;
            var from = Run.Events.FindIndex(stored => stored.Entity == entity && stored.Recorded == recorded);
            if (Run.Events.Skip(from + 1).All(stored => stored.Entity != entity))
                return (entity, settled, [.. Run.Events.Where((_, i) => i != from)]);
        }

        throw new InvalidOperationException("nobody's last event is a settlement");
    }
}
