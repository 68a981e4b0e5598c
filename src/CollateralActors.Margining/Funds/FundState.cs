using System.Collections.Immutable;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Funds;

/// <summary>An insurance fund as its events made it. Amounts are of the fund's asset.</summary>
/// <param name="Asset">The fund's asset.</param>
/// <param name="Balance">What it holds; never below 0.</param>
/// <param name="Paid">What it has paid to accounts so far.</param>
public sealed record FundState(AssetId Asset, Amount Balance, Amount Paid)
{
    /// <summary>The last window of its limit: what it has paid in it.</summary>
    public UsageWindow Window { get; init; }

    /// <summary>What is kept for the claims of liquidations.</summary>
    public ImmutableSortedDictionary<LiquidationId, Amount> Covers { get; init; } =
        ImmutableSortedDictionary<LiquidationId, Amount>.Empty;

    /// <summary>What is kept for others than a liquidation.</summary>
    internal Amount KeptFromOthers(LiquidationId liquidation) => Covers
        .Where(cover => cover.Key != liquidation)
        .Aggregate(Amount.Zero, (sum, cover) => sum + cover.Value);
}
