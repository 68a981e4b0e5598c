using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Spot;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>What the balances must hold for the open orders in isolated instruments.</summary>
/// <remarks>
/// What open orders in spot give is not there for it. Free collateral may be of any asset; but the margin that a fill
/// moves is of the instrument's settle asset itself. Without this an account could open isolated positions that have no
/// margin, and leave their losses to the fund. Where the venue reserves fees, the fee of the fill is needed in it too:
/// it moves with the margin. The fee to close is paid out of the margin then.
/// </remarks>
internal static class IsolatedReserve
{
    /// <summary>
    /// The refusal of what would leave less of a settle asset than the orders need; null where it does not.
    /// </summary>
    /// <remarks>What was missing before may stay missing: prices took it, and not what is asked now.</remarks>
    public static Rejection? Shortfall(AccountState before, AccountState after, MarketView market)
    {
        if (after.Isolated.IsEmpty)
            return null;
        var book = after.ToMarginBook(market);
        foreach (var asset in SettleAssets(book))
        {
            var needed = Needed(book, asset, market);
            var held = SpotOrders.FreeOf(asset, after, market.Risk);
            var missing = needed - held;
            if (missing > Amount.Zero
                && missing > Needed(before.ToMarginBook(market), asset, market)
                    - SpotOrders.FreeOf(asset, before, market.Risk))
                return Rejection.InsufficientForIsolated(Rounded(needed, asset, market), held, asset);
        }

        return null;
    }

    private static IEnumerable<AssetId> SettleAssets(MarginBook book) =>
        book.Orders.Where(order => order.IsIsolated).Select(order => order.Instrument.Settle).Distinct().Order();

    // Margin by the worse side of an instrument, fees of all orders: as they are reserved.
    private static Amount Needed(MarginBook book, AssetId settle, MarketView market)
    {
        var orders = book.Orders.Where(order => order.IsIsolated && order.Instrument.Settle == settle).ToList();
        var margins = orders.DistinctBy(order => order.Instrument.Id)
            .Select(order => OrderMargin.InSettleUnits(order, book, market));
        return margins.Concat(orders.Select(order => OrderFees.ToOpen(order, market)))
            .Aggregate(Amount.Zero, (sum, each) => sum + each);
    }

    private static Amount Rounded(Amount amount, AssetId asset, MarketView market) =>
        new(Decimals.Normal(Decimals.Up(amount.Value, market.Risk[asset].Scale)));
}
