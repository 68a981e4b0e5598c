using CollateralActors.Margining.Margin;

namespace CollateralActors.Margining.Watching;

/// <summary>How badly off an account is: the order in which accounts are looked at and liquidated.</summary>
public static class Severity
{
    /// <summary>The severity of an account that nobody has looked at yet, and of one without equity: the worst.</summary>
    public const decimal Worst = 1_000_000m;

    /// <summary>Maintenance ÷ equity: 0 without positions, 1 where liquidation starts; never more than <see cref="Worst"/>.</summary>
    public static decimal Of(MarginFigures figures)
    {
        var (maintenance, equity) = (figures.Maintenance.Value, figures.Equity.Value);
        return equity <= maintenance / Worst ? (maintenance == 0m && equity >= 0m ? 0m : Worst) : maintenance / equity;
    }
}
