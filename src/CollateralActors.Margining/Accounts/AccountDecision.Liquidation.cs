using System.Diagnostics;
using CollateralActors.Margining.Liquidations;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <content>The steps of a liquidation.</content>
internal sealed partial class AccountDecision
{
    // A liquidation of the cross part takes all orders, since all of them reserve its margin; that of an isolated
    // position its own.
    private Draft CancelOrders(AccountCommand.CancelOrders c) =>
        AccountDecider.LiquidationOf(EpisodeOf(c.Liquidation)) == c.Liquidation
            ? Draft.Does(new AccountEvent.OrdersCancelled(
                c.Liquidation,
                state.Orders
                    .Where(order =>
                        c.Liquidation.Isolated is not { } instrument || order.Value.Instrument == instrument)
                    .Select(order => order.Key)
                    .ToValueList()))
            : Draft.Does();

    private Draft PlanStep(AccountCommand.PlanStep c) =>
        Awaiting(c.Liquidation, c.Step) is { } working && c.Step != working.CoverAskedFor
            ? Draft.Does(Plan(state, c.Liquidation, c.Step))
            : Draft.Does();

    // The step that asked goes on with whatever was promised, as the account stands now.
    private Draft ReceiveCover(AccountCommand.ReceiveCover c)
    {
        if (Awaiting(c.Liquidation, c.Step) is not { } working || c.Step != working.CoverAskedFor)
            return Draft.Does();
        var received = new AccountEvent.CoverReceived(c.Liquidation, c.Step, c.Asset, c.Asked, c.Promised);
        return Draft.Does(
            [received, .. Plan(AccountEvolution.Evolve(state, received), c.Liquidation, c.Step)]);
    }

    /// <summary>The episode of a liquidation whose next step is this one and is not planned yet.</summary>
    private Episode.Working? Awaiting(LiquidationId liquidation, int step) =>
        EpisodeOf(liquidation) is Episode.Working { AtVenue: false } working && working.Id == liquidation
            && step == working.StepsPlanned + 1
            ? working
            : null;

    private AccountEvent[] Plan(AccountState at, LiquidationId liquidation, int step)
    {
        var scope = MarginScope.Of(liquidation);
        var working = (Episode.Working)at.StandingOf(scope).Episode;
        var seen = Assessment.Of(at, scope, market);
        return Move(at, seen, LiquidationMove.Next(at, seen, market, working.HasClosed), working.Id, step);
    }

    private Draft SettleStep(AccountCommand.SettleStep c)
    {
        if (EpisodeOf(c.Liquidation) is not Episode.Working { AtVenue: true } working || working.Id != c.Liquidation)
            return Draft.Does();
        var instrument = Risk[c.Instrument];
        var scale = Risk[instrument.Settle].Scale;
        var posting = LiquidationPosting.Of(state, c, instrument, scale, market);
        AccountEvent.StepSettled Settled(Rate severity, bool more) =>
            new(c.Liquidation, c.Step, c.Instrument, c.Trades, c.Unfilled, posting, severity, more);

        var scope = MarginScope.Of(c.Liquidation);
        var after = AccountInterest.FromNow(AccountEvolution.Evolve(state, Settled(default, false)), market);
        var now = (Episode.Working)after.StandingOf(scope).Episode;
        var seen = Assessment.Of(after, scope, market);
        var next = LiquidationMove.Next(after, seen, market, now.HasClosed);
        return next is LiquidationMove.CloseSome or LiquidationMove.Wait
            ? Draft.Does(Settled(seen.Severity, true))
            : Draft.Does([Settled(seen.Severity, false), .. Move(after, seen, next, c.Liquidation, c.Step)]);
    }

    private Episode EpisodeOf(LiquidationId liquidation) => state.StandingOf(MarginScope.Of(liquidation)).Episode;

    // What is exchanged, or done with loans, comes first; then it is decided anew what comes next.
    private AccountEvent[] Move(
        AccountState at, Assessment seen, LiquidationMove next, LiquidationId id, int step)
    {
        var first = next is LiquidationMove.CloseSome or LiquidationMove.Wait
            ? SpareCollateral.Of(at, seen, id, market)
            : LoanLiquidation.Of(at, seen, id, market);
        if (first.Count == 0)
            return [EventOf(next, seen, id, step)];
        var after = AccountInterest.FromNow(first.Aggregate(at, AccountEvolution.Evolve), market);
        var seenAfter = Assessment.Of(after, seen.Scope, market);
        var then = LiquidationMove.Next(after, seenAfter, market, hasClosed: true);
        return [.. first, EventOf(then, seenAfter, id, step)];
    }

    private static AccountEvent EventOf(LiquidationMove move, Assessment seen, LiquidationId id, int step) =>
        move switch
        {
            LiquidationMove.CloseSome { Cover: { } cover } => new AccountEvent.CoverAsked(
                id, step, cover.Asset, cover.Amount, seen.Severity, seen.StatusFigures, seen.Basis),
            LiquidationMove.CloseSome m => new AccountEvent.StepPlanned(
                id, step, m.Instrument, m.Quantity, seen.Severity, seen.StatusFigures, seen.Basis)
            {
                Limit = m.Limit,
                Window = m.Window,
                Deleverages = m.Deleverages,
                SharesLosses = m.SharesLosses,
            },
            LiquidationMove.Wait m => new AccountEvent.StepDeferred(
                id, step, m.Until, seen.Severity, seen.StatusFigures, seen.Basis),
            LiquidationMove.ClaimShortfall m => new AccountEvent.ShortfallClaimed(
                id, m.Claims, seen.Severity, seen.Basis),
            LiquidationMove.End m => new AccountEvent.LiquidationEnded(id, m.Outcome),
            _ => throw new UnreachableException($"unhandled move {move.GetType().Name}"),
        };

    private Draft ReceiveFundPayment(AccountCommand.ReceiveFundPayment c)
    {
        if (EpisodeOf(c.Liquidation) is not Episode.AwaitingFunds waiting || waiting.Id != c.Liquidation)
            return Draft.Does();
        var paid = new Money(c.Paid, c.Asset);
        var taken = c.Liquidation.Isolated is { } isolated
            ? LiquidationMove.GiveBack(state.IsolatedMarginOf(isolated), paid)
            : LiquidationMove.TakeOver(state, paid, waiting.Basis, asset => Risk[asset].Scale);
        var received = new AccountEvent.FundPaymentReceived(c.Liquidation, c.Asset, c.Claimed, c.Paid, taken);
        if (waiting.Claims.Any(claim => claim.Asset != c.Asset))
            return Draft.Does(received);
        if (!waiting.IsShort && c.Paid >= c.Claimed)
            return Draft.Does(received, new AccountEvent.LiquidationEnded(c.Liquidation, LiquidationOutcome.Covered));
        var missing = MissingLoss.Of(AccountEvolution.Evolve(state, received), waiting, market);
        return missing.Count > 0
            ? Draft.Does(received, new AccountEvent.LossPassedOn(c.Liquidation, missing))
            : Draft.Does(received, new AccountEvent.LiquidationEnded(c.Liquidation, LiquidationOutcome.Uncovered));
    }
}
