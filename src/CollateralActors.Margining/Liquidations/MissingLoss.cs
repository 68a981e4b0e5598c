using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Liquidations;

/// <summary>What is still missing of an account once the funds have paid, and which contract lost it.</summary>
/// <remarks>
/// A debt is passed on to the contract in which the episode's steps lost most of that asset; a debt that no contract
/// made, as of a loan, stays. Others never give more than what the account is worth too little: what it has in other
/// assets is its own business, and goes by what is exchanged for debts.
/// </remarks>
internal static class MissingLoss
{
    /// <summary>The losses to pass on, in order of the assets; none where the rules share none.</summary>
    public static ValueList<PassedLoss> Of(AccountState account, Episode.AwaitingFunds waiting, MarketView market)
    {
        if (market.Risk.Liquidation?.Deleveraging?.SocialisedLoss is null)
            return [];
        if (waiting.Id.Isolated is { } isolated)
        {
            var settle = market.Risk[isolated].Settle;
            var margin = account.IsolatedMarginOf(isolated);
            return margin < Amount.Zero && LoserOf(settle, waiting, market) is { } own
                ? [new PassedLoss(own, settle, -margin)]
                : [];
        }

        var losses = new List<PassedLoss>();
        var left = -WorthOf(account, market);
        foreach (var (asset, balance) in account.Balances.Where(each => each.Value < Amount.Zero))
        {
            if (left.Sign <= 0 || LoserOf(asset, waiting, market) is not { } loser
                || market.IndexPrice(asset) is not { Value: > 0m } price)
                continue;
            Fraction index = price.Value;
            var missing = Fraction.Min(-(Fraction)balance.Value, left / index).ToAmount().Value;
            var amount = Decimals.Normal(Decimals.Down(missing, market.Risk[asset].Scale));
            if (amount <= 0m)
                continue;
            losses.Add(new PassedLoss(loser, asset, new Amount(amount)));
            left -= index * amount;
        }

        return losses.ToValueList();
    }

    private static InstrumentId? LoserOf(AssetId asset, Episode.AwaitingFunds waiting, MarketView market) =>
        waiting.Results
            .Where(result => result.Pnl < Amount.Zero && market.Risk.Find(result.Instrument)?.Settle == asset)
            .OrderBy(result => result.Pnl)
            .ThenBy(result => result.Instrument)
            .Select(result => (InstrumentId?)result.Instrument)
            .FirstOrDefault();

    private static Fraction WorthOf(AccountState account, MarketView market) => account.Balances.Aggregate(
        Fraction.Zero,
        (sum, each) => sum + ((Fraction)each.Value.Value * (market.IndexPrice(each.Key)?.Value ?? 0m)));
}
