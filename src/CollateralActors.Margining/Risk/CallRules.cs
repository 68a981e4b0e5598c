using System.Globalization;
using System.Text;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Risk;

/// <summary>What happens to an account that has not answered a margin call by the deadline.</summary>
public enum CallExpiry
{
    /// <summary>
    /// It is liquidated until equity is at the margin-call ratio again, as if it were below maintenance.
    /// </summary>
    Liquidate,

    /// <summary>It may only reduce positions, and exchange assets, until equity is there again.</summary>
    ReduceOnly,
}

/// <summary>
/// Who is warned before a margin call, and how long one may be left unanswered: docs/margin-calls.md.
/// </summary>
public sealed record CallRules
{
    /// <summary>Nobody is warned, and a call has no deadline: what journals without rules mean.</summary>
    public static readonly CallRules None = new();

    /// <summary>The longest period that a file may give: a year.</summary>
    public static readonly TimeSpan LongestPeriod = TimeSpan.FromDays(366);

    /// <summary>
    /// Equity below this × maintenance is worth a warning, though the account is healthy; null for no warnings. At
    /// least the margin-call ratio.
    /// </summary>
    public Rate? WarningRatio { get; init; }

    /// <summary>From the frame that brings a margin call to its deadline; null where calls have none.</summary>
    public TimeSpan? Period { get; init; }

    /// <summary>What the deadline does to whoever has not answered.</summary>
    public CallExpiry OnExpiry { get; init; }

    /// <summary>
    /// When a call that comes at <paramref name="time"/> has to be answered; null where it need not be.
    /// </summary>
    public Instant? DeadlineFrom(Instant time) => Period is { } period ? time + period : null;

    /// <summary>What is set, in one form.</summary>
    /// <remarks>Fingerprints of stored commands rest on it: what has its default is not in it.</remarks>
    public override string ToString()
    {
        var text = new StringBuilder();
        if (WarningRatio is { } warning)
            text.Append(" warning ").Append(warning);
        if (Period is { } period)
            text.Append(CultureInfo.InvariantCulture, $" within {period.TotalMilliseconds} ms");
        if (OnExpiry != CallExpiry.Liquidate)
            text.Append(" else ").Append(OnExpiry);
        return $"{{{text} }}";
    }
}
