using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <content>Collateral that is locked in escrows.</content>
public abstract partial record AccountEvent
{
    /// <summary>Taken from a balance; the escrow is owed it.</summary>
    public sealed record LockedInEscrow(EscrowId Escrow, AssetId Asset, Amount Amount) : AccountEvent;

    /// <summary>Added to a balance again: the escrow did not take it.</summary>
    public sealed record LockTakenBack(EscrowId Escrow, AssetId Asset, Amount Amount) : AccountEvent;

    /// <summary>An escrow is over: added to balances, and nothing of the account is locked in it any more.</summary>
    public sealed record EscrowReceived(EscrowId Escrow, ValueList<Money> Amounts) : AccountEvent;
}
