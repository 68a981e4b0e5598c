using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Spot;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <content>Money between accounts of one owner.</content>
internal sealed partial class AccountDecision
{
    private Draft Transfer(AccountCommand.Transfer c)
    {
        if ((AccountChecks.Name(c.To) ?? Receiver(c.To) ?? MoneyChecks.Money(c.Asset, c.Amount, Risk)) is { } wrong)
            return Refuse(wrong);
        if (Risk[c.Asset].Rules.DepositsClosed)
            return Refuse(Rejection.DepositsClosed(c.Asset));
        return SpotOrders.Missing(new Money(c.Amount, c.Asset), state, Risk) is { } missing
            ? Refuse(missing)
            : new Draft.Of(
                [new AccountEvent.Transferred(c.To, c.Asset, c.Amount)],
                $"transfer of {c.Amount} {c.Asset} to '{c.To}'",
                CollateralPurpose.Withdrawal);
    }

    // The sender has it no more: whatever the risk book says by now, it arrives.
    private Draft ReceiveTransfer(AccountCommand.ReceiveTransfer c) =>
        Draft.Does([.. Opening(), new AccountEvent.TransferReceived(c.From, c.Asset, c.Amount)]);

    private Rejection? Receiver(AccountId to) =>
        to == state.Id
            ? Rejection.IllegalReceiver($"account '{to}' would send to itself; name another account of '{to.Owner}'")
        : to.Owner != state.Id.Owner
            ? Rejection.IllegalReceiver(
                $"account '{to}' is not of '{state.Id.Owner}'; money goes to '{state.Id.Owner}' and its sub-accounts, "
                + $"such as '{state.Id.Owner}.hedge'; to others it is withdrawn and deposited")
        : null;
}
