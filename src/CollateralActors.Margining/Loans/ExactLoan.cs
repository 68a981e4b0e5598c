using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Loans;

/// <summary>The same as <see cref="LoanMargin"/> in exact fractions, with the figures of lending.</summary>
internal sealed class ExactLoan
{
    private readonly bool isFree;

    public ExactLoan(MarginBook book, MarketView market)
    {
        foreach (var holding in book.Balances.Where(holding => !holding.IsNothing))
        {
            var worth = ExactMarket.IndexPrice(holding.Asset.Id, market) * holding.In(market).Value;
            Collateral += worth;
            if (holding.Asset.Loan is not { } loan)
                continue;
            Borrowable += worth * loan.LoanToValue.Value;
            Threshold += worth * loan.LiquidationThreshold.Value;
        }

        foreach (var debt in book.Debts.Where(debt => !debt.IsNothing))
            Debt += ExactMarket.IndexPrice(debt.Asset.Id, market) * (debt.Balance + debt.OwedIn(market)).Value;
        isFree = book.RequiresOfDebtorsOnly && Debt.IsZero;
    }

    /// <summary>Value of all balances.</summary>
    public Fraction Collateral { get; } = Fraction.Zero;

    /// <summary>Value of all debts.</summary>
    public Fraction Debt { get; } = Fraction.Zero;

    /// <summary>What may be owed when borrowing: Σ value × loan-to-value.</summary>
    public Fraction Borrowable { get; } = Fraction.Zero;

    /// <summary>What may be owed before liquidation: Σ value × liquidation threshold.</summary>
    public Fraction Threshold { get; } = Fraction.Zero;

    public Fraction Equity => Collateral - Debt;

    public Fraction Initial => isFree ? Fraction.Zero : Collateral - Borrowable;

    public Fraction Maintenance => isFree ? Fraction.Zero : Collateral - Threshold;

    /// <summary>Threshold ÷ debt; null without debt.</summary>
    public Fraction? HealthFactor => Debt.IsZero ? null : Threshold / Debt;

    /// <summary>Debt ÷ collateral; 0 without debt, null where a debt has no collateral at all.</summary>
    public Fraction? LoanToValue => Debt.IsZero ? Fraction.Zero : Collateral.IsZero ? null : Debt / Collateral;
}
