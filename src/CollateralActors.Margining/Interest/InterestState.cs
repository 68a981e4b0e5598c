using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Interest;

/// <summary>What the market knows of one asset's interest.</summary>
/// <param name="Index">What a debt of 1 has grown to since the index began at 1.</param>
/// <param name="To">End of the running hour, when it grows next.</param>
public sealed record InterestState(Rate Index, Instant To)
{
    /// <summary>
    /// Of an asset that is lent, whose running hour is charged already: the index before that; null of others.
    /// </summary>
    public Rate? Before { get; init; }
}

/// <summary>One asset's interest as a frame left it.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="State">As it stands now.</param>
public sealed record InterestUpdate(AssetId Asset, InterestState State);
