using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Watching;

/// <summary>A line among the healthy that an account has of its own, and on which side of it it is.</summary>
/// <param name="Ratio">Equity is compared with this × maintenance.</param>
/// <param name="IsBelow">Whether equity is less.</param>
public readonly record struct OwnLine(Rate Ratio, bool IsBelow)
{
    /// <summary>On which side figures are of a ratio; null where there is none, or nobody healthy to divide.</summary>
    public static OwnLine? Of(Rate? ratio, MarginFigures figures) =>
        ratio is { } line && figures.Status == MarginStatus.Healthy
            ? new OwnLine(line, figures.Equity < figures.Maintenance * line)
            : null;

    /// <summary>The highest of all ratios that maintenance is multiplied by.</summary>
    internal static decimal Steepest(OwnLine? own, RiskBook risk) =>
        own is { } line && line.Ratio > risk.HighestRatio ? line.Ratio.Value : risk.HighestRatio.Value;
}
