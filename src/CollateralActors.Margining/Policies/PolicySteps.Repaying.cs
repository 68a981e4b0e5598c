using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Policies;

/// <content>How debts and loans are repaid.</content>
internal sealed partial class PolicySteps
{
    private void Repay(int number)
    {
        foreach (var asset in now.Balances.Where(balance => balance.Value < Amount.Zero).Select(b => b.Key))
        {
            foreach (var source in Sources(asset))
            {
                if (IsDone())
                    return;
                var owed = -now.BalanceOf(asset);
                if (owed > Amount.Zero)
                    TryDebt(owed, asset, amount => [Repaying(number, source, new Money(amount, asset))]);
            }
        }

        // What an exchange gets for a loan would fill a negative balance first: that one comes before.
        foreach (var asset in now.Stakes.Where(stake => stake.Value.Units > Amount.Zero).Select(stake => stake.Key))
        {
            if (now.BalanceOf(asset) < Amount.Zero)
                continue;
            if (Spare(asset) > Amount.Zero && !IsDone())
                TryDebt(Amount.Min(Spare(asset), Owed(asset)), asset, amount => LoanRepaid(number, asset, amount));
            foreach (var source in Sources(asset))
            {
                if (IsDone())
                    return;
                if (Owed(asset) > Amount.Zero)
                    TryDebt(Owed(asset), asset, amount => ExchangedForLoan(number, source, asset, amount));
            }
        }
    }

    private bool IsDone() => PolicyTrigger.TargetOf(now) is not null && IsEnough();

    private void TryDebt(Amount most, AssetId asset, Func<Amount, IReadOnlyList<AccountEvent?>> step)
    {
        if (PolicyTrigger.TargetOf(now) is null)
            Try(step(most));
        else
            TryEnough(most, asset, step);
    }

    private AccountEvent.PolicyExchanged? Repaying(int number, AssetId from, Money debt) =>
        Exchanged(number, IndexExchange.Repaying(new Money(Spare(from), from), debt, market));

    private IReadOnlyList<AccountEvent?> LoanRepaid(int number, AssetId asset, Amount amount) =>
        WithoutDust(asset, amount) is { } some ? [LoanPart(number, asset, some)] : [null];

    private IReadOnlyList<AccountEvent?> ExchangedForLoan(int number, AssetId source, AssetId asset, Amount amount)
    {
        var exchange = IndexExchange.Repaying(new Money(Spare(source), source), new Money(amount, asset), market);
        if (exchange is not { } all || WithoutDust(asset, all.Got.Amount) is not { } some)
            return [null];
        var made = some == all.Got.Amount
            ? exchange
            : IndexExchange.Repaying(new Money(Spare(source), source), new Money(some, asset), market);
        return made is { } last && WithoutDust(asset, last.Got.Amount) == last.Got.Amount
            ? [Exchanged(number, last), LoanPart(number, asset, last.Got.Amount)]
            : [null];
    }

    // A loan smaller than the smallest is not left: then less is repaid.
    private Amount? WithoutDust(AssetId asset, Amount amount)
    {
        var parameters = market.Risk[asset];
        if (!parameters.IsDustLoan(Owed(asset) - amount))
            return amount;
        var less = Owed(asset) - parameters.Lending!.MinimumLoan;
        return less > Amount.Zero ? less : null;
    }

    private AccountEvent.PolicyRepaid LoanPart(int number, AssetId asset, Amount amount) => new(
        number,
        asset,
        amount,
        PoolMath.UnitsRepaid(amount, now.StakeIn(asset).Units, market.InterestIndex(asset), market.Risk[asset].Scale),
        StatusFigures.Of(Figures),
        BasisOf() with { InterestIndices = [new UsedInterestIndex(asset, market.InterestIndex(asset))] });

    private Amount Owed(AssetId asset) => AccountDecision.OwedOn(now, asset, market);
}
