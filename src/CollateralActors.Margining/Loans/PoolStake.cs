using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Loans;

/// <summary>What an account has to do with the pool of an asset.</summary>
/// <param name="Units">What it owes of its loan, in units of the asset's interest index; 0 or more.</param>
/// <param name="Shares">What it has supplied, in shares of the pool; 0 or more.</param>
public sealed record PoolStake(Amount Units, Amount Shares)
{
    /// <summary>Nothing.</summary>
    public static readonly PoolStake None = new(Amount.Zero, Amount.Zero);

    /// <summary>What it has asked of the pool and has no answer to; null where nothing is under way.</summary>
    public PoolRequest? Asked { get; init; }
}
