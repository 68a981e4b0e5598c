using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>How much of an asset an account can take out now.</summary>
public static class Withdrawable
{
    /// <summary>
    /// The largest withdrawal that would be accepted at a frame: at most the balance, and what the free collateral for
    /// withdrawals allows.
    /// </summary>
    /// <returns>
    /// An amount at the asset's scale; 0 where nothing can be taken out. This amount is accepted, one unit of the scale
    /// more is refused: it is found by asking the pre-trade check itself, which only grows stricter with the amount.
    /// </returns>
    public static Amount Of(AccountState account, AssetId asset, MarketView market)
    {
        if (market.Risk.Find(asset) is not { } parameters || PreTrade.Standing(account) is not null)
            return Amount.Zero;
        var most = Math.Min(account.BalanceOf(asset).Value, Limits.Largest);
        if (most <= 0m)
            return Amount.Zero;
        if (IsAllowed(account, asset, most, market))
            return new Amount(most);
        var unit = new decimal(1, 0, 0, false, (byte)parameters.Scale);
        var (allowed, refused) = (0m, most / unit);
        while (refused - allowed > 1m)
        {
            var middle = decimal.Floor((allowed + refused) / 2m);
            if (IsAllowed(account, asset, middle * unit, market))
                allowed = middle;
            else
                refused = middle;
        }

        return new Amount(Decimals.Normal(allowed * unit));
    }

    private static bool IsAllowed(AccountState account, AssetId asset, decimal amount, MarketView market) =>
        PreTrade.Shortfall(account, AccountDecision.WithdrawalOf(asset, new Amount(amount)), market) is null;
}
