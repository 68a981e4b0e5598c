using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Spot;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <content>Money in and out.</content>
internal sealed partial class AccountDecision
{
    private Draft Deposit(AccountCommand.Deposit c) =>
        MoneyChecks.Money(c.Asset, c.Amount, state.BalanceOf(c.Asset), Risk) is { } wrong ? Refuse(wrong)
        : Risk[c.Asset].Rules.DepositsClosed ? Refuse(Rejection.DepositsClosed(c.Asset))
        : Draft.Does([.. Opening(), new AccountEvent.Deposited(c.Asset, c.Amount)]);

    private Draft Withdraw(AccountCommand.Withdraw c)
    {
        if (MoneyChecks.Money(c.Asset, c.Amount, Risk) is { } wrong)
            return Refuse(wrong);
        return SpotOrders.Missing(new Money(c.Amount, c.Asset), state, Risk) is { } missing
            ? Refuse(missing)
            : WithdrawalOf(c.Asset, c.Amount);
    }

    /// <summary>What a withdrawal would do to any account.</summary>
    public static Draft.Of WithdrawalOf(AssetId asset, Amount amount) =>
        new(
            [new AccountEvent.Withdrawn(asset, amount)],
            $"withdrawal of {amount} {asset}",
            CollateralPurpose.Withdrawal);
}
