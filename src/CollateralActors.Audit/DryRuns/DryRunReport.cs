using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Units;

namespace CollateralActors.Audit.DryRuns;

/// <summary>What other parameters would do to a part of an account.</summary>
public enum DryRunOutcome
{
    /// <summary>Nothing.</summary>
    Unchanged,

    /// <summary>Its status gets better.</summary>
    Relieved,

    /// <summary>It gets a margin call.</summary>
    Called,

    /// <summary>It gets a margin call, and is liquidated when the grace path ends unless it pays.</summary>
    CalledThenLiquidated,

    /// <summary>It is liquidated at once.</summary>
    Liquidated,
}

/// <summary>A part of an account under other parameters; money in the valuation currency.</summary>
/// <param name="Account">The account.</param>
/// <param name="Scope">Which part.</param>
/// <param name="Outcome">What the parameters would do.</param>
/// <param name="Now">Its status as things are.</param>
/// <param name="After">Its status under the parameters, without a path.</param>
/// <param name="Equity">Under the parameters.</param>
/// <param name="Maintenance">Under the parameters.</param>
/// <param name="Severity">Under the parameters.</param>
public sealed record DryRunLook(
    AccountId Account,
    MarginScope Scope,
    DryRunOutcome Outcome,
    MarginStatus Now,
    MarginStatus After,
    Amount Equity,
    Amount Maintenance,
    Rate Severity)
{
    /// <summary>What is missing to the maintenance requirement; 0 where nothing is.</summary>
    public Amount Missing => Amount.Max(Amount.Zero, Maintenance - Equity);
}

/// <summary>Everybody under other parameters.</summary>
/// <param name="Looked">How many accounts and isolated positions were looked at.</param>
/// <param name="Changed">Those whose status would be another, worst first.</param>
public sealed record DryRunReport(int Looked, IReadOnlyList<DryRunLook> Changed)
{
    /// <summary>How many come to this.</summary>
    public int Count(DryRunOutcome outcome) => Changed.Count(look => look.Outcome == outcome);

    /// <summary>What all of them miss.</summary>
    public Amount Missing(DryRunOutcome outcome) => Changed.Where(look => look.Outcome == outcome)
        .Aggregate(Amount.Zero, (sum, look) => sum + look.Missing);
}
