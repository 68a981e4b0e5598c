using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Watching;

/// <summary>A line between two statuses: equity − ratio × maintenance, or the value without haircuts, at 0.</summary>
/// <param name="Ratio">How many times maintenance; 0 where the value is meant.</param>
/// <param name="IsOfValue">Whether net amounts count in full and maintenance not at all.</param>
internal readonly record struct Threshold(double Ratio, bool IsOfValue)
{
    /// <summary>Below it an account is bankrupt.</summary>
    public static Threshold OfValue => new(0d, true);

    /// <summary>Below it an account is in liquidation.</summary>
    public static Threshold OfMaintenance => new(1d, false);

    /// <summary>Below it an account gets a margin call.</summary>
    public static Threshold OfMarginCall(Rate ratio) => new((double)ratio.Value, false);
}

/// <summary>
/// The lines that bound a status: it holds where slack to the one is 0 or more and slack to the other below 0.
/// </summary>
/// <param name="AtLeast">The account must stay at or above it; null where nothing is worse.</param>
/// <param name="Below">The account must stay below it; null where nothing is better.</param>
internal readonly record struct StatusBounds(Threshold? AtLeast, Threshold? Below)
{
    /// <summary>
    /// The bounds of <paramref name="status"/>; a warning, and a line of its own, divide the healthy accounts.
    /// </summary>
    public static StatusBounds Of(MarginStatus status, WatchedBook book) => status switch
    {
        MarginStatus.Healthy => OfHealthy(book),
        MarginStatus.MarginCall => new(Threshold.OfMaintenance, Threshold.OfMarginCall(book.Risk.MarginCallRatio)),
        MarginStatus.Liquidation => new(Threshold.OfValue, Threshold.OfMaintenance),
        MarginStatus.Bankrupt => new(null, Threshold.OfValue),
        _ => throw new System.Diagnostics.UnreachableException($"unknown status {status}"),
    };

    private static StatusBounds OfHealthy(WatchedBook book)
    {
        var (floor, ceiling) = (book.Risk.MarginCallRatio, default(Rate?));
        if (book.Risk.Calls.WarningRatio is { } warning)
            Divide(warning, book.IsWarned);
        if (book.Own is { } own)
            Divide(own.Ratio, own.IsBelow);
        return new StatusBounds(
            Threshold.OfMarginCall(floor), ceiling is { } line ? Threshold.OfMarginCall(line) : null);

        void Divide(Rate ratio, bool isBelow)
        {
            if (!isBelow && ratio > floor)
                floor = ratio;
            else if (isBelow && (ceiling is not { } lowest || ratio < lowest))
                ceiling = ratio;
        }
    }
}
