using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Spot;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <content>Loans, and what is supplied to be lent.</content>
internal sealed partial class AccountDecision
{
    private Draft Supply(AccountCommand.Supply c)
    {
        if ((MoneyChecks.Money(c.Asset, c.Amount, Risk) ?? Lending(c.Asset)) is { } wrong)
            return Refuse(wrong);
        return SpotOrders.Missing(new Money(c.Amount, c.Asset), state, Risk) is { } missing
            ? Refuse(missing)
            : new Draft.Of(
                [new AccountEvent.PoolAsked(c.Asset, new PoolRequest(PoolAction.Supply, c.Amount))],
                $"supply of {c.Amount} {c.Asset}",
                CollateralPurpose.Withdrawal);
    }

    private Draft Redeem(AccountCommand.Redeem c)
    {
        if (AmountOf(c.Asset, c.Amount) is { } wrong)
            return Refuse(wrong);
        var stake = state.StakeIn(c.Asset);
        if (stake.Asked is { } asked)
            return Refuse(Rejection.PoolNotAnswered(c.Asset, asked));
        return stake.Shares == Amount.Zero
            ? Refuse(Rejection.NothingSupplied(c.Asset))
            : Draft.Does(new AccountEvent.PoolAsked(
                c.Asset, new PoolRequest(PoolAction.Redeem, c.Amount) { Shares = stake.Shares }));
    }

    // Judged as if the loan were there and gone already: what is borrowed is no collateral for itself.
    private Draft Borrow(AccountCommand.Borrow c)
    {
        if ((MoneyChecks.Money(c.Asset, c.Amount, Risk) ?? Lending(c.Asset)) is { } wrong)
            return Refuse(wrong);
        if (!market.IsGoodFor(c.Asset, PriceActions.TakeOnRisk))
            return Refuse(Rejection.PriceNotGoodForLoan(c.Asset, market.ConditionOf(c.Asset)));
        var asset = Risk[c.Asset];
        var units = PoolMath.UnitsOf(c.Amount, market.InterestIndexBefore(c.Asset), asset.Scale);
        var owed = PoolMath.Owed(state.StakeIn(c.Asset).Units + units, market.InterestIndex(c.Asset), asset.Scale);
        if (asset.IsDustLoan(owed))
            return Refuse(Rejection.DustLoan(c.Asset, owed, asset.Lending!.MinimumLoan));
        return new Draft.Of(
            [new AccountEvent.PoolAsked(c.Asset, new PoolRequest(PoolAction.Borrow, c.Amount))],
            $"loan of {c.Amount} {c.Asset}",
            CollateralPurpose.Borrowing)
        {
            AsIf =
            [
                new AccountEvent.LoanTaken(c.Asset, c.Amount, units),
                new AccountEvent.Withdrawn(c.Asset, c.Amount),
            ],
        };
    }

    private Draft Repay(AccountCommand.Repay c)
    {
        if (AmountOf(c.Asset, c.Amount) is { } wrong)
            return Refuse(wrong);
        var (asset, stake) = (Risk[c.Asset], state.StakeIn(c.Asset));
        var owed = OwedOn(state, c.Asset, market);
        if (owed == Amount.Zero)
            return Refuse(Rejection.NothingOwed(c.Asset));
        var amount = c.Amount ?? owed;
        if (amount > owed)
            return Refuse(Rejection.BeyondOwed(c.Asset, amount, owed));
        var left = owed - amount;
        if (asset.IsDustLoan(left))
            return Refuse(Rejection.DustLoan(c.Asset, left, asset.Lending!.MinimumLoan));
        if (SpotOrders.Missing(new Money(amount, c.Asset), state, Risk) is { } missing)
            return Refuse(missing);
        var units = PoolMath.UnitsRepaid(amount, stake.Units, market.InterestIndex(c.Asset), asset.Scale);
        return Draft.Does(new AccountEvent.LoanRepaid(c.Asset, amount, units) { IsAll = c.Amount is null });
    }

    private Draft BookSupply(AccountCommand.BookSupply c) =>
        Draft.Does([.. Opening(), new AccountEvent.Supplied(c.Asset, c.Amount, c.Shares)]);

    private Draft BookRedemption(AccountCommand.BookRedemption c) =>
        Draft.Does([.. Opening(), new AccountEvent.Redeemed(c.Asset, c.Amount, c.Shares)]);

    private Draft BookLoan(AccountCommand.BookLoan c) =>
        Draft.Does([.. Opening(), new AccountEvent.LoanTaken(c.Asset, c.Amount, c.Units)]);

    private Draft BookPoolRefusal(AccountCommand.BookPoolRefusal c) =>
        Draft.Does([.. Opening(), new AccountEvent.PoolRefused(c.Asset, c.Request, c.Reason)]);

    /// <summary>What an account owes on its loan of an asset, the running hour included.</summary>
    public static Amount OwedOn(AccountState account, AssetId asset, MarketView market) =>
        account.StakeIn(asset).Units is { Value: > 0m } units
            ? PoolMath.Owed(units, market.InterestIndex(asset), market.Risk[asset].Scale)
            : Amount.Zero;

    private Rejection? Lending(AssetId asset) =>
        Risk[asset].Lending is null ? Rejection.NotLent(asset)
        : state.StakeIn(asset).Asked is { } asked ? Rejection.PoolNotAnswered(asset, asked)
        : null;

    private Rejection? AmountOf(AssetId asset, Amount? amount) =>
        amount is { } named ? MoneyChecks.Money(asset, named, Risk)
        : Risk.Find(asset) is null ? Rejection.UnknownAsset(asset, Risk.Assets.Select(a => a.Id))
        : null;
}
