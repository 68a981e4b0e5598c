using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Spot;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Margin;

/// <summary>What open orders add to the initial requirement of an account.</summary>
/// <remarks>
/// Of each instrument the worse of two futures counts: all buys fill, or all sells do. An order that would fill at a
/// worse price than the mark also brings the loss that it opens with, but for a reduce-only order, which opens nothing.
/// Reduce-only orders are never more than the position, so that alone they add nothing; behind other orders on their
/// side they do, as those open once the position is gone. Orders in spot open nothing: see <see cref="SpotReserve"/>.
/// </remarks>
internal static class OrderMargin
{
    /// <summary>Sum over the instruments with orders, valuation currency, 0 or more, unrounded.</summary>
    public static Amount Of(MarginBook book, MarketView market)
    {
        var total = Amount.Zero;
        for (var i = 0; i < book.Orders.Count; i++)
        {
            var instrument = book.Orders[i].Instrument;
            if (!instrument.IsSpot && IsFirst(i, book.Orders))
                total += InSettleUnits(book.Orders[i], book, market)
                    * MarginCalculator.PriceOf(instrument.Settle, market);
        }

        return total;
    }

    /// <summary>
    /// What an order would lose at once if it were filled now: 0 or more, 0 for one that only reduces; settle units.
    /// </summary>
    public static Amount OpeningLoss(BookOrder order, MarketView market)
    {
        if (order.IsReduceOnly)
            return Amount.Zero;
        var mark = MarginCalculator.MarkOf(order.Instrument, order.Quantity.Sign, market);
        var atOrder = order.Instrument.SignedValue(order.Quantity, order.Price);
        return Amount.Max(Amount.Zero, -order.Instrument.UnrealisedPnl(order.Quantity, atOrder, mark));
    }

    /// <summary>What some contracts at the mark require to be taken on; settle units, 0 for none.</summary>
    public static Amount InitialOf(
        InstrumentParameters instrument, Quantity quantity, decimal leverage, MarketView market)
    {
        var mark = MarginCalculator.MarkOf(instrument, quantity.Sign, market);
        if (instrument.IsOption)
            return OptionMargin.Of(instrument, quantity, mark, market).Initial;
        var value = instrument.SignedValue(quantity, mark).Abs();
        var initial = instrument.Margin.Initial(value, instrument.SizeOf(quantity), leverage);
        return OpenInterestMargin.Raised(instrument, initial, value, market);
    }

    /// <summary>What all orders in one order's instrument add; settle units, 0 or more, unrounded.</summary>
    public static Amount InSettleUnits(BookOrder first, MarginBook book, MarketView market)
    {
        var instrument = first.Instrument;
        var (held, leverage) = Held(first, book);
        var (bought, sold) = (held, held);
        var (buyLoss, sellLoss) = (Amount.Zero, Amount.Zero);
        for (var i = 0; i < book.Orders.Count; i++)
        {
            var order = book.Orders[i];
            if (order.Instrument.Id != instrument.Id)
                continue;
            var loss = OpeningLoss(order, market);
            if (order.Quantity > Quantity.Zero)
                (bought, buyLoss) = (bought + order.Quantity, buyLoss + loss);
            else
                (sold, sellLoss) = (sold + order.Quantity, sellLoss + loss);
        }

        var present = Initial(held);
        return Amount.Max(
            Amount.Zero,
            Amount.Max(Initial(bought) - present + buyLoss, Initial(sold) - present + sellLoss));

        Amount Initial(Quantity quantity) => InitialOf(instrument, quantity, leverage, market);
    }

    /// <summary>Leverage that an order's position has or would have; 0 where none is set.</summary>
    public static decimal LeverageOf(BookOrder order, MarginBook book) => Held(order, book).Leverage;

    // Orders in an instrument that is traded isolated add to the isolated position, all others to the cross one.
    private static (Quantity Held, decimal Leverage) Held(BookOrder order, MarginBook book)
    {
        for (var i = 0; i < book.Positions.Count; i++)
        {
            var position = book.Positions[i];
            if (position.IsIsolated == order.IsIsolated && position.Instrument.Id == order.Instrument.Id)
                return (position.Quantity, position.Leverage);
        }

        return (Quantity.Zero, order.Leverage);
    }

    private static bool IsFirst(int index, IReadOnlyList<BookOrder> orders)
    {
        for (var i = 0; i < index; i++)
        {
            if (orders[i].Instrument.Id == orders[index].Instrument.Id)
                return false;
        }

        return true;
    }
}
