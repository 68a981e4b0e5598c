using System.Collections.Immutable;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Recalibration;

/// <summary>What recalibration remembers from period to period.</summary>
/// <param name="Assets">What was measured of each asset.</param>
/// <param name="Book">What was measured of all of them together.</param>
/// <param name="Quiet">Quiet periods in a row of each level; what is not here has none.</param>
public sealed record RecalibrationState(
    ImmutableSortedDictionary<AssetId, AssetMeasure> Assets,
    BookMeasure Book,
    ImmutableSortedDictionary<(CalibratedKind Kind, string Name), int> Quiet)
{
    private static readonly Comparer<(CalibratedKind Kind, string Name)> Order =
        Comparer<(CalibratedKind Kind, string Name)>.Create((a, b) => a.Kind != b.Kind
            ? a.Kind.CompareTo(b.Kind)
            : string.CompareOrdinal(a.Name, b.Name));

    /// <summary>Before any bar.</summary>
    public static RecalibrationState None { get; } = new(
        ImmutableSortedDictionary<AssetId, AssetMeasure>.Empty,
        BookMeasure.None,
        ImmutableSortedDictionary.Create<(CalibratedKind, string), int>(Order));

    /// <summary>What was measured of an asset.</summary>
    public AssetMeasure Of(AssetId asset) => Assets.GetValueOrDefault(asset, AssetMeasure.None);
}

/// <summary>What came of a period.</summary>
/// <param name="State">The state after it.</param>
/// <param name="Book">The book with the levels that were decided, under the same version number.</param>
/// <param name="Inputs">What they were decided from.</param>
public sealed record RecalibrationOutcome(RecalibrationState State, RiskBook Book, RecalibrationInputs Inputs)
{
    /// <summary>Whether a level moved.</summary>
    public bool IsChange => Inputs.Levels.Any(level => level.Before != level.After);
}
