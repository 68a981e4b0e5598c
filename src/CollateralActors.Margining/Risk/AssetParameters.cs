using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Risk;

/// <summary>How the venue treats one asset.</summary>
/// <param name="Id">The asset.</param>
/// <param name="Scale">Decimals that a balance is kept in, 0 to <see cref="Decimals.LargestScale"/>.</param>
/// <param name="Collateral">How a positive net amount counts; for the valuation currency <see cref="CollateralSchedule.Full"/>.</param>
/// <param name="LiabilitySurcharge">A negative net amount counts (1 + surcharge) times; 0 to 1.</param>
public sealed record AssetParameters(AssetId Id, int Scale, CollateralSchedule Collateral, Rate LiabilitySurcharge)
{
    /// <summary>What a net amount counts as collateral, or against it, in units of the asset.</summary>
    /// <param name="net">Balance plus unrealised profit and loss in the asset; signed.</param>
    /// <returns>Positive: slices after haircut. Negative: the amount with its surcharge. Unrounded.</returns>
    /// <remarks>Non-decreasing and concave in <paramref name="net"/>: the certificates of the bands rest on it.</remarks>
    public Amount Adjusted(Amount net) =>
        net.Value < 0m ? new Amount(net.Value * (1m + LiabilitySurcharge.Value)) : Collateral.Value(net);
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
