using CollateralActors.Audit.Tests.Journals;
using CollateralActors.Journal.Sqlite;
using CollateralActors.Journal.States;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Liquidations;

namespace CollateralActors.Audit.Tests;

/// <summary>Journals that end in the middle, and what a journal says of its own end.</summary>
public sealed class UnfinishedJournalTests
{
    private static readonly CrashRun Run = CrashRun.Clean;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void A_journal_that_ends_after_any_decision_holds(int seed)
    {
        var verification = TemporaryJournal.Verify(Run.Rows.Take(CutAfterDecision(seed)));
        Assert.Empty(verification.MissedCalls);
        Assert.Empty(verification.Mismatches);
        Assert.True(verification.Conservation.Holds);
        Assert.True(verification.Holds);
    }

    [Fact]
    public void A_journal_that_ends_within_a_decision_has_a_gap()
    {
        var cut = Run.Events.FindIndex(stored => stored.Recorded is { Part: 1, Of: > 1 }) + 1;
        var verification = TemporaryJournal.Verify(Run.Rows.Take(cut));
        Assert.Equal(cut, Assert.Single(verification.Gaps).Place.Ordering);
    }

    [Fact]
    public void A_journal_that_says_it_is_finished_may_owe_nothing()
    {
        var cut = Run.Events.FindIndex(stored => stored.Recorded is { Cause.Origin: Origin.Duty, Part: 1 });
        var verification = TemporaryJournal.Verify(Run.Rows.Take(cut), (JournalMeta.FinalStateHash, "00"));
        Assert.True(verification.OutstandingDuties > 0);
        Assert.Contains(verification.Mismatches, m => m.Problem.StartsWith("still owes", StringComparison.Ordinal));
    }

    [Fact]
    public void The_state_hash_is_that_of_the_live_entities()
    {
        var live = HashOf(Run.Events);
        var verification = TemporaryJournal.Verify(Run.Rows, (JournalMeta.FinalStateHash, live));
        Assert.Equal(live, verification.StateHash);
        Assert.True(verification.Holds);
    }

    [Fact]
    public void A_journal_whose_run_ended_with_another_hash_does_not_hold() =>
        Assert.False(TemporaryJournal.Verify(Run.Rows, (JournalMeta.FinalStateHash, new string('0', 64))).Holds);

    private static int CutAfterDecision(int seed)
    {
        var cut = new Random(seed).Next(Run.Rows.Count);
        return Run.Events.FindIndex(cut, stored => stored.Recorded.Part == stored.Recorded.Of) + 1;
    }

    private static string HashOf(IEnumerable<(EntityId Entity, Recorded Recorded)> events)
    {
        var deciders = new VenueDeciders(Shards.Default, LiquidatorPool.Fixed(1));
        return StateHash.OfAll(events
            .GroupBy(stored => stored.Entity, stored => stored.Recorded)
            .Select(entity => KeyValuePair.Create(
                entity.Key.PersistenceId, deciders.Accept(entity.Key.Kind, new Hasher(entity.Key, entity)))));
    }

    private sealed class Hasher(EntityId id, IEnumerable<Recorded> events) : IDeciderVisitor<string>
    {
        public string Visit<TState>(IDecider<TState> decider) => StateHash.OfEntity(events.Aggregate(
            Stepper.Begin(decider, id), (entity, recorded) => Stepper.Fold(decider, entity, recorded)));
    }
}
