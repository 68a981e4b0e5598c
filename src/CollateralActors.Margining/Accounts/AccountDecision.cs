using System.Diagnostics;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Deleveraging;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Policies;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Totals;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;

namespace CollateralActors.Margining.Accounts;

/// <summary>
/// One decision of one account at one frame: what the command does, then what the account's status makes of it.
/// </summary>
/// <remarks>What each command does is beside this file, by subject: cash, transfers, orders and trades, own terms,
/// expiry, liquidation.</remarks>
/// <param name="version">Number of the account's events before it.</param>
/// <param name="state">The account, its interest paid and without what has expired.</param>
/// <param name="interest">What interest it paid; stored first.</param>
/// <param name="settled">How what has expired came to an end: stored before what is decided.</param>
/// <param name="envelope">What was asked.</param>
/// <param name="market">The frame.</param>
/// <param name="shards">Where the account's watchlist lives.</param>
internal sealed partial class AccountDecision(
    long version,
    AccountState state,
    AccountEvent.InterestSettled? interest,
    IReadOnlyList<AccountEvent> settled,
    Envelope envelope,
    MarketView market,
    Shards shards)
{
    private RiskBook Risk => market.Risk;

    /// <summary>The decision of an account whose debts have paid their interest, whatever else happens.</summary>
    /// <remarks>
    /// Only if something happens is that stored: nobody need be looked at merely because an hour ended.
    /// </remarks>
    public static AccountDecision Of(
        Entity<AccountState> entity, Envelope envelope, MarketView market, Shards shards)
    {
        var stored = entity.State;
        var interest = AccountInterest.Due(stored, market);
        var state = interest is null ? stored : AccountEvolution.Evolve(stored, interest);
        var settled = Settled(state, market);
        return new AccountDecision(
            entity.Version,
            settled.Aggregate(state, AccountEvolution.Evolve),
            interest,
            settled,
            envelope,
            market,
            shards);
    }

    // Debts that begin with a contract's end pay from here on: whatever is decided next looks at them as that.
    private static IReadOnlyList<AccountEvent> Settled(AccountState state, MarketView market)
    {
        var settled = Expiry.Of(state, market);
        return settled.Count > 0
            && AccountInterest.Begun(settled.Aggregate(state, AccountEvolution.Evolve), market) is { } begun
                ? [.. settled, begun]
                : settled;
    }

    public Decision Decide(AccountCommand command)
    {
        var takesOnRisk = RiskClassAttribute.Of(command) == RiskClass.TakesOn;
        if (takesOnRisk
            && (PreTrade.Standing(state, command, Risk) ?? PriceGate.Refusal(state, command, market)
                ?? PreTrade.AwaitedLoan(state, command)) is { } bad)
            return Decision.Reject(bad);
        return DraftOf(command) switch
        {
            Draft.Refused refused => Decision.Reject(refused.Why),
            Draft.NotYet wait => new Decision.NotYet(wait.MissingWhat),
            Draft.Of draft when takesOnRisk && PreTrade.Shortfall(state, draft, market) is { } shortfall =>
                Decision.Reject(shortfall),
            Draft.Of draft => Conclude(draft.Events),
            var draft => throw new UnreachableException($"unhandled draft {draft.GetType().Name}"),
        };
    }

    private Draft DraftOf(AccountCommand command) => command switch
    {
        AccountCommand.Deposit c => Deposit(c),
        AccountCommand.Withdraw c => Withdraw(c),
        AccountCommand.ReserveOrder c => Reserve(c),
        AccountCommand.ReleaseOrder c => Release(c),
        AccountCommand.ApplyTrade c => ApplyTrade(c),
        AccountCommand.SetLeverage c => SetLeverage(c),
        AccountCommand.SwitchMode c => SwitchMode(c),
        AccountCommand.Transfer c => Transfer(c),
        AccountCommand.ReceiveTransfer c => ReceiveTransfer(c),
        AccountCommand.LockInEscrow c => LockInEscrow(c),
        AccountCommand.TakeBackLock c => TakeBackLock(c),
        AccountCommand.ReceiveFromEscrow c => ReceiveFromEscrow(c),
        AccountCommand.Supply c => Supply(c),
        AccountCommand.Redeem c => Redeem(c),
        AccountCommand.Borrow c => Borrow(c),
        AccountCommand.Repay c => Repay(c),
        AccountCommand.BookSupply c => BookSupply(c),
        AccountCommand.BookRedemption c => BookRedemption(c),
        AccountCommand.BookLoan c => BookLoan(c),
        AccountCommand.BookPoolRefusal c => BookPoolRefusal(c),
        AccountCommand.SetPolicies c => SetPolicies(c),
        AccountCommand.GiveTopUp c => GiveTopUp(c),
        AccountCommand.BookTopUp c => BookTopUp(c),
        AccountCommand.SetMarginType c => SetMarginType(c),
        AccountCommand.AddMargin c => AddMargin(c),
        AccountCommand.RemoveMargin c => RemoveMargin(c),
        AccountCommand.AbandonExercise c => AbandonExercise(c),
        AccountCommand.Evaluate => Draft.Does(),
        AccountCommand.CancelOrders c => CancelOrders(c),
        AccountCommand.PlanStep c => PlanStep(c),
        AccountCommand.SettleStep c => SettleStep(c),
        AccountCommand.ReceiveFundPayment c => ReceiveFundPayment(c),
        AccountCommand.ReceiveCover c => ReceiveCover(c),
        AccountCommand.TakeDeleveraging c => TakeDeleveraging(c),
        AccountCommand.ShareLoss c => ShareLoss(c),
        AccountCommand.ReceiveSharedLoss c => ReceiveSharedLoss(c),
        _ => throw new UnreachableException($"unhandled command {command.GetType().Name}"),
    };

    private static Draft.Refused Refuse(Rejection why) => new(why);

    private IEnumerable<AccountEvent> Opening() => state.IsOpen ? [] : [new AccountEvent.Opened()];

    /// <summary>
    /// Adds what follows from the account's status after the command, and answers the watchlist with a new band.
    /// </summary>
    private Decision Conclude(IReadOnlyList<AccountEvent> events)
    {
        var all = new List<AccountEvent>(events.Count + 3);
        if (envelope.Stamp is { } stamp && !state.Watch.IsOn && stamp.Epoch > state.Watch.Epoch && events.Count > 0)
            all.Add(new AccountEvent.WatchConfirmed(stamp.Epoch));
        var after = all.Concat(events).Aggregate(state, AccountEvolution.Evolve);
        all.AddRange([.. settled, .. events]);
        foreach (var ended in LetGo(after))
        {
            all.Add(ended);
            after = AccountEvolution.Evolve(after, ended);
        }

        foreach (var consequence in Consequences(after))
        {
            all.Add(consequence);
            after = AccountEvolution.Evolve(after, consequence);
        }

        var seen = Assessment.All(after, market);
        foreach (var part in seen)
        {
            foreach (var following in Following(after, part))
            {
                all.Add(following);
                after = AccountEvolution.Evolve(after, following);
            }
        }

        if (HoldingsReport.Due(after, market) is { } report)
            all.Add(report);
        all.AddRange(PositionReport.Due(after, seen, market));
        if (interest is not null && all.Count > 0)
            all.Insert(0, interest);
        IReadOnlyList<Envelope> band = envelope.Stamp is { Ticket: > 0 } ? [Band(after, seen, all.Count)] : [];
        return all.Count > 0 ? new Decision.Accepted(all, band, DecidedAt: market.Frame) : new Decision.Observed(band);
    }

    /// <summary>The ends of liquidations of parts that are good again; what waited for them can then follow.</summary>
    private IEnumerable<AccountEvent> LetGo(AccountState after) =>
        from scope in after.IsInLiquidation ? after.Scopes : []
        where after.StandingOf(scope).Episode is Episode.Working
        let now = AccountInterest.FromNow(after, market)
        let ended = LiquidationMove.LetGo(now, Assessment.Of(now, scope, market), market)
        where ended is not null
        select ended;

    /// <summary>What follows from the account's new state alone, before its status is looked at.</summary>
    private IEnumerable<AccountEvent> Consequences(AccountState after)
    {
        foreach (var trimmed in ReduceOnlyOrders.Trimmed(state, after))
        {
            yield return trimmed;
            after = AccountEvolution.Evolve(after, trimmed);
        }

        foreach (var ended in Expiry.Of(after, market))
        {
            yield return ended;
            after = AccountEvolution.Evolve(after, ended);
        }

        if (AccountInterest.Begun(after, market) is { } begun)
        {
            yield return begun;
            after = AccountEvolution.Evolve(after, begun);
        }

        foreach (var step in PolicySteps.Of(after, market, envelope.Command is AccountCommand.Evaluate))
        {
            yield return step;
            after = AccountEvolution.Evolve(after, step);
        }

        foreach (var converted in DebtConversion.Of(after, market))
            yield return converted;
    }

    private IEnumerable<AccountEvent> Following(AccountState after, Assessment seen)
    {
        var standing = after.StandingOf(seen.Scope);
        if (seen.Change(standing) is { } change)
        {
            yield return change;
            after = AccountEvolution.Evolve(after, change);
        }

        foreach (var step in MarginCalls.Next(state, after, seen, market))
        {
            yield return step;
            after = AccountEvolution.Evolve(after, step);
        }

        if (!AccountDecider.NeedsLiquidation(after, seen.Scope, seen.Figures.Status)
            || PriceGate.IsPostponed(after, seen.Scope, market))
            yield break;

        // What a frame has started may act on that frame; what a trade has started waits for the next one, so that the
        // orders of a frame are known before the venue works any of them.
        var earliest = envelope.Command is AccountCommand.Evaluate ? market.Frame : market.Frame.Next;
        var id = seen.Scope.Isolated is { } instrument
            ? LiquidationId.Of(after.Id, instrument, after.Episodes + 1)
            : LiquidationId.Of(after.Id, after.Episodes + 1);
        yield return new AccountEvent.LiquidationRequested(id, seen.Severity, earliest);
    }

    private Envelope Band(AccountState after, IReadOnlyList<Assessment> seen, int events) => Envelope.Signal(
        Entities.Account(state.Id),
        shards.WatchlistOf(state.Id),
        new WatchlistCommand.AnswerBand(
            state.Id,
            envelope.Stamp!.Epoch,
            envelope.Stamp.Ticket,
            seen.Select(part => BandOf(after, part)).Aggregate((all, part) => all.And(part)),
            seen.Max(part => part.Severity))
        {
            Version = version + events,
        });

    // No band ends by what a price is worth: whoever waits for a good one, or for a halt to end, looks at every frame.
    private Band BandOf(AccountState after, Assessment part) =>
        (AccountDecider.NeedsLiquidation(after, part.Scope, part.Figures.Status)
            && PriceGate.IsPostponed(after, part.Scope, market))
        || (part.Scope.IsCross && (DebtConversion.Waits(after, market) || PolicyBand.Waits(after, market)))
            ? Watching.Band.HotAt(market)
            : WithPolicies(
                after, part, MarginCalls.Until(after.StandingOf(part.Scope).Demand, BandAt(after, part), market));

    private Band BandAt(AccountState after, Assessment part) =>
        part.BandAt(market, part.Scope.IsCross ? PolicyTrigger.TargetOf(after)?.Below : null);

    private Band WithPolicies(AccountState after, Assessment part, Band band) =>
        part.Scope.IsCross ? PolicyBand.Until(after, band, market) : band;
}
