using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Recalibration;

/// <summary>What a level is the level of.</summary>
public enum CalibratedKind
{
    /// <summary>An asset's haircuts.</summary>
    Haircut,

    /// <summary>An instrument's margin rates.</summary>
    Margin,
}

/// <summary>From what was measured to the level that would be right for it: docs/recalibration.md.</summary>
internal static class LevelTarget
{
    /// <summary>Beyond it every target is 1 anyhow.</summary>
    private const decimal LargestVolatility = 100m;

    /// <summary>Days to sell the holding: holding ÷ (participation × turnover), within bounds; rounded up.</summary>
    public static decimal Days(LevelRule rule, Measured measured)
    {
        var aDay = measured.Turnover.Value * rule.Participation.Value;
        if (measured.Holding.Value >= Decimals.Times(aDay, LevelRule.LongestDays))
            return measured.Holding.Value == 0m ? rule.LeastDays : LevelRule.LongestDays;
        return Math.Max(rule.LeastDays, Decimals.Normal(Decimals.Up(measured.Holding.Value / aDay, Figures.Scale)));
    }

    /// <summary>
    /// Move of the price + half spread + k √(holding ÷ turnover) + c × correlation where it is above 0; at most 1.
    /// </summary>
    /// <returns>Rounded up to 12 decimals, against the account.</returns>
    public static Rate Raw(CalibratedKind kind, LevelRule rule, Measured measured)
    {
        // What nobody buys is worth nothing to sell.
        if (measured.Holding.Value > Decimals.Times(measured.Turnover.Value, LevelRule.LongestDays))
            return Rate.One;
        var deviation = rule.Deviations * Math.Min(measured.Volatility.Value, LargestVolatility);
        var move = Decimals.Up(deviation * Figures.Root(Days(rule, measured)), Figures.Scale);
        var cost = rule.HalfSpread.Value + (rule.Impact.Value * RootOfShare(measured));
        var wrongWay = rule.WrongWay.Value * Math.Max(0m, measured.Correlation.Value);
        var sum = MoveOf(kind, move) + cost + wrongWay;
        return new Rate(Math.Min(1m, Decimals.Normal(Decimals.Up(sum, Figures.Scale))));
    }

    /// <summary>The raw target, rounded up to the grid and brought within bounds.</summary>
    public static Rate Of(LevelRule rule, Rate raw) => new(Decimals.Normal(Math.Clamp(
        Math.Ceiling(raw.Value / rule.Grid.Value) * rule.Grid.Value, rule.Least.Value, rule.Most.Value)));

    // What is held loses at most all of its worth; who is short loses the more the higher the price.
    private static decimal MoveOf(CalibratedKind kind, decimal move) => kind switch
    {
        CalibratedKind.Haircut => 1m - Figures.Left(move),
        _ => Figures.Gained(move),
    };

    private static decimal RootOfShare(Measured measured) => measured.Holding.Value == 0m
        ? 0m
        : Figures.Root(Decimals.Up(measured.Holding.Value / measured.Turnover.Value, Figures.Scale));
}
