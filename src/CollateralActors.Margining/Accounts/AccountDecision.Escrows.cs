using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Spot;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <content>Collateral that is locked in escrows: it is in no balance and counts for nothing.</content>
internal sealed partial class AccountDecision
{
    private Draft LockInEscrow(AccountCommand.LockInEscrow c)
    {
        if ((AccountChecks.Escrow(c.Escrow) ?? MoneyChecks.Money(c.Asset, c.Amount, Risk)) is { } wrong)
            return Refuse(wrong);
        if (Risk[c.Asset].Rules.DepositsClosed)
            return Refuse(Rejection.DepositsClosed(c.Asset));
        return SpotOrders.Missing(new Money(c.Amount, c.Asset), state, Risk) is { } missing
            ? Refuse(missing)
            : new Draft.Of(
                [new AccountEvent.LockedInEscrow(c.Escrow, c.Asset, c.Amount)],
                $"lock of {c.Amount} {c.Asset} in escrow '{c.Escrow}'",
                CollateralPurpose.Withdrawal);
    }

    // The escrow has it no more: whatever the risk book says by now, it arrives.
    private Draft TakeBackLock(AccountCommand.TakeBackLock c) =>
        Draft.Does([.. Opening(), new AccountEvent.LockTakenBack(c.Escrow, c.Asset, c.Amount)]);

    private Draft ReceiveFromEscrow(AccountCommand.ReceiveFromEscrow c) =>
        Draft.Does([.. Opening(), new AccountEvent.EscrowReceived(c.Escrow, c.Amounts)]);
}
