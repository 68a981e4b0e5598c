using System.Diagnostics;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>The one check that everything passes which takes on risk: see <see cref="RiskClass.TakesOn"/>.</summary>
/// <remarks>
/// An account that has nothing at stake may do what its balances allow. Any other needs free collateral of 0 or more
/// afterwards: equity against the initial requirement of its positions and of the worse side of its open orders. Equity
/// is counted for what is asked: <see cref="CollateralPurpose"/>.
/// </remarks>
internal static class PreTrade
{
    /// <summary>Whether the account may take on any risk at all now; null if so.</summary>
    public static Rejection? Standing(AccountState account) =>
        !account.IsOpen ? Rejection.AccountNotOpen(account.Id)
        : AccountDecider.LiquidationOf(account.Episode) is { } liquidation ? Rejection.AccountInLiquidation(account.Id, liquidation)
        : null;

    /// <summary>Whether the account may become what it would be; null if so.</summary>
    /// <param name="before">As it stands.</param>
    /// <param name="draft">What was asked.</param>
    /// <param name="market">The frame to judge it by.</param>
    public static Rejection? Shortfall(AccountState before, Draft.Of draft, MarketView market)
    {
        var after = draft.Events.Aggregate(before, AccountEvolution.Evolve).ToMarginBook(market);
        if (after.Positions.Count == 0 && after.Orders.Count == 0 && !before.OwesSomething)
            return null;
        if (MarginCalculator.MissingPrices(after, market) is [var missing, ..])
            return Rejection.MissingPrice(NameOf(missing));
        try
        {
            return Shortfall(before.ToMarginBook(market), after, draft, market);
        }
        catch (OverflowException)
        {
            return Rejection.FiguresOutOfRange(draft.What);
        }
    }

    private static Rejection? Shortfall(MarginBook before, MarginBook after, Draft.Of draft, MarketView market)
    {
        var figures = PurposeMargin.Evaluate(after, market, draft.Purpose);
        if (figures.FreeCollateral >= Amount.Zero)
            return null;
        var now = PurposeMargin.Evaluate(before, market, draft.Purpose).FreeCollateral;
        return Rejection.InsufficientFreeCollateral(
            draft.What,
            now,
            figures.FreeCollateral,
            market.Risk.Valuation,
            CutsInWords.Of(figures, draft.Purpose, market.Risk));
    }

    private static string NameOf(MissingPrice missing) => missing switch
    {
        MissingPrice.OfAsset m => m.Asset.Value,
        MissingPrice.OfInstrument m => m.Instrument.Value,
        MissingPrice.OfVolatility m => m.Instrument.Value,
        _ => throw new UnreachableException($"unhandled price {missing.GetType().Name}"),
    };
}
