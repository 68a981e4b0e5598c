using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Loans;

/// <summary>
/// The figures of an account in loan mode: what it holds against what it owes, without slices, positions or orders.
/// </summary>
/// <remarks>
/// Equity is below maintenance exactly where the health factor is below 1: C − D &lt; Σ value × (1 − threshold) says
/// that Σ value × threshold &lt; D.
/// </remarks>
internal static class LoanMargin
{
    /// <summary>In decimals, unrounded; the status too, wherever it is not too close to call.</summary>
    /// <exception cref="OverflowException">A product leaves the range of decimals.</exception>
    public static MarginFigures Of(MarginBook book, MarketView market)
    {
        var (value, initial, maintenance) = (Amount.Zero, Amount.Zero, Amount.Zero);
        foreach (var holding in book.Balances)
        {
            if (holding.IsNothing)
                continue;
            var worth = holding.In(market) * MarginCalculator.PriceOf(holding.Asset.Id, market);
            value += worth;
            if (holding.Asset.Loan is not { } loan)
                (initial, maintenance) = (initial + worth, maintenance + worth);
            else
                (initial, maintenance) = (
                    initial + (worth * (Rate.One - loan.LoanToValue)),
                    maintenance + (worth * (Rate.One - loan.LiquidationThreshold)));
        }

        var owed = Amount.Zero;
        foreach (var debt in book.Debts)
        {
            if (!debt.IsNothing)
                owed += (debt.Balance + debt.OwedIn(market)) * MarginCalculator.PriceOf(debt.Asset.Id, market);
        }

        value -= owed;
        if (owed == Amount.Zero && book.RequiresOfDebtorsOnly)
            (initial, maintenance) = (Amount.Zero, Amount.Zero);

        var ratio = market.Risk.MarginCallRatio;
        var status = MarginCalculator.IsTooClose(value, value, maintenance, ratio)
            ? new ExactBook(book, market).Status
            : MarginFigures.StatusOf(value, value, maintenance, ratio);
        return new MarginFigures(value, value, initial, maintenance, status);
    }
}
