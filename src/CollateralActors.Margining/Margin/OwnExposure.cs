using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Margin;

/// <summary>
/// How much of an asset an account is long in by its contracts, so that it loses with its own collateral.
/// </summary>
internal static class OwnExposure
{
    /// <summary>
    /// Units of the asset: longs less shorts of all cross positions on it, as if those of its open orders had filled
    /// that make it longer; 0 where that is a short. A call counts like its size of the base, a put the other way
    /// round.
    /// </summary>
    public static Amount In(AssetId asset, MarginBook book, MarketView market)
    {
        var sum = 0m;
        foreach (var position in book.Positions)
        {
            if (!position.IsIsolated && position.Instrument.Base == asset)
                sum += SizeOf(position.Instrument, position.Quantity, market);
        }

        foreach (var order in book.Orders)
        {
            if (order.Instrument.Base == asset && !order.Instrument.IsSpot)
                sum += Math.Max(0m, SizeOf(order.Instrument, order.Quantity, market));
        }

        return new Amount(Math.Max(0m, sum));
    }

    // An inverse contract is worth its face in coins of the base: that is how many coins it moves like.
    private static decimal SizeOf(Risk.InstrumentParameters instrument, Quantity quantity, MarketView market) =>
        instrument.IsInverse
            ? instrument.SignedValue(quantity, MarginCalculator.MarkOf(instrument, quantity.Sign, market)).Value
            : quantity.Contracts * instrument.ContractSize * (IsPut(instrument) ? -1m : 1m);

    private static bool IsPut(Risk.InstrumentParameters instrument) => instrument.Option?.Right == Risk.OptionRight.Put;
}
