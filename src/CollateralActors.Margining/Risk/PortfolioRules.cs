using System.Collections.Immutable;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Risk;

/// <summary>How portfolio mode shocks one base asset, and what it makes of the worst loss.</summary>
/// <param name="PriceMoves">Relative moves of every price on the base, each above −1; at least one.</param>
/// <param name="VolatilityMoves">Relative moves of every implied volatility, each −1 or more; at least one.</param>
/// <param name="InitialFactor">Initial requirement = factor × loss; 0 or more.</param>
/// <param name="MaintenanceFactor">Maintenance requirement = factor × loss; 0 or more.</param>
/// <param name="ShortOptionMinimum">
/// The loss is at least this × base price for each base unit that is short in options; 0 or more.
/// </param>
/// <param name="BasisContingency">
/// Added to the loss: this × the value that is held long in one contract and short in another on the base; 0 or more.
/// </param>
public sealed record ScanParameters(
    ValueList<Rate> PriceMoves,
    ValueList<Rate> VolatilityMoves,
    Rate InitialFactor,
    Rate MaintenanceFactor,
    Rate ShortOptionMinimum,
    Rate BasisContingency)
{
    /// <summary>Largest move of a price or a volatility in a venue's book.</summary>
    public const decimal LargestMove = 10m;

    /// <summary>Largest factor in a venue's book.</summary>
    public const decimal LargestFactor = 10m;

    /// <summary>Number of cells: every price move with every volatility move.</summary>
    public int Cells => PriceMoves.Count * VolatilityMoves.Count;
}

/// <summary>Bases whose prices move alike, so that what one loses another one gains in part.</summary>
/// <param name="Bases">At least two; a base is in one offset only.</param>
/// <param name="Credit">Share of the loss that opposite sides have in common which is not required; 0 to 1.</param>
public sealed record ScanOffset(ValueList<AssetId> Bases, Rate Credit);

/// <summary>The rules of portfolio mode.</summary>
/// <param name="Scans">By base asset; portfolio mode is open to these bases only.</param>
/// <param name="Offsets">Offsets between bases.</param>
public sealed record PortfolioRules(
    ImmutableSortedDictionary<AssetId, ScanParameters> Scans, ValueList<ScanOffset> Offsets)
{
    /// <summary>No portfolio mode.</summary>
    public static PortfolioRules None { get; } = new(ImmutableSortedDictionary<AssetId, ScanParameters>.Empty, []);

    /// <summary>Scan of a base, or null where portfolio mode is not open to it.</summary>
    public ScanParameters? Find(AssetId @base) => Scans.GetValueOrDefault(@base);

    /// <summary>Number of the offset that a base is in; −1 where it is in none.</summary>
    public int OffsetOf(AssetId @base)
    {
        for (var i = 0; i < Offsets.Count; i++)
        {
            for (var j = 0; j < Offsets[i].Bases.Count; j++)
            {
                if (Offsets[i].Bases[j] == @base)
                    return i;
            }
        }

        return -1;
    }

    /// <inheritdoc/>
    public bool Equals(PortfolioRules? other) =>
        other is not null && Scans.SequenceEqual(other.Scans) && Offsets.Equals(other.Offsets);

    /// <inheritdoc/>
    public override int GetHashCode() => Scans.Count;

    /// <summary>The rules, in one form.</summary>
    public override string ToString() =>
        $"[{string.Join(", ", Scans.Select(scan => $"{scan.Key}: {scan.Value}"))}] offsets {Offsets}";
}
