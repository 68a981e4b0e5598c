using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Margin;

/// <summary>How an account stands while the risk book is on a grace path: docs/risk-books.md.</summary>
/// <remarks>
/// The status does not depend on how far the path has come, so that no band ends by time alone: a margin call comes as
/// early as it can, a liquidation as late.
/// </remarks>
public static class GraceMargin
{
    /// <summary>The figures on the path.</summary>
    /// <param name="before">By the set that it comes from.</param>
    /// <param name="now">By the set in force, which alone says what new risk needs.</param>
    /// <param name="path">The path.</param>
    /// <param name="time">When.</param>
    public static MarginFigures Between(MarginFigures before, MarginFigures now, GracePath path, Instant time)
    {
        var isShortByChange = now.Status == MarginStatus.Liquidation && before.Status < MarginStatus.Liquidation;
        var figures = now with
        {
            Status = isShortByChange ? MarginStatus.MarginCall : now.Status,
            GraceUntil = isShortByChange ? path.Until : null,
        };
        // What the new set does not ask for holds no longer; what it asks for beyond the old one comes step by step.
        if (now.Equity - now.Maintenance >= before.Equity - before.Maintenance)
            return figures;
        var progress = path.ProgressAt(time);
        return figures with
        {
            Equity = Along(before.Equity, now.Equity, progress),
            Maintenance = Along(before.Maintenance, now.Maintenance, progress),
            Full = (now.Equity, now.Maintenance),
        };
    }

    private static Amount Along(Amount from, Amount to, decimal progress) =>
        new(from.Value + ((to.Value - from.Value) * progress));
}
