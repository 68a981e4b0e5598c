using System.Globalization;
using System.Text;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Risk;

/// <summary>How the venue treats one asset.</summary>
/// <param name="Id">The asset.</param>
/// <param name="Scale">Decimals that a balance is kept in, 0 to <see cref="Decimals.LargestScale"/>.</param>
/// <param name="Collateral">How a positive net amount counts; for the valuation currency
/// <see cref="CollateralSchedule.Full"/>.</param>
/// <param name="LiabilitySurcharge">A negative net amount counts (1 + surcharge) times; 0 to 1.</param>
public sealed record AssetParameters(AssetId Id, int Scale, CollateralSchedule Collateral, Rate LiabilitySurcharge)
{
    /// <summary>By what it counts less where it is not needed to keep positions.</summary>
    public CollateralRules Rules { get; init; } = CollateralRules.None;

    /// <summary>What it costs to owe the asset.</summary>
    public DebtRules Debt { get; init; } = DebtRules.None;

    /// <summary>What it is good for as the collateral of a loan; null where it counts nothing there.</summary>
    public LoanTerms? Loan { get; init; }

    /// <summary>How it is lent out of its pool; null where it is not.</summary>
    public LendingRules? Lending { get; init; }

    /// <summary>What its insurance fund pays at most; null for all it has.</summary>
    public FundRules? Fund { get; init; }

    /// <summary>Whether a loan that owes this would be smaller than the smallest one; 0 is no loan.</summary>
    public bool IsDustLoan(Amount owed) =>
        owed > Amount.Zero && Lending is { } rules && owed < rules.MinimumLoan;

    /// <summary>How a positive net amount counts for <paramref name="purpose"/>, by slices alone.</summary>
    public CollateralSchedule CollateralFor(CollateralPurpose purpose) => purpose switch
    {
        CollateralPurpose.Maintenance => Collateral,
        CollateralPurpose.Borrowing => Rules.Borrowing ?? Rules.Initial ?? Collateral,
        CollateralPurpose.Withdrawal => Rules.Withdrawal ?? Rules.Initial ?? Collateral,
        _ => Rules.Initial ?? Collateral,
    };

    /// <summary>What a net amount counts as collateral for maintenance, or against it, in units of the asset.</summary>
    /// <param name="net">Balance plus unrealised profit and loss in the asset; signed.</param>
    /// <returns>Positive: slices after haircut. Negative: the amount with its surcharge. Unrounded.</returns>
    /// <remarks>
    /// Non-decreasing and concave in <paramref name="net"/>: the certificates of the bands rest on it.
    /// </remarks>
    public Amount Adjusted(Amount net) =>
        net.Value < 0m ? new Amount(net.Value * (1m + LiabilitySurcharge.Value)) : Collateral.Value(net);

    /// <summary>The same at a price of the asset: less below a peg that holds for maintenance.</summary>
    /// <remarks>What an amount is worth by it, × price, does not fall when the price rises.</remarks>
    public Amount Adjusted(Amount net, Price price) => net.Value > 0m && Rules.Peg is { IsForMaintenance: true } peg
        ? Adjusted(net) * peg.WeightAt(price)
        : Adjusted(net);

    /// <summary>The parameters as a phase-out leaves them at <paramref name="time"/>.</summary>
    internal AssetParameters At(Instant time)
    {
        var factor = Rules.PhaseOut.LastOrDefault(step => step.At <= time, new PhaseOutStep(time, Rate.One)).Factor;
        return factor == Rate.One ? this : Times(factor);
    }

    /// <summary>The parameters by which what is held counts only a share of what it did, for every purpose.</summary>
    internal AssetParameters Times(Rate factor) =>
        this with { Collateral = Collateral.Times(factor), Rules = Rules.Times(factor) };

