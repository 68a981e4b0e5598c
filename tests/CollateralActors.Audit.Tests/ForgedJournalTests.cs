using CollateralActors.Audit.Tests.Journals;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;

namespace CollateralActors.Audit.Tests;

/// <summary>Somebody changes what happened and links the whole journal again: no hash tells, deciding again does.</summary>
public sealed class ForgedJournalTests
{
    private static readonly List<(EntityId Entity, Recorded Recorded)> Clean = CrashRun.Clean.Events;

    [Fact]
    public void A_price_that_no_quotes_make_is_a_mismatch() => Mismatch<MarketEvent.FrameIssued>(
        e => e.Symbols.Count > 0 && e.Symbols[0].Oracle.Accepted is not null,
        e => e with
        {
            Symbols = e.Symbols
                .Select((s, i) => i > 0 ? s : s with
                {
                    Oracle = s.Oracle with
                    {
                        Accepted = s.Oracle.Accepted! with { Price = new Price(s.Oracle.Accepted.Price.Value + 0.01m) },
                    },
                })
                .ToValueList(),
        });

    [Fact]
    public void A_figure_that_the_account_does_not_have_is_a_mismatch() => Mismatch<AccountEvent.MarginCallIssued>(
        _ => true,
        e => e with { Figures = e.Figures with { Equity = e.Figures.Equity + new Amount(0.000001m) } });

    [Fact]
    public void A_deposit_of_another_amount_than_the_client_asked_for_is_a_mismatch() => Mismatch<AccountEvent.Deposited>(
        _ => true, e => e with { Amount = e.Amount + new Amount(1m) });

    [Fact]
    public void A_refusal_for_another_reason_than_the_rules_give_is_a_mismatch() => Mismatch<EntityEvent.CommandRefused>(
        _ => true, e => e with { Reason = e.Reason with { Code = RejectionCode.NotSetUp } });

    [Fact]
    public void A_refusal_with_another_figure_is_a_mismatch() => Mismatch<EntityEvent.CommandRefused>(
        e => e.Reason.Code == RejectionCode.InsufficientBalance,
        e => e with { Reason = e.Reason with { Detail = e.Reason.Detail.Replace('1', '2') } });

    [Fact]
    public void A_refusal_in_the_words_of_another_version_holds()
    {
        var index = Find(stored => stored.Recorded.Event is EntityEvent.CommandRefused);
        var (entity, recorded) = Clean[index];
        var refused = (EntityEvent.CommandRefused)recorded.Event;
        var reworded = refused with { Reason = refused.Reason with { Detail = $"We regret: {refused.Reason.Detail}" } };
        var stored = (entity, recorded with { Event = reworded });

        Assert.True(Verify([.. Clean.Select((each, i) => i == index ? stored : each)]).Holds);
    }

    [Fact]
    public void A_refusal_of_what_the_rules_accept_is_a_mismatch() => Mismatch<EntityEvent.CommandRefused>(
        e => e is { Command: AccountCommand.Withdraw, Reason.Code: RejectionCode.InsufficientBalance },
        e => e with { Command = ((AccountCommand.Withdraw)e.Command) with { Amount = new Amount(0.01m) } });

    [Fact]
    public void A_claim_that_a_fund_answers_with_less_than_it_has_is_a_mismatch() => Mismatch<FundEvent.ClaimAnswered>(
        e => e.Paid > Amount.Zero, e => e with { Paid = Amount.Zero });

    [Fact]
    public void Money_made_out_of_nothing_is_a_mismatch_and_breaks_conservation()
    {
        var profit = new Amount(1m);
        var verification = Mismatch<AccountEvent.TradeApplied>(
            e => e.Role == TradeRole.Counter && e.Posting.RealisedPnl != Amount.Zero,
            e => e with { Posting = e.Posting with { RealisedPnl = e.Posting.RealisedPnl + profit } });
        Assert.False(verification.Conservation.Holds);
        Assert.Contains(profit, verification.Conservation.Drift.Values);
    }

    [Fact]
    public void A_margin_call_that_was_left_out_is_missed()
    {
        var index = Find(stored => stored.Recorded is { Of: 1, Event: AccountEvent.MarginCallIssued { From: Margining.Margin.MarginStatus.Healthy } });
        var (account, call) = Clean[index];
        var verification = Verify([.. Clean.Where((_, i) => i != index)]);
        var missed = Assert.Single(verification.MissedCalls, m => m.Place.PersistenceId == account.PersistenceId);
        Assert.Equal(call.Frame, missed.Frame);
        Assert.Equal(Margining.Margin.MarginStatus.Healthy, missed.Recorded);
        Assert.Equal(Margining.Margin.MarginStatus.MarginCall, missed.Evaluated);
        Assert.Equal(((AccountEvent.MarginCallIssued)call.Event).Figures.Equity, missed.Equity);
        Assert.False(verification.Holds);
    }

    [Fact]
    public void A_liquidation_that_was_left_out_is_missed_though_the_status_is_right()
    {
        var index = Find(stored => stored.Recorded is { Part: 2, Of: 2, Event: AccountEvent.LiquidationRequested });
        var (account, request) = Clean[index];
        var verification = Verify(
        [
            .. Clean.Where((stored, i) => i < index || stored.Entity != account)
                .Select((stored, i) => i == index - 1 ? (stored.Entity, stored.Recorded with { Of = 1 }) : stored),
        ]);
        var missed = Assert.Single(verification.MissedCalls, m => m.Place.PersistenceId == account.PersistenceId);
        Assert.Equal(request.Frame, missed.Frame);
        Assert.Equal((missed.Recorded, missed.Evaluated), (Margining.Margin.MarginStatus.Liquidation, Margining.Margin.MarginStatus.Liquidation));
    }

