using System.Text;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Risk;

/// <summary>How much of a position a step of a liquidation closes.</summary>
public enum LiquidationSizing
{
    /// <summary>As little as brings equity to the liquidation target.</summary>
    Exact,

    /// <summary>
    /// Down to the end of the next lower tier of the position's margin; out of the lowest tier, all of it.
    /// </summary>
    StepDown,
}

/// <summary>How live accounts are liquidated: docs/liquidation.md.</summary>
public sealed record LiquidationRules
{
    /// <summary>As little as is enough, at any price: what a file without rules means.</summary>
    public static readonly LiquidationRules Plain = new();

    /// <summary>How much a step closes.</summary>
    public LiquidationSizing Sizing { get; init; }

    /// <summary>
    /// Whether collateral is exchanged for what counts more before a position is closed, where that frees more than it
    /// costs.
    /// </summary>
    public bool ConvertsCollateral { get; init; }

    /// <summary>How far from the mark a step may trade; null for any distance.</summary>
    public PriceBounds? Bounds { get; init; }

    /// <summary>
    /// Limits of speed do not hold once equity is below this × maintenance, 0 to 1; null for while there is any equity.
    /// </summary>
    public Rate? SpeedWaivedBelow { get; init; }

    /// <summary>How others have to close against the bankrupt; null for never.</summary>
    public DeleveragingRules? Deleveraging { get; init; }

    /// <summary>What is set, in one form.</summary>
    /// <remarks>Fingerprints of stored commands rest on it: what has its default is not in it.</remarks>
    public override string ToString()
    {
        var text = new StringBuilder();
        if (Sizing != LiquidationSizing.Exact)
            text.Append(' ').Append(Sizing);
        if (ConvertsCollateral)
            text.Append(" converts");
        if (Bounds is not null)
            text.Append(" bounds ").Append(Bounds);
        if (SpeedWaivedBelow is { } waived)
            text.Append(" no limits below ").Append(waived);
        if (Deleveraging is not null)
            text.Append(" deleverages ").Append(Deleveraging);
        return $"{{{text} }}";
    }
}
