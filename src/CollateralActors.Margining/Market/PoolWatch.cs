using System.Collections.Immutable;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Market;

/// <summary>What frames say of pools, and pools of frames.</summary>
internal static class PoolWatch
{
    /// <summary>The pools that stand otherwise than frames have said.</summary>
    public static ValueList<PoolFigures> Look(MarketState state) => ReferenceEquals(state.Pools, state.PoolsTold)
        ? []
        : [.. state.Pools.Values.Where(pool => state.PoolsTold.GetValueOrDefault(pool.Asset) != pool)];

    /// <summary>The pools of the assets that a frame begins an hour of interest for.</summary>
    public static IEnumerable<AssetId> Due(MarketState before, MarketEvent.FrameIssued frame) =>
        frame.Interest.Select(update => update.Asset).Where(before.Pools.ContainsKey);

    /// <summary>Figures by asset, with newer ones.</summary>
    public static ImmutableSortedDictionary<AssetId, PoolFigures> With(
        ImmutableSortedDictionary<AssetId, PoolFigures> pools, ValueList<PoolFigures> newer) =>
        newer.Count == 0 ? pools : pools.SetItems(newer.Select(pool => KeyValuePair.Create(pool.Asset, pool)));
}