    // Fingerprints of stored commands rest on this text: rules that are not there are not in it.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"Id = {Id}, Scale = {Scale}, Collateral = {Collateral}, ");
        text.Append(CultureInfo.InvariantCulture, $"LiabilitySurcharge = {LiabilitySurcharge}");
        if (Rules != CollateralRules.None)
            text.Append(CultureInfo.InvariantCulture, $", Rules = {Rules}");
        if (Debt != DebtRules.None)
            text.Append(CultureInfo.InvariantCulture, $", Debt = {Debt}");
        if (Loan is not null)
            text.Append(CultureInfo.InvariantCulture, $", Loan = {Loan}");
        if (Lending is not null)
            text.Append(CultureInfo.InvariantCulture, $", Lending = {Lending}");
        if (Fund is not null)
            text.Append(CultureInfo.InvariantCulture, $", Fund = {Fund}");
        return true;
    }
}

/// <summary>A slice of a net amount and the cut that it takes.</summary>
/// <param name="UpTo">Upper end of the slice in units of the asset; the largest decimal is without end.</param>
/// <param name="Haircut">Share that does not count, 0 to 1.</param>
public readonly record struct HaircutSlice(Amount UpTo, Rate Haircut);

/// <summary>Slices by which an asset counts as collateral. Beyond the last slice an amount counts nothing.</summary>
public sealed class CollateralSchedule : IEquatable<CollateralSchedule>
{
    /// <summary>The upper end of a slice that has none.</summary>
    public static readonly Amount Endless = new(decimal.MaxValue);

    /// <summary>Counts nothing: the asset is not eligible.</summary>
    public static readonly CollateralSchedule None = new([]);

    /// <summary>Counts in full, without end.</summary>
    public static readonly CollateralSchedule Full = new([new HaircutSlice(Endless, Rate.Zero)]);

    private readonly HaircutSlice[] slices;

    /// <summary>Makes a schedule of <paramref name="slices"/>, in rising order of their ends.</summary>
    /// <remarks>Callers validate: ends rise, haircuts do not fall and lie in 0 to 1.</remarks>
    public CollateralSchedule(IReadOnlyList<HaircutSlice> slices) =>
        (this.slices, Curve) = ([.. slices], new CollateralCurve(slices));

    /// <summary>The slices in rising order.</summary>
    public IReadOnlyList<HaircutSlice> Slices => slices;

    /// <summary>The slices in floating point.</summary>
    internal CollateralCurve Curve { get; }

    /// <summary>Whether every amount is cut at least as much by this schedule as by <paramref name="other"/>.</summary>
    public bool IsAsCautiousAs(CollateralSchedule other)
    {
        var theirs = 0;
        foreach (var slice in slices)
        {
            while (theirs < other.slices.Length && other.slices[theirs].UpTo < slice.UpTo)
                theirs++;

            // Haircuts rise, so the last slice that this one reaches into is the strictest; beyond all nothing counts.
            if (slice.Haircut < (theirs < other.slices.Length ? other.slices[theirs].Haircut : Rate.One))
                return false;
        }

        return true;
    }

    /// <summary>What <paramref name="positive"/> (0 or more) counts after haircuts. Unrounded.</summary>
    public Amount Value(Amount positive)
    {
        var from = 0m;
        var value = 0m;
        foreach (var slice in slices)
        {
            if (positive.Value <= slice.UpTo.Value)
                return new Amount(value + ((positive.Value - from) * (1m - slice.Haircut.Value)));
            value += (slice.UpTo.Value - from) * (1m - slice.Haircut.Value);
            from = slice.UpTo.Value;
        }

        return new Amount(value);
    }

    /// <summary>The same slices, counting <paramref name="factor"/> times as much.</summary>
    internal CollateralSchedule Times(Rate factor) =>
        new([.. slices.Select(s => s with { Haircut = new Rate(1m - ((1m - s.Haircut.Value) * factor.Value)) })]);

    /// <inheritdoc/>
    public bool Equals(CollateralSchedule? other) => other is not null && slices.AsSpan().SequenceEqual(other.slices);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CollateralSchedule);

    /// <inheritdoc/>
    public override int GetHashCode() => slices.Length;

    /// <summary>The slices, in one form.</summary>
    public override string ToString() =>
        $"[{string.Join(", ", slices.Select(slice => $"up to {slice.UpTo}: {slice.Haircut}"))}]";
}
