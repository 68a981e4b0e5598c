using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Loans;

/// <summary>
/// What an account in loan mode has for borrowing and withdrawing: what it holds against what may not be owed, where a
/// price that is not good for it makes collateral count nothing.
/// </summary>
internal static class LoanPurpose
{
    /// <summary>The figures for a purpose; free collateral is what may still be borrowed, valuation currency.</summary>
    public static PurposeFigures Evaluate(MarginBook book, MarketView market, CollateralPurpose purpose)
    {
        var figures = MarginCalculator.Evaluate(book, market);
        var cut = Amount.Zero;
        foreach (var holding in book.Balances)
        {
            if (holding.IsNothing || holding.Asset.Loan is not { } loan
                || market.IsGoodFor(holding.Asset.Id, PurposeProfit.ActionFor(purpose)))
                continue;
            cut += holding.In(market) * MarginCalculator.PriceOf(holding.Asset.Id, market) * loan.LoanToValue;
        }

        return new PurposeFigures(
            figures.Equity - cut,
            figures.Initial,
            cut == Amount.Zero ? [] : [new CollateralCut(CollateralRule.PriceUse, cut)]);
    }
}
