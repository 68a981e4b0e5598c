using CollateralActors.Audit.Tests.Journals;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Units;

namespace CollateralActors.Audit.Tests;

/// <summary>Journals of a run with accounts in portfolio mode and with money between accounts of one owner.</summary>
public sealed class PortfolioJournalTests
{
    private static readonly CrashRun Run = CrashRun.InPortfolioMode(1);

    [Fact]
    public void It_holds_and_has_what_it_is_for()
    {
        Assert.True(TemporaryJournal.Verify(Run.Rows).Holds);
        var events = Run.Events.Select(stored => stored.Recorded.Event).ToList();
        Assert.Contains(events, e => e is AccountEvent.ModeSwitched { Mode: MarginMode.Portfolio });
        Assert.Contains(events, e => e is AccountEvent.TransferReceived);
        var scanned = Run.Events.Where(e => e.Recorded.Event is AccountEvent.ModeSwitched).Select(e => e.Entity).ToHashSet();
        Assert.Contains(Run.Events, e => e.Recorded.Event is AccountEvent.StepPlanned && scanned.Contains(e.Entity));
        Assert.Contains(Run.Events, e => e.Recorded.Event is AccountEvent.LiquidationEnded && scanned.Contains(e.Entity));
        Assert.Contains(
            Run.Events, e => e.Recorded.Event is AccountEvent.StepPlanned step && IsOption(step.Instrument) && scanned.Contains(e.Entity));
        Assert.Contains(
            Run.Events, e => e.Recorded.Event is AccountEvent.ContractSettled end && IsOption(end.Instrument) && scanned.Contains(e.Entity));

        static bool IsOption(InstrumentId instrument) => instrument.Value.StartsWith("BTC-", StringComparison.Ordinal) && instrument.Value.Length > 10;
    }

    [Fact]
    public void What_is_under_way_between_two_accounts_is_not_lost()
    {
        var sent = Run.Events.FindIndex(e => e.Recorded.Event is AccountEvent.Transferred);
        var cut = Run.Events.FindIndex(sent, e => e.Recorded.Part == e.Recorded.Of) + 1;
        Assert.DoesNotContain(Run.Events.Take(cut), e => e.Recorded.Event is AccountEvent.TransferReceived);
        var verification = TemporaryJournal.Verify(Run.Rows.Take(cut));
        Assert.True(verification.Conservation.Holds);
        Assert.True(verification.Holds);
        Assert.True(verification.OutstandingDuties > 0);
    }

    [Fact]
    public void A_transfer_of_another_amount_than_was_sent_is_found()
    {
        var events = Run.Events.ToList();
        var at = events.FindIndex(e => e.Recorded.Event is AccountEvent.TransferReceived);
        var received = (AccountEvent.TransferReceived)events[at].Recorded.Event;
        events[at] = (events[at].Entity, events[at].Recorded with { Event = received with { Amount = received.Amount + new Amount(1m) } });
        var verification = TemporaryJournal.Verify(JournalWriter.Link(events));
        Assert.False(verification.Conservation.Holds);
        Assert.Contains(verification.Mismatches, m => m.Problem.Contains("TransferReceived", StringComparison.Ordinal));
    }
}
