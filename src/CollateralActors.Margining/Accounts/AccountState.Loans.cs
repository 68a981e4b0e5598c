using System.Collections.Immutable;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <content>Loans, and what was supplied to be lent.</content>
public sealed partial record AccountState
{
    /// <summary>What it has to do with pools; no asset without anything.</summary>
    public ImmutableSortedDictionary<AssetId, PoolStake> Stakes { get; init; } =
        ImmutableSortedDictionary<AssetId, PoolStake>.Empty;

    /// <summary>Whether it has a loan.</summary>
    public bool HasLoans => !Stakes.IsEmpty && Stakes.Values.Any(stake => stake.Units > Amount.Zero);

    /// <summary>Whether any balance is negative.</summary>
    public bool HasOverdrafts => Balances.Values.Any(balance => balance < Amount.Zero);

    /// <summary>The stake in the pool of <paramref name="asset"/>.</summary>
    public PoolStake StakeIn(AssetId asset) => Stakes.GetValueOrDefault(asset, PoolStake.None);

    /// <summary>An asset of which a loan was asked for that has neither come nor been refused; null if none.</summary>
    public AssetId? AwaitsLoanOf
    {
        get
        {
            foreach (var (asset, stake) in Stakes)
            {
                if (stake.Asked is { Action: PoolAction.Borrow })
                    return asset;
            }

            return null;
        }
    }

    // An asset with a loan is in the book, price or not, as one with a negative balance is.
    private IEnumerable<Holding> HoldingsWithStakes(MarketView market) =>
        from asset in Balances.Keys.Union(Stakes.Keys).Order()
        let balance = BalanceOf(asset)
        let stake = StakeIn(asset)
        where balance < Amount.Zero || stake.Units > Amount.Zero || market.IndexPrice(asset) is not null
        where balance != Amount.Zero || stake.Units > Amount.Zero || stake.Shares > Amount.Zero
        select new Holding(market.Risk[asset], balance)
        {
            InterestIndex = balance < Amount.Zero ? InterestIndexOf(asset) : Rate.Zero,
            Units = stake.Units,
            Shares = stake.Shares,
        };

    // What is held against what is owed: nothing of the one makes the other smaller.
    private MarginBook LoanBook(MarketView market)
    {
        var holdings = HoldingsWithStakes(market).ToList();
        return new MarginBook(
            [.. holdings.Where(h => h.Balance > Amount.Zero || h.Shares > Amount.Zero)
                .Select(h => h with { Units = Amount.Zero })],
            [],
            [])
        {
            Mode = MarginMode.Loan,
            RequiresOfDebtorsOnly = true,
            Debts = [.. holdings.Where(h => h.Units > Amount.Zero)
                .Select(h => h with { Balance = Amount.Zero, Shares = Amount.Zero })],
        };
    }

    /// <summary>The same account with more, or less, of a pool, and with or without a request.</summary>
    internal AccountState WithStake(AssetId asset, Amount units, Amount shares, PoolRequest? asked)
    {
        var before = StakeIn(asset);
        var stake = new PoolStake(
            new Amount(Decimals.Normal((before.Units + units).Value)),
            new Amount(Decimals.Normal((before.Shares + shares).Value)))
        {
            Asked = asked,
        };
        return this with { Stakes = stake == PoolStake.None ? Stakes.Remove(asset) : Stakes.SetItem(asset, stake) };
    }
}