    [Theory]
    [InlineData(0, 1, false)]
    [InlineData(0, 1_000_000, true)]
    [InlineData(1, 1_000_000, false)]
    [InlineData(0, 0, false)]
    public void A_margin_call_of_an_account_that_did_not_answer_is_overdue(long after, long until, bool isExplained)
    {
        var index = Find(stored => stored.Recorded is { Of: 1, Event: AccountEvent.MarginCallIssued { From: Margining.Margin.MarginStatus.Healthy } });
        var (entity, call) = Clean[index];
        var account = new AccountId(entity.Key);
        var watchlist = Shards.Default.WatchlistOf(account);
        // Until the account's next event it stands worse than its events say.
        var next = Clean.FindIndex(index + 1, stored => stored.Entity == entity && stored.Recorded.Event is AccountEvent);
        var lookedAt = until > 1 ? Clean[next].Recorded.Frame : new FrameNumber(call.Frame.Value + until);
        var without = Clean.Where((_, i) => i != index).ToList();
        without.Insert(index, (watchlist, Told(new WatchlistEvent.AccountOverdue(account, new FrameNumber(call.Frame.Value + after)))));
        without.Insert(next, (watchlist, Told(new WatchlistEvent.AccountCaughtUp(account, lookedAt))));

        var verification = Verify(without);

        Assert.Equal(!isExplained, verification.MissedCalls.Any(IsTheCall));
        Assert.Equal(isExplained, verification.OverdueCalls.Any(IsTheCall));

        bool IsTheCall(Findings.MissedCall missed) => missed.Place.PersistenceId == entity.PersistenceId && missed.Frame == call.Frame;

        Recorded Told(WatchlistEvent @event) => call with { Cause = new Cause(new Origin.Signal(Entities.Market), ""), Event = @event };
    }

    [Fact]
    public void Calls_in_frames_that_were_skipped_are_overdue()
    {
        var index = Find(stored => stored.Recorded is { Of: 1, Event: AccountEvent.MarginCallIssued { From: Margining.Margin.MarginStatus.Healthy } });
        var (entity, call) = Clean[index];
        var watchlist = Shards.Default.WatchlistOf(new AccountId(entity.Key));
        var skipped = call with
        {
            Cause = new Cause(new Origin.Signal(Entities.Market), ""),
            Event = new WatchlistEvent.FramesSkipped(call.Frame, new FrameNumber(1_000_000)),
        };
        var verification = Verify([.. Clean.Select((stored, i) => i == index ? (watchlist, skipped) : stored)]);
        Assert.Contains(verification.OverdueCalls, missed => missed.Place.PersistenceId == entity.PersistenceId);
        Assert.DoesNotContain(verification.MissedCalls, missed => missed.Place.PersistenceId == entity.PersistenceId);
    }

    [Fact]
    public void A_duty_that_nobody_owed_is_a_mismatch()
    {
        var index = Find(stored => stored.Recorded is { Of: 1, Cause.Origin: Origin.Duty, Event: FundEvent.FeeReceived });
        var (fund, fee) = Clean[index];
        var duty = (Origin.Duty)fee.Cause.Origin;
        var twice = fee with { Cause = fee.Cause with { Origin = duty with { Sequence = duty.Sequence + 1_000 } } };
        var verification = Verify([.. Clean.Take(index + 1), (fund, twice), .. Clean.Skip(index + 1)]);
        Assert.Contains(verification.Mismatches, m =>
            m.Place.Ordering == index + 2 && m.Problem.Contains("did not owe", StringComparison.Ordinal));
        Assert.False(verification.Conservation.Holds);
    }

    [Fact]
    public void A_duty_that_is_cleared_though_it_was_never_done_is_a_mismatch()
    {
        var index = Find(stored => stored.Recorded is { Of: 1, Cause.Origin: Origin.Duty, Event: FundEvent.FeeReceived });
        var duty = (Origin.Duty)Clean[index].Recorded.Cause.Origin;
        var verification = Verify([.. Clean.Where((_, i) => i != index)]);
        Assert.Contains(verification.Mismatches, m =>
            m.Place.PersistenceId == duty.Sender.PersistenceId && m.Problem.StartsWith("clears its duty", StringComparison.Ordinal));
    }

    [Fact]
    public void A_decision_of_which_a_part_is_missing_is_a_gap()
    {
        var index = Find(stored => stored.Recorded is { Of: > 1, Part: 2 });
        var verification = Verify([.. Clean.Where((_, i) => i != index)]);
        Assert.Contains(verification.Gaps, gap => gap.Place.PersistenceId == Clean[index].Entity.PersistenceId);
        Assert.False(verification.Holds);
    }

    private static Verification Mismatch<TEvent>(Func<TEvent, bool> where, Func<TEvent, TEvent> forge)
        where TEvent : class, IEvent
    {
        var index = Find(stored => stored.Recorded.Event is TEvent e && where(e));
        var (entity, recorded) = Clean[index];
        var forged = recorded with { Event = forge((TEvent)recorded.Event) };
        var verification = Verify([.. Clean.Select((stored, i) => i == index ? (entity, forged) : stored)]);
        Assert.Empty(verification.Altered);
        Assert.Empty(verification.Gaps);
        Assert.Contains(verification.Mismatches, m => m.Place.Ordering == index + 2 - recorded.Part);
        Assert.False(verification.Holds);
        return verification;
    }

    private static int Find(Predicate<(EntityId Entity, Recorded Recorded)> what)
    {
        var index = Clean.FindIndex(what);
        Assert.True(index >= 0, "the run has no such event");
        return index;
    }

    private static Verification Verify(IEnumerable<(EntityId, Recorded)> events) =>
        TemporaryJournal.Verify(JournalWriter.Link(events));
}
