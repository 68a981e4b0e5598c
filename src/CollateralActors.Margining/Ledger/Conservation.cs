using System.Collections.Immutable;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Expiries;
using CollateralActors.Margining.Funding;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Ledger;

/// <summary>Running totals of the ledger, and whether they agree with what entities hold.</summary>
/// <remarks>
/// Mutable, for one thread. Sums are exact as long as totals are within the 28 digits of a decimal: of an asset with
/// twelve decimals, the most there are, up to 10¹⁶ units.
/// </remarks>
public sealed class Conservation
{
    private readonly SortedDictionary<(AssetId Asset, LedgerBucket Bucket), decimal> totals = [];

    /// <summary>Every asset that was ever moved, in order.</summary>
    public IEnumerable<AssetId> Assets => totals.Keys.Select(key => key.Asset).Distinct();

    /// <summary>Adds an event.</summary>
    public void Add(EntityId entity, IEvent @event)
    {
        foreach (var posting in Postings.Of(entity, @event))
        {
            var key = (posting.Asset, posting.Bucket);
            totals[key] = totals.GetValueOrDefault(key) + posting.Amount.Value;
        }
    }

    /// <summary>What is in a bucket.</summary>
    public Amount Total(LedgerBucket bucket, AssetId asset) =>
        new(Decimals.Normal(totals.GetValueOrDefault((asset, bucket))));

    /// <summary>What was made out of nothing, or lost if negative: all buckets together. 0 at every moment.</summary>
    public Amount Drift(AssetId asset) =>
        new(Decimals.Normal(totals.Where(total => total.Key.Asset == asset).Sum(total => total.Value)));

    /// <summary>Compares the totals with what entities hold, when nothing is under way.</summary>
    /// <param name="accounts">All accounts.</param>
    /// <param name="funds">All funds.</param>
    /// <param name="risk">Knows which contracts are inverse, and their settle assets.</param>
    /// <param name="fundingIndices">The last cumulative funding indices; absent, what is owed for funding is not looked
    /// at.</param>
    /// <param name="settlements">What expired contracts were settled at; absent, nothing has expired.</param>
    /// <param name="escrows">All escrows; absent, there are none.</param>
    /// <param name="pools">All pools; absent, there are none.</param>
    /// <returns>A sentence for each total that does not hold; empty where all do.</returns>
    public IReadOnlyList<string> Discrepancies(
        IReadOnlyCollection<AccountState> accounts,
        IReadOnlyCollection<FundState> funds,
        RiskBook risk,
        IReadOnlyDictionary<InstrumentId, Amount>? fundingIndices = null,
        IReadOnlyDictionary<InstrumentId, SettlementPrice>? settlements = null,
        IReadOnlyCollection<EscrowState>? escrows = null,
        IReadOnlyCollection<PoolState>? pools = null) =>
    [
        .. Assets.SelectMany(asset => Compare("made out of nothing", asset, Drift(asset), Amount.Zero)),
        .. Assets.SelectMany(asset => Compare("under way", asset, Total(LedgerBucket.UnderWay, asset), Amount.Zero)),
        .. Held("balances", LedgerBucket.Balances, Sum(accounts.SelectMany(account => account.Balances))),
        .. Held(
            "isolated margins",
            LedgerBucket.IsolatedMargins,
            Sum(accounts.SelectMany(account => account.Isolated.Select(
                each => KeyValuePair.Create(risk[each.Key].Settle, each.Value.Margin))))),
        .. Held("funds", LedgerBucket.Funds, Sum(funds.Select(fund => KeyValuePair.Create(fund.Asset, fund.Balance)))),
        .. Held(
            "escrows",
            LedgerBucket.Escrows,
            Sum((escrows ?? []).SelectMany(e => e.Held).Select(part => KeyValuePair.Create(part.Asset, part.Amount)))),
        .. Held(
            "pools",
            LedgerBucket.Pools,
            Sum((pools ?? []).Select(pool => KeyValuePair.Create(pool.Asset, pool.Cash)))),
        .. Stakes(accounts, pools ?? []),
        .. Held(
            "claims",
            LedgerBucket.Claims,
            Sum(accounts.SelectMany(account => account.Positions.Select(p => ClaimOf(p, risk))))),
        .. Held(
            "funding",
            LedgerBucket.Funding,
            Sum(accounts.SelectMany(account => account.Positions.Select(p => FundingOf(p, risk))))),
        .. Contracts(accounts),
        .. Unsettled(accounts, risk, settlements ?? ImmutableSortedDictionary<InstrumentId, SettlementPrice>.Empty),
        .. fundingIndices is null ? [] : FundingOwed(accounts, risk, fundingIndices),
    ];

