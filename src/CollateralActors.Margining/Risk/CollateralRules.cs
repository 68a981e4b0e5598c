using System.Text;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Risk;

/// <summary>A step by which an asset stops to be collateral.</summary>
/// <param name="At">From the first frame at or after this time.</param>
/// <param name="Factor">What the asset counts for every purpose is multiplied by it; 0 to 1.</param>
public readonly record struct PhaseOutStep(Instant At, Rate Factor);

/// <summary>
/// Whether an asset is taken, and by what it counts less where it is not needed to keep positions: docs/collateral.md.
/// </summary>
public sealed record CollateralRules
{
    /// <summary>The asset counts alike for everything: what journals without rules mean.</summary>
    public static readonly CollateralRules None = new();

    /// <summary>Slices for initial margin; null where those for maintenance hold.</summary>
    public CollateralSchedule? Initial { get; init; }

    /// <summary>Slices for borrowing; null where those for initial margin hold.</summary>
    public CollateralSchedule? Borrowing { get; init; }

    /// <summary>Slices for withdrawals; null where those for initial margin hold.</summary>
    public CollateralSchedule? Withdrawal { get; init; }

    /// <summary>Whether deposits are refused; withdrawals go on.</summary>
    public bool DepositsClosed { get; init; }

    /// <summary>
    /// How the asset is counted down, for maintenance too: later and lower from step to step, the last to 0; or none.
    /// </summary>
    public ValueList<PhaseOutStep> PhaseOut { get; init; } = [];

    /// <summary>
    /// Most units of an account's net amount that count for more than maintenance; null without a limit.
    /// </summary>
    public Amount? AccountCap { get; init; }

    /// <summary>What the asset is meant to be worth; null where it is not meant to be worth anything.</summary>
    public Peg? Peg { get; init; }

    /// <summary>
    /// Share of what it counts that is taken for the amount that the account is long in by its contracts on the asset;
    /// 0 to 1.
    /// </summary>
    public Rate WrongWayHaircut { get; init; }

    /// <summary>
    /// Value of all accounts' holdings of the asset, valuation currency, beyond which its weight falls; null without.
    /// </summary>
    public Amount? ConcentrationStart { get; init; }

    /// <summary>Units of the asset that count at most, over all accounts; null without a limit.</summary>
    public Amount? VenueCap { get; init; }

    /// <summary>Whether a rule looks at what all accounts hold of the asset.</summary>
    internal bool NeedsHoldings => ConcentrationStart is not null || VenueCap is not null;

    /// <summary>The rules with every schedule multiplied by a factor.</summary>
    internal CollateralRules Times(Rate factor) => this with
    {
        Initial = Initial?.Times(factor),
        Borrowing = Borrowing?.Times(factor),
        Withdrawal = Withdrawal?.Times(factor),
    };

    /// <summary>What is set, in one form.</summary>
    /// <remarks>Fingerprints of stored commands rest on it: what has its default is not in it.</remarks>
    public override string ToString()
    {
        var text = new StringBuilder();
        Add("initial", Initial);
        Add("borrowing", Borrowing);
        Add("withdrawal", Withdrawal);
        Add("deposits", DepositsClosed ? "closed" : null);
        if (PhaseOut.Count > 0)
            Add("phase-out", string.Join(", ", PhaseOut.Select(step => $"{step.At} to {step.Factor}")));
        Add("account cap", AccountCap);
        Add("peg", Peg);
        Add("wrong way", WrongWayHaircut == Rate.Zero ? null : WrongWayHaircut);
        Add("concentration from", ConcentrationStart);
        Add("venue cap", VenueCap);
        return $"{{{text} }}";

        void Add(string name, object? value)
        {
            if (value is not null)
                text.Append(' ').Append(name).Append(' ').Append(value);
        }
    }
}
