using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Loans;

/// <summary>What an account can ask of a pool.</summary>
public enum PoolAction
{
    /// <summary>To take money for shares.</summary>
    Supply,

    /// <summary>To give money for shares.</summary>
    Redeem,

    /// <summary>To lend.</summary>
    Borrow,
}

/// <summary>What an account has asked of a pool.</summary>
/// <param name="Action">What.</param>
/// <param name="Amount">How much, more than 0; null for all of its shares.</param>
public sealed record PoolRequest(PoolAction Action, Amount? Amount)
{
    /// <summary>All shares that the account has, where it wants money for them; else 0.</summary>
    public Amount Shares { get; init; }
}

/// <summary>How a pool stands, as the market and its frames know it.</summary>
/// <param name="Asset">Whose pool.</param>
/// <param name="Cash">What can be lent or redeemed.</param>
/// <param name="Units">What is lent, in units of the asset's interest index.</param>
/// <param name="Shares">What suppliers have.</param>
/// <param name="SupplyIndex">What a share is worth.</param>
/// <param name="Reserve">What is kept against losses, the suppliers' shares aside.</param>
public sealed record PoolFigures(
    AssetId Asset, Amount Cash, Amount Units, Amount Shares, Rate SupplyIndex, Amount Reserve);
