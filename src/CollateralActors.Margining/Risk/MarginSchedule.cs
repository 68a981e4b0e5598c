using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Risk;

/// <summary>What a tier's ends are measured in.</summary>
public enum TierMeasure
{
    /// <summary>Value in settle units.</summary>
    Value,

    /// <summary>Size: contracts × contract size.</summary>
    Size,
}

/// <summary>Which price the requirements are valued at.</summary>
public enum MarginBasis
{
    /// <summary>The present mark price.</summary>
    Mark,

    /// <summary>The position's entry.</summary>
    Entry,
}

/// <summary>A slice of a position and its margin rates.</summary>
/// <param name="UpTo">Upper end; an amount equal to it is in this tier. The last tier's is the largest decimal.</param>
/// <param name="Initial">Initial rate of a position whose value lies in the tier, 0 to 1; of the whole value.</param>
/// <param name="Maintenance">Maintenance rate of the slice, 0 to 1.</param>
public readonly record struct MarginTier(decimal UpTo, Rate Initial, Rate Maintenance);

/// <summary>Margin rules of one instrument.</summary>
public sealed class MarginSchedule : IEquatable<MarginSchedule>
{
    /// <summary>The upper end of the last tier.</summary>
    public const decimal Endless = decimal.MaxValue;

    /// <summary>No tiers: of a contract that is margined by other rules.</summary>
    public static readonly MarginSchedule None =
        new([], TierMeasure.Value, MarginBasis.Mark, Rate.Zero, Rate.Zero);

    private readonly MarginTier[] tiers;

    /// <summary>Makes a schedule.</summary>
    /// <param name="tiers">In rising order of their ends; rates do not fall; the last is <see cref="Endless"/>. Callers
    /// validate.</param>
    /// <param name="tierOf">What the ends are measured in.</param>
    /// <param name="basis">Which price the requirements are valued at.</param>
    /// <param name="sizeSlope">Added to both rates for each unit of size; 0 to 1.</param>
    /// <param name="closingFee">Taker fee on value held inside maintenance; 0 to 1.</param>
    public MarginSchedule(
        IReadOnlyList<MarginTier> tiers, TierMeasure tierOf, MarginBasis basis, Rate sizeSlope, Rate closingFee) =>
        (this.tiers, TierOf, Basis, SizeSlope, ClosingFee, Curve) =
            ([.. tiers], tierOf, basis, sizeSlope, closingFee, new MarginCurve(tiers));

    /// <summary>Tiers in rising order.</summary>
    public IReadOnlyList<MarginTier> Tiers => tiers;

    /// <summary>What the tiers' ends are measured in.</summary>
    public TierMeasure TierOf { get; }

    /// <summary>Which price the requirements are valued at.</summary>
    public MarginBasis Basis { get; }

    /// <summary>Added to both rates for each unit of size.</summary>
    public Rate SizeSlope { get; }

    /// <summary>Taker fee on value, held inside maintenance.</summary>
    public Rate ClosingFee { get; }

    /// <summary>The tiers in floating point.</summary>
    internal MarginCurve Curve { get; }

    /// <summary>
    /// Maintenance requirement: Σ over slices of value × the slice's rate + slope × size × value + fee × value.
    /// </summary>
    /// <param name="value">Value on the basis, settle units, 0 or more.</param>
    /// <param name="size">Contracts × contract size, 0 or more.</param>
    /// <returns>Settle units, unrounded; continuous, and convex in value.</returns>
    public Amount Maintenance(Amount value, decimal size)
    {
        if (value.Value == 0m)
            return Amount.Zero;
        var measure = TierOf == TierMeasure.Value ? value.Value : size;
        var (from, sliced) = (0m, 0m);
        foreach (var tier in tiers)
        {
            sliced += (Math.Min(measure, tier.UpTo) - from) * tier.Maintenance.Value;
            if (measure <= tier.UpTo)
                break;
            from = tier.UpTo;
        }

        if (TierOf == TierMeasure.Size)
            sliced = sliced * value.Value / size;
        return new Amount(sliced + (((SizeSlope.Value * size) + ClosingFee.Value) * value.Value));
    }

    /// <summary>
    /// Initial requirement: the larger of maintenance and value × max(1 ÷ leverage, tier's rate) + slope × size ×
    /// value.
    /// </summary>
    /// <param name="value">Value on the basis, settle units, 0 or more.</param>
    /// <param name="size">Contracts × contract size, 0 or more.</param>
    /// <param name="leverage">The position's leverage, more than 0; 0 where none is set.</param>
    /// <returns>Settle units, unrounded.</returns>
    public Amount Initial(Amount value, decimal size, decimal leverage) =>
        Initial(value, size, leverage, Maintenance(value, size));

    /// <summary>
    /// The initial requirement where the maintenance requirement of the same position is already known.
    /// </summary>
    internal Amount Initial(Amount value, decimal size, decimal leverage, Amount maintenance)
    {
        var measure = TierOf == TierMeasure.Value ? value.Value : size;
        var rate = 0m;
        foreach (var tier in tiers)
        {
            rate = tier.Initial.Value;
            if (measure <= tier.UpTo)
                break;
        }

        // value ÷ leverage, not value × (1 ÷ leverage): the product would carry the quotient's rounding.
        var bracket = value.Value * rate;
        var byLeverage = leverage > 0m ? value.Value / leverage : 0m;
        var initial = Math.Max(bracket, byLeverage) + (SizeSlope.Value * size * value.Value);
        return Amount.Max(maintenance, new Amount(initial));
    }

    /// <inheritdoc/>
    public bool Equals(MarginSchedule? other) =>
        other is not null && TierOf == other.TierOf && Basis == other.Basis && SizeSlope == other.SizeSlope
        && ClosingFee == other.ClosingFee && tiers.AsSpan().SequenceEqual(other.tiers);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MarginSchedule);

    /// <inheritdoc/>
    public override int GetHashCode() => tiers.Length;

    /// <summary>The rules, in one form.</summary>
    public override string ToString() =>
        $"{TierOf}/{Basis}/{SizeSlope}/{ClosingFee} ["
        + string.Join(", ", tiers.Select(t => $"up to {Decimals.Plain(t.UpTo)}: {t.Initial} {t.Maintenance}")) + "]";
}
