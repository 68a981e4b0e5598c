using System.Text;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Risk;

/// <summary>What it costs to owe an asset, and when what is owed is paid out of other assets: docs/debts.md.</summary>
public sealed record DebtRules
{
    /// <summary>Debts cost nothing and stay: what journals without rules mean.</summary>
    public static readonly DebtRules None = new();

    /// <summary>Interest on a negative balance, a year of 365 days; 0 to <see cref="LargestRate"/>.</summary>
    public Rate BorrowRate { get; init; }

    /// <summary>Units that an account may owe before other assets of it are converted; null without a limit.</summary>
    public Amount? ConversionLimit { get; init; }

    /// <summary>What a conversion costs, as a share of what is converted; 0 to below 1.</summary>
    public Rate ConversionFee { get; init; }

    /// <summary>The highest interest rate: 1,000 % a year.</summary>
    public const decimal LargestRate = 10m;

    /// <summary>What is set, in one form.</summary>
    /// <remarks>Fingerprints of stored commands rest on it: what has its default is not in it.</remarks>
    public override string ToString()
    {
        var text = new StringBuilder();
        if (BorrowRate != Rate.Zero)
            text.Append(" borrow rate ").Append(BorrowRate);
        if (ConversionLimit is { } limit)
            text.Append(" converted above ").Append(limit);
        if (ConversionFee != Rate.Zero)
            text.Append(" for ").Append(ConversionFee);
        return $"{{{text} }}";
    }
}
