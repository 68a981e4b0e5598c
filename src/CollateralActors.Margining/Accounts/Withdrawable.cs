using CollateralActors.Margining.Market;
using CollateralActors.Margining.Spot;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>How much of an asset an account can take out now.</summary>
public static class Withdrawable
{
    /// <summary>
    /// The largest withdrawal that would be accepted at a frame: at most what open orders in spot leave of the
    /// balance, and what the free collateral for withdrawals allows.
    /// </summary>
    /// <returns>
    /// An amount at the asset's scale; 0 where nothing can be taken out. This amount is accepted, one unit of the scale
    /// more is refused: it is found by asking the pre-trade check itself, which only grows stricter with the amount.
    /// </returns>
    /// <remarks>
    /// But for several open orders in spot that get the same capped asset: each is judged as if the others had been
    /// filled, so that less of it in the balance can also let each bring more. Then there may be a larger amount that
    /// is accepted beyond some that are not.
    /// </remarks>
    public static Amount Of(AccountState account, AssetId asset, MarketView market)
    {
        if (market.Risk.Find(asset) is not { } parameters || market.IsHalted
            || PreTrade.Standing(account, MarginScope.Cross) is not null)
            return Amount.Zero;
        var most = Amount.Min(SpotOrders.FreeOf(asset, account, market.Risk), new Amount(Limits.Largest));
        return LargestAmount.Of(
            most,
            parameters.Scale,
            amount => PreTrade.Shortfall(account, AccountDecision.WithdrawalOf(asset, amount), market) is null);
    }
}
