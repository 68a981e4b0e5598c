using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>How badly an account stands, as one number to sort by: larger is worse.</summary>
public static class Severity
{
    /// <summary>An account that owes without any position.</summary>
    public static readonly Rate Worst = new(1_000_000m);

    private const int Scale = 8;

    /// <summary>
    /// (maintenance − equity) ÷ maintenance, 8 decimals rounded up, within ±1,000,000: 0 at the liquidation threshold,
    /// above 0 below it. Without maintenance: <see cref="Worst"/> if equity is below 0, else its opposite.
    /// </summary>
    public static Rate Of(MarginFigures figures)
    {
        if (figures.Maintenance == Amount.Zero)
            return figures.Equity < Amount.Zero ? Worst : new Rate(-Worst.Value);
        var (missing, maintenance) = (figures.Maintenance.Value - figures.Equity.Value, figures.Maintenance.Value);
        // Of a tiny requirement the share may be larger than a decimal.
        if (Math.Abs(missing) / Worst.Value >= maintenance)
            return new Rate(Math.Sign(missing) * Worst.Value);
        return new Rate(Math.Clamp(Decimals.Up(missing / maintenance, Scale), -Worst.Value, Worst.Value));
    }
}
