using System.Diagnostics;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Spot;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>The one check that everything passes which takes on risk: see <see cref="RiskClass.TakesOn"/>.</summary>
/// <remarks>
/// An account that has nothing at stake may do what its balances allow. Any other needs free collateral of 0 or more
/// afterwards: equity against the initial requirement of its cross positions and of the worse side of its open orders.
/// Equity is counted for what is asked: <see cref="CollateralPurpose"/>. An isolated position that gives margin away
/// needs its initial requirement in equity and its maintenance requirement in margin afterwards: profit that is not
/// realised never secures it alone. Orders in isolated instruments need their margin in the settle asset itself:
/// <see cref="IsolatedReserve"/>.
/// What only reduces positions passes without enough free collateral too, as long as it leaves no less: an account that
/// is short of initial margin must be able to get out. The same holds for an exchange in spot, as long as it brings
/// about no liquidation either: <see cref="SpotReserve.KeepsMaintenance"/>.
/// </remarks>
internal static class PreTrade
{
    /// <summary>Whether the account may do at all now what a command that takes on risk asks; null if so.</summary>
    public static Rejection? Standing(AccountState account, AccountCommand command, RiskBook risk) => command switch
    {
        // Whoever has not answered a margin call must be able to get out, and to exchange what it has.
        AccountCommand.ReserveOrder c when c.IsReduceOnly || risk.Find(c.Instrument) is { IsSpot: true }
            || PriceGate.IsExit(account, c.Instrument, c.Quantity) =>
            InLiquidation(account, MarginScope.Cross) ?? InLiquidation(account, account.ScopeOf(c.Instrument)),

        // The order reserves margin of the cross part, for the isolated one.
        AccountCommand.ReserveOrder c =>
            Standing(account, MarginScope.Cross) ?? Standing(account, account.ScopeOf(c.Instrument)),
        AccountCommand.RemoveMargin c => Standing(account, account.ScopeOf(c.Instrument)),
        _ => Standing(account, MarginScope.Cross),
    };

    /// <summary>Whether a part of the account may take on any risk at all now; null if so.</summary>
    public static Rejection? Standing(AccountState account, MarginScope scope) =>
        InLiquidation(account, scope)
        ?? (account.StandingOf(scope).Demand is { IsExpired: true, OnExpiry: CallExpiry.ReduceOnly } demand
            ? Rejection.MarginCallExpired(account.Id, scope.Isolated, demand.Deadline)
            : null);

    /// <summary>
    /// Nothing is taken on against collateral that a loan was asked for against, before that has come or been refused;
    /// null if none was.
    /// </summary>
    public static Rejection? AwaitedLoan(AccountState account, AccountCommand command) =>
        account.AwaitsLoanOf is { } asset && command is not AccountCommand.ReserveOrder { IsReduceOnly: true }
            ? Rejection.PoolNotAnswered(asset, account.StakeIn(asset).Asked!)
            : null;

    private static Rejection? InLiquidation(AccountState account, MarginScope scope) =>
        !account.IsOpen ? Rejection.AccountNotOpen(account.Id)
        : AccountDecider.LiquidationOf(account.StandingOf(scope).Episode) is not { } liquidation ? null
        : scope.Isolated is { } instrument ? Rejection.PositionInLiquidation(instrument, liquidation)
        : Rejection.AccountInLiquidation(account.Id, liquidation);

    /// <summary>Whether the account may become what it would be; null if so.</summary>
    /// <param name="before">As it stands.</param>
    /// <param name="draft">What was asked.</param>
    /// <param name="market">The frame to judge it by.</param>
    public static Rejection? Shortfall(AccountState before, Draft.Of draft, MarketView market)
    {
        var state = draft.Events.Concat(draft.AsIf).Aggregate(before, AccountEvolution.Evolve);
        if (draft.Scope.Isolated is { } isolated)
            return IsolatedShortfall(state, isolated, draft.What, market);
        if (!state.HasPositionsIn(MarginScope.Cross) && state.Orders.IsEmpty
            && !before.OwesSomething && !state.OwesSomething)
            return null;
        var after = state.ToMarginBook(market);
        if (MarginCalculator.MissingPrices(after, market) is [var missing, ..])
            return Rejection.MissingPrice(NameOf(missing));
        try
        {
            return Shortfall(before, after, draft, market) ?? IsolatedReserve.Shortfall(before, state, market);
        }
        catch (OverflowException)
        {
            return Rejection.FiguresOutOfRange(draft.What);
        }
    }

    private static Rejection? Shortfall(AccountState before, MarginBook after, Draft.Of draft, MarketView market)
    {
        var figures = FiguresOf(after, draft.Purpose, market);
        if (figures.FreeCollateral >= Amount.Zero || IsFreeExit(before, draft, figures))
            return null;
        var earlier = before.ToMarginBook(market);
        var now = FiguresOf(earlier, draft.Purpose, market).FreeCollateral;
        if (draft.OnlyReduces && figures.FreeCollateral >= now
            && (!draft.Exchanges || SpotReserve.KeepsMaintenance(earlier, after, market)))
            return null;
        return Rejection.InsufficientFreeCollateral(
            draft.What,
            now,
            figures.FreeCollateral,
            market.Risk.Valuation,
            CutsInWords.Of(figures, draft.Purpose, market.Risk));
    }

    private static PurposeFigures FiguresOf(MarginBook book, CollateralPurpose purpose, MarketView market) =>
        book.Mode == MarginMode.Loan
            ? LoanPurpose.Evaluate(book, market, purpose)
            : PurposeMargin.Evaluate(book, market, purpose);

    // What a bad price takes is not held against whoever only wants out.
    private static bool IsFreeExit(AccountState before, Draft.Of draft, PurposeFigures figures)
    {
        var byPrices = figures.Cuts.FirstOrDefault(cut => cut.By == CollateralRule.PriceUse).Amount;
        return byPrices > Amount.Zero && figures.FreeCollateral + byPrices >= Amount.Zero
            && draft.Events is [AccountEvent.OrderReserved order]
            && PriceGate.IsExit(before, order.Instrument, order.Quantity);
    }

    private static Rejection? IsolatedShortfall(
        AccountState after, InstrumentId instrument, string what, MarketView market)
    {
        var seen = Assessment.Of(after, new MarginScope(instrument), market).Alone;
        var margin = after.IsolatedMarginOf(instrument);
        return margin >= seen.Maintenance && seen.Equity >= seen.Initial
            ? null
            : Rejection.InsufficientMargin(what, margin, seen.Maintenance, seen.Equity, seen.Initial);
    }

    private static string NameOf(MissingPrice missing) => missing switch
    {
        MissingPrice.OfAsset m => m.Asset.Value,
        MissingPrice.OfInstrument m => m.Instrument.Value,
        MissingPrice.OfVolatility m => m.Instrument.Value,
        _ => throw new UnreachableException($"unhandled price {missing.GetType().Name}"),
    };
}
