using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>
/// What a trade, or a step of a liquidation, moved between the balance and an isolated position's margin. In settle
/// units.
/// </summary>
/// <param name="Moved">From the balance to the margin; negative is released. At the asset's scale.</param>
/// <param name="Missing">What the trade should have moved and the balance could not spare; 0 or more.</param>
/// <param name="Mark">The mark price by which it was found.</param>
public readonly record struct IsolatedPosting(Amount Moved, Amount Missing, Price Mark);

/// <content>Isolated positions and their margin.</content>
public abstract partial record AccountEvent
{
    /// <summary>Positions in an instrument use the account's margin, or margin of their own, from here on.</summary>
    public sealed record MarginTypeSet(InstrumentId Instrument, MarginType Type) : AccountEvent;

    /// <summary>Taken from a balance, added to an isolated position's margin.</summary>
    public sealed record MarginAdded(InstrumentId Instrument, AssetId Asset, Amount Amount) : AccountEvent;

    /// <summary>Taken from an isolated position's margin, added to a balance.</summary>
    public sealed record MarginRemoved(InstrumentId Instrument, AssetId Asset, Amount Amount) : AccountEvent;
}
