using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Loans;

/// <summary>A pool as its events made it. Amounts are of its asset.</summary>
/// <param name="Asset">What is lent.</param>
public sealed record PoolState(AssetId Asset)
{
    /// <summary>What is not lent; 0 or more.</summary>
    public Amount Cash { get; init; }

    /// <summary>What is lent, in units.</summary>
    public Amount Units { get; init; }

    /// <summary>What suppliers have, in shares.</summary>
    public Amount Shares { get; init; }

    /// <summary>Of all shares those that the venue's treasury has taken over.</summary>
    public Amount VenueShares { get; init; }

    /// <summary>What a unit owes, the running hour included; 1 or more.</summary>
    public Rate Index { get; init; } = Rate.One;

    /// <summary>What a unit owed before the running hour was charged.</summary>
    public Rate Before { get; init; } = Rate.One;

    /// <summary>What a share is worth: interest of hours that are over has raised it, losses have lowered it.</summary>
    public Rate SupplyIndex { get; init; } = Rate.One;

    /// <summary>What is kept against losses; 0 or more.</summary>
    public Amount Reserve { get; init; }

    /// <summary>
    /// What suppliers of the running hour have paid for its interest: theirs again at its end, all of it.
    /// </summary>
    public Amount InAdvance { get; init; }

    /// <summary>What the market was told; null before the first word.</summary>
    public PoolFigures? Told { get; init; }

    /// <summary>How it stands now.</summary>
    public PoolFigures Figures => new(Asset, Cash, Units, Shares, SupplyIndex, Reserve);

    /// <summary>Everything that belongs to the pool: cash, and what is owed to it, rounded down.</summary>
    /// <param name="scale">Decimals of the asset.</param>
    public Amount Value(int scale) =>
        new(Cash.Value + Decimals.Down(Units.Value * Index.Value, scale));

    /// <summary>
    /// What belongs to nobody yet: the running hour's interest, and what rounding left. 0 or more.
    /// </summary>
    /// <param name="scale">Decimals of the asset.</param>
    public Amount Unearned(int scale) => Amount.Max(
        Amount.Zero, Value(scale) - Reserve - new Amount(Decimals.Up(Shares.Value * SupplyIndex.Value, scale)));
}