    private static KeyValuePair<AssetId, Amount> ClaimOf(
        KeyValuePair<InstrumentId, AccountPosition> position, RiskBook risk)
    {
        var instrument = risk[position.Key];
        var entry = position.Value.EntryValue;
        return KeyValuePair.Create(instrument.Settle, instrument.IsInverse ? entry : -entry);
    }

    private static KeyValuePair<AssetId, Amount> FundingOf(
        KeyValuePair<InstrumentId, AccountPosition> position, RiskBook risk) =>
        KeyValuePair.Create(risk[position.Key].Settle, position.Value.FundingValue);

    private static Dictionary<AssetId, Amount> Sum(IEnumerable<KeyValuePair<AssetId, Amount>> amounts) =>
        amounts.GroupBy(amount => amount.Key).ToDictionary(
            group => group.Key, group => group.Aggregate(Amount.Zero, (sum, amount) => sum + amount.Value));

    // What accounts owe and have supplied is what pools are owed and owe, in units and in shares.
    private static IEnumerable<string> Stakes(
        IReadOnlyCollection<AccountState> accounts, IReadOnlyCollection<PoolState> pools)
    {
        var stakes = accounts.SelectMany(account => account.Stakes).ToList();
        var units = Sum(stakes.Select(stake => KeyValuePair.Create(stake.Key, stake.Value.Units)));
        var shares = Sum(stakes.Select(stake => KeyValuePair.Create(stake.Key, stake.Value.Shares)));
        foreach (var asset in units.Keys.Union(pools.Select(pool => pool.Asset)).Order())
        {
            var pool = pools.FirstOrDefault(each => each.Asset == asset) ?? new PoolState(asset);
            foreach (var wrong in Compare("units of loans", asset, units.GetValueOrDefault(asset), pool.Units)
                .Concat(Compare(
                    "shares of suppliers", asset, shares.GetValueOrDefault(asset), pool.Shares - pool.VenueShares)))
                yield return wrong;
        }
    }

    private static IEnumerable<string> Contracts(IEnumerable<AccountState> accounts) =>
        from position in accounts.SelectMany(account => account.Positions)
        group position.Value.Quantity by position.Key into of
        let sum = of.Aggregate(Quantity.Zero, (total, quantity) => total + quantity)
        where sum != Quantity.Zero
        select $"long and short contracts of {of.Key} differ by {sum}; they have to cancel out";

    // What some have paid others are owed: funding neither comes from the venue nor stays there.
    private IEnumerable<string> FundingOwed(
        IEnumerable<AccountState> accounts, RiskBook risk, IReadOnlyDictionary<InstrumentId, Amount> indices)
    {
        var owed = Sum(
            from position in accounts.SelectMany(account => account.Positions)
            let instrument = risk[position.Key]
            select KeyValuePair.Create(instrument.Settle, FundingBooking.Owed(
                instrument,
                position.Value.Quantity,
                position.Value.FundingValue,
                indices.GetValueOrDefault(position.Key),
                risk[instrument.Settle].Scale)));
        return owed.SelectMany(of =>
            Compare("owed for funding", of.Key, of.Value, -Total(LedgerBucket.Funding, of.Key)));
    }

    // What those who were settled have given is what those who were not are due, and nothing once everybody was.
    private IEnumerable<string> Unsettled(
        IEnumerable<AccountState> accounts,
        RiskBook risk,
        IReadOnlyDictionary<InstrumentId, SettlementPrice> settlements)
    {
        var due = Sum(
            from position in accounts.SelectMany(account => account.Positions)
            where settlements.ContainsKey(position.Key)
            let instrument = risk[position.Key]
            let value = SettlementBooking.ValueOf(instrument, position.Value.Quantity, settlements[position.Key])
            select KeyValuePair.Create(instrument.Settle, instrument.IsInverse ? -value : value));
        return Held("due at settlement", LedgerBucket.Settlement, due);
    }

    private IEnumerable<string> Held(string what, LedgerBucket bucket, Dictionary<AssetId, Amount> held) =>
        Assets.Union(held.Keys).Order()
            .SelectMany(asset => Compare(what, asset, held.GetValueOrDefault(asset), Total(bucket, asset)));

    private static string[] Compare(string what, AssetId asset, Amount actual, Amount expected) =>
        actual == expected ? [] : [$"{what}: {actual} {asset}, expected {expected} {asset}"];
}
