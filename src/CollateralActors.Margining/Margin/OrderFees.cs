using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Margin;

/// <summary>What open orders reserve for fees: part of the account's initial requirement, of no position's.</summary>
/// <remarks>
/// Fees of all orders are added up, buys and sells: each of them is charged if all are filled one after the other. A
/// reduce-only order reserves none, so that it can always be placed; in spot fees are part of what is exchanged.
/// </remarks>
internal static class OrderFees
{
    /// <summary>Sum over all orders, valuation currency, 0 or more, unrounded.</summary>
    public static Amount Of(MarginBook book, MarketView market)
    {
        var total = Amount.Zero;
        for (var i = 0; i < book.Orders.Count; i++)
        {
            if (IsReserved(book.Orders[i]))
                total += Of(book.Orders[i], book, market)
                    * MarginCalculator.PriceOf(book.Orders[i].Instrument.Settle, market);
        }

        return total;
    }

    /// <summary>The same as an exact fraction.</summary>
    public static Fraction ExactOf(MarginBook book, MarketView market)
    {
        var total = Fraction.Zero;
        foreach (var order in book.Orders.Where(IsReserved))
            total += ExactOf(order, book, market) * ExactMarket.IndexPrice(order.Instrument.Settle, market);
        return total;
    }

    /// <summary>
    /// What is reserved for the fee of an order's own fill, settle units; 0 where the venue reserves nothing for fees.
    /// </summary>
    public static Amount ToOpen(BookOrder order, MarketView market) =>
        market.Risk.FeeReserve == FeeReserve.None || !IsReserved(order)
            ? Amount.Zero
            : order.Instrument.SignedValue(order.Quantity, order.Price).Abs() * OpeningRate(order);

    private static Amount Of(BookOrder order, MarginBook book, MarketView market)
    {
        var instrument = order.Instrument;
        var value = instrument.SignedValue(order.Quantity, order.Price).Abs();
        var opening = value * OpeningRate(order);
        if (market.Risk.FeeReserve == FeeReserve.Opening)
            return opening;
        var initial = instrument.IsOption
            ? OptionMargin.Of(instrument, order.Quantity, order.Price, market).Initial
            : instrument.Margin.Initial(
                value, instrument.SizeOf(order.Quantity), OrderMargin.LeverageOf(order, book));
        var closing = GainsWithValue(order) ? value - initial : value + initial;
        return opening + (Amount.Max(Amount.Zero, closing) * instrument.TakerFee);
    }

    private static Fraction ExactOf(BookOrder order, MarginBook book, MarketView market)
    {
        var instrument = order.Instrument;
        Fraction size = instrument.SizeOf(order.Quantity);
        Fraction price = order.Price.Value;
        var perSize = instrument.IsInverse ? Fraction.One / price : price;
        var opening = size * perSize * OpeningRate(order).Value;
        if (market.Risk.FeeReserve == FeeReserve.Opening)
            return opening;
        var initial = instrument.IsOption
            ? ExactOption.Requirement(instrument, order.Quantity.Contracts, price, market).Initial
            : ExactRequirement.Initial(
                instrument.Margin,
                size * perSize,
                size,
                OrderMargin.LeverageOf(order, book),
                PositionTerm.Maintenance(instrument.Margin, size, perSize));
        var closing = GainsWithValue(order) ? (size * perSize) - initial : (size * perSize) + initial;
        return opening + (Fraction.Max(Fraction.Zero, closing) * instrument.TakerFee.Value);
    }

    private static bool IsReserved(BookOrder order) => !order.IsReduceOnly && !order.Instrument.IsSpot;

    private static Rate OpeningRate(BookOrder order) => OpeningRate(order.Instrument, order.IsPostOnly);

    /// <summary>The largest share of its value that a fill of an order can cost.</summary>
    public static Rate OpeningRate(InstrumentParameters instrument, bool isPostOnly)
    {
        var (maker, taker) = (instrument.MakerFee, instrument.TakerFee);
        return isPostOnly || maker > taker ? maker : taker;
    }

    private static bool GainsWithValue(BookOrder order) => (order.Quantity.Sign > 0) != order.Instrument.IsInverse;
}
