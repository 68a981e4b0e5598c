using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <content>Collateral that is locked in escrows.</content>
public abstract partial record AccountCommand
{
    /// <summary>Money goes into an escrow, if it might as well be withdrawn; it comes back if that does not take it.
    /// </summary>
    /// <param name="Escrow">Where to; its programme asks for just this.</param>
    /// <param name="Asset">An asset of the risk book that is open to deposits.</param>
    /// <param name="Amount">More than 0, at the asset's scale.</param>
    [RiskClass(RiskClass.TakesOn)]
    public sealed record LockInEscrow(EscrowId Escrow, AssetId Asset, Amount Amount) : AccountCommand;

    /// <summary>An escrow does not take what was sent to it.</summary>
    /// <param name="Escrow">The escrow.</param>
    /// <param name="Asset">What was sent.</param>
    /// <param name="Amount">How much.</param>
    [RiskClass(RiskClass.Fact)]
    public sealed record TakeBackLock(EscrowId Escrow, AssetId Asset, Amount Amount) : AccountCommand;

    /// <summary>An escrow is over; this is what the account gets.</summary>
    /// <param name="Escrow">The escrow.</param>
    /// <param name="Amounts">Each more than 0; may be none.</param>
    [RiskClass(RiskClass.Fact)]
    public sealed record ReceiveFromEscrow(EscrowId Escrow, ValueList<Money> Amounts) : AccountCommand;
}
