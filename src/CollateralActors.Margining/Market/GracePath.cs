using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Market;

/// <summary>Which version of the risk book the one in force comes from, and how long that still bears on it.</summary>
/// <param name="From">The version that was in force before.</param>
/// <param name="Since">When the later one came into force.</param>
/// <param name="Until">From the first frame at or after this time on the later one holds alone.</param>
public sealed record PathTerms(RiskBookVersion From, Instant Since, Instant Until);

/// <summary>The way from one set of parameters to the next: docs/risk-books.md.</summary>
/// <param name="From">The set that was in force before.</param>
/// <param name="Since">When the later one came into force.</param>
/// <param name="Until">When it holds alone.</param>
public sealed record GracePath(RiskBook From, Instant Since, Instant Until)
{
    /// <summary>How much of the way lies behind at a time, 0 to 1.</summary>
    public decimal ProgressAt(Instant time) => Math.Clamp(
        (time.UnixMilliseconds - Since.UnixMilliseconds) / (decimal)(Until.UnixMilliseconds - Since.UnixMilliseconds),
        0m,
        1m);
}
