using System.Globalization;
using System.Text;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Risk;

/// <summary>How an asset is lent out of the pool that its suppliers fill: docs/loans.md.</summary>
/// <param name="Rates">
/// What a loan costs a year, by how much of the pool is lent: points from a utilisation of 0 to one of 1, straight
/// lines between them.
/// </param>
/// <param name="ReserveFactor">Share of the interest that the pool keeps against losses; 0 to below 1.</param>
public sealed record LendingRules(ValueList<RatePoint> Rates, Rate ReserveFactor)
{
    /// <summary>Units that may be lent together; null without a limit.</summary>
    public Amount? DebtCeiling { get; init; }

    /// <summary>Units that the pool may hold and have lent together; null without a limit.</summary>
    public Amount? SupplyCap { get; init; }

    /// <summary>A loan is at least this large, or nothing is owed at all; 0 for no smallest one.</summary>
    public Amount MinimumLoan { get; init; }

    /// <summary>What is set, in one form.</summary>
    /// <remarks>Fingerprints of stored commands rest on it: what has its default is not in it.</remarks>
    public override string ToString()
    {
        var text = new StringBuilder("{ ");
        text.AppendJoin(", ", Rates.Select(point => $"{point.Utilisation}: {point.Yearly}"));
        if (ReserveFactor != Rate.Zero)
            text.Append(CultureInfo.InvariantCulture, $"; reserve {ReserveFactor}");
        if (DebtCeiling is { } ceiling)
            text.Append(CultureInfo.InvariantCulture, $"; ceiling {ceiling}");
        if (SupplyCap is { } cap)
            text.Append(CultureInfo.InvariantCulture, $"; cap {cap}");
        if (MinimumLoan != Amount.Zero)
            text.Append(CultureInfo.InvariantCulture, $"; minimum {MinimumLoan}");
        return text.Append(" }").ToString();
    }
}

/// <summary>A point of the curve of rates.</summary>
/// <param name="Utilisation">Share of the pool that is lent, 0 to 1.</param>
/// <param name="Yearly">Interest a year of 365 days, 0 to <see cref="DebtRules.LargestRate"/>.</param>
public readonly record struct RatePoint(Rate Utilisation, Rate Yearly);
