using CollateralActors.Margining.Interest;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>When an account's debts pay interest: with everything that is stored for it.</summary>
internal static class AccountInterest
{
    /// <summary>What is charged before anything else happens to the account; null where nothing is owed.</summary>
    public static AccountEvent.InterestSettled? Due(AccountState account, MarketView market)
    {
        if (market.InterestIndices.IsEmpty)
            return null;
        List<SettledInterest>? settled = null;
        foreach (var (asset, balance) in account.Balances)
        {
            var (from, to) = (account.InterestIndexOf(asset), market.InterestIndex(asset));
            if (InterestBooking.Owed(balance, from, asset, market) is { Value: > 0m } owed)
                (settled ??= []).Add(new SettledInterest(asset, -balance, from, to, owed));
        }

        return settled is null ? null : new AccountEvent.InterestSettled(settled.ToValueList());
    }

    /// <summary>An account whose debts have paid the interest that is due.</summary>
    public static AccountState Paid(AccountState account, MarketView market) =>
        Due(account, market) is { } interest ? AccountEvolution.Evolve(account, interest) : account;

    /// <summary>An account whose new debts pay from here on, as it has to be looked at before that is stored.</summary>
    public static AccountState FromNow(AccountState account, MarketView market) =>
        Begun(account, market) is { } begun ? AccountEvolution.Evolve(account, begun) : account;

    /// <summary>Debts that begin now, and pay from here on; null where none does.</summary>
    public static AccountEvent.InterestSettled? Begun(AccountState account, MarketView market)
    {
        if (market.InterestIndices.IsEmpty)
            return null;
        List<SettledInterest>? begun = null;
        foreach (var (asset, balance) in account.Balances)
        {
            var index = market.InterestIndex(asset);
            if (balance < Amount.Zero && account.InterestIndexOf(asset).Value < index.Value)
                (begun ??= []).Add(new SettledInterest(asset, -balance, index, index, Amount.Zero));
        }

        return begun is null ? null : new AccountEvent.InterestSettled(begun.ToValueList());
    }
}
