using CollateralActors.Audit.Findings;
using CollateralActors.Audit.Folding;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Audit.Visits;

/// <summary>One account, looked at in every frame in which prices could hurt it. No bands: that is the point.</summary>
/// <remarks>
/// In each frame the account must have the status that its events up to and with the frame say. Events of a frame may
/// be stored long after later frames were issued, so frames are visited when the next event comes, in the state before
/// it.
/// </remarks>
internal sealed class AccountVisits(FrameHistory frames, FindingLog log)
{
    private FrameNumber next = FrameNumber.None.Next;
    private Place place;
    private string? cause;
    private (RiskBook Risk, int Priced, AccountState State)? bookOf;
    private MarginBook? book;

    /// <summary>An event comes that was decided at <paramref name="frame"/>.</summary>
    /// <returns>
    /// The visits that are due before it, to be made at any time in the order of the calls; null if there are none.
    /// </returns>
    public Action? Before(AccountState state, FrameNumber frame, Place itsPlace, string? itsCause)
    {
        var visits = state.IsExposed && next < frame
            ? Visits(state, next, new FrameNumber(frame.Value - 1), null)
            : null;
        // While nothing can hurt the account its commands do not pass its watchlist, and need not keep to its order of
        // frames.
        if (frame > next || !state.IsExposed)
            next = frame;
        (place, cause) = (itsPlace, itsCause);
        return visits;
    }

    /// <summary>No event comes any more: the visits up to the last frame.</summary>
    /// <param name="state">The last state.</param>
    /// <param name="last">The last frame.</param>
    /// <param name="isDue">Whether the account must have been told of a frame by now.</param>
    public Action? AtEnd(AccountState state, FrameNumber last, Func<FrameNumber, bool> isDue) =>
        state.IsExposed && next <= last ? Visits(state, next, last, isDue) : null;

    private Action Visits(AccountState state, FrameNumber from, FrameNumber upTo, Func<FrameNumber, bool>? isDue)
    {
        var (after, itsCause) = (place, cause);
        return () =>
        {
            foreach (var scope in state.Scopes.Where(scope => scope.IsCross || state.HasPositionsIn(scope)))
                Visit(state, scope, from, upTo, isDue, after, itsCause);
        };
    }

    private void Visit(
        AccountState state,
        MarginScope scope,
        FrameNumber from,
        FrameNumber upTo,
        Func<FrameNumber, bool>? isDue,
        Place after,
        string? itsCause)
    {
        var recorded = state.StandingOf(scope).Status;
        MissedCall? missed = null;
        var isStale = false;
        for (var frame = from; frame <= upTo; frame = frame.Next)
        {
            if (isDue is not null && !isDue(frame))
                break;
            if (frames.At(frame) is not { } market)
                continue;
            if (Evaluate(state, scope, market) is not { } figures)
            {
                log.AddMismatch(
                    after,
                    itsCause,
                    $"leaves an account that cannot be evaluated in frame {frame}: a price is missing");
                return;
            }

            if (isDue is not null && scope.IsCross && frame == upTo && Unsettled(state, market) is { } held)
                log.AddMissedCall(MissedIn(frame, figures) with { Unsettled = held });

            // A debt that the frame finds beyond its limit is converted in it, and what policies ask is done, whatever
            // the status.
            if (figures.Status > recorded || AccountDecider.IsGraceUntold(state, scope, figures)
                || IsLeftAlone(state, scope, figures, market)
                || (figures.Status == recorded && AccountDecider.IsCallDue(state, scope, figures, market))
                || (scope.IsCross && DebtConversion.IsDue(state, market))
                || (scope.IsCross && AccountDecider.IsPolicyDue(state, market)))
            {
                missed = missed is null ? MissedIn(frame, figures) : missed with { UpTo = frame };
            }
            else if (figures.Status < recorded && !isStale)
            {
                isStale = true;
                log.AddMismatch(
                    after,
                    itsCause,
                    $"leaves {(scope.IsCross ? "the account" : $"its isolated {scope}")} at {recorded}; "
                    + $"in frame {frame} "
                    + $"it is {figures.Status}, and no event says so");
            }
        }

        if (missed is not null)
            log.AddMissedCall(missed);

        MissedCall MissedIn(FrameNumber frame, MarginFigures figures) =>
            new(after, itsCause, frame, frame, recorded, figures.Status, figures.Equity, figures.Maintenance)
            {
                Scope = scope,
            };
    }

    private static InstrumentId? Unsettled(AccountState state, MarketView market)
    {
        foreach (var instrument in state.Positions.Keys)
        {
            if (market.Settlement(instrument) is not null)
                return instrument;
        }

        return null;
    }

    // A liquidation that prices, or a halt of the venue, let wait is taken up in the first frame that allows it.
    private static bool IsLeftAlone(AccountState state, MarginScope scope, MarginFigures figures, MarketView market) =>
        figures.Status == state.StandingOf(scope).Status
        && AccountDecider.NeedsLiquidation(state, scope, figures.Status)
        && !AccountDecider.IsPostponed(state, scope, market);

    private MarginFigures? Evaluate(AccountState state, MarginScope scope, MarketView market)
    {
        try
        {
            return ScopeFigures.Of(state, BookOf(state, market), scope, market);
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or OverflowException)
        {
            return null;
        }
    }

    // What the calculator is given depends on the market only by the rules in force and by which assets have a price at
    // all, and a price that was once accepted never goes away.
    private MarginBook BookOf(AccountState state, MarketView market)
    {
        var key = (market.Risk, market.IndexPrices.Count, state);
        if (book is null || bookOf is not { } of || !ReferenceEquals(of.Risk, key.Risk)
            || of.Priced != key.Count || !ReferenceEquals(of.State, state))
        {
            book = state.ToMarginBook(market);
            bookOf = key;
        }

        return book;
    }
}
