using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <content>Money in and out.</content>
internal sealed partial class AccountDecision
{
    private Draft Deposit(AccountCommand.Deposit c) =>
        MoneyChecks.Money(c.Asset, c.Amount, Risk) is { } wrong ? Refuse(wrong)
        : Draft.Does([.. Opening(), new AccountEvent.Deposited(c.Asset, c.Amount)]);

    private Draft Withdraw(AccountCommand.Withdraw c)
    {
        if (MoneyChecks.Money(c.Asset, c.Amount, Risk) is { } wrong)
            return Refuse(wrong);
        var balance = state.BalanceOf(c.Asset);
        return c.Amount > balance
            ? Refuse(Rejection.InsufficientBalance(new Money(c.Amount, c.Asset), balance))
            : new Draft.Of([new AccountEvent.Withdrawn(c.Asset, c.Amount)], $"withdrawal of {c.Amount} {c.Asset}");
    }
}
