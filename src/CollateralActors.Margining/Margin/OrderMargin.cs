using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Margin;

/// <summary>What open orders add to the initial requirement of an account.</summary>
/// <remarks>
/// Of each instrument the worse of two futures counts: all buys fill, or all sells do. An order that would fill at a
/// worse price
/// than the mark also brings the loss that it opens with.
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
            if (IsFirst(i, book.Orders))
                total += Of(instrument, book, market) * MarginCalculator.PriceOf(instrument.Settle, market);
        }

        return total;
    }

    /// <summary>What an order would lose at once if it were filled now: 0 or more, settle units.</summary>
    public static Amount OpeningLoss(BookOrder order, MarketView market)
    {
        var mark = MarginCalculator.MarkOf(order.Instrument, order.Quantity.Sign, market);
        var atOrder = order.Instrument.SignedValue(order.Quantity, order.Price);
        return Amount.Max(Amount.Zero, -order.Instrument.UnrealisedPnl(order.Quantity, atOrder, mark));
    }

    private static Amount Of(InstrumentParameters instrument, MarginBook book, MarketView market)
    {
        var (held, leverage) = Held(instrument.Id, book);
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

        Amount Initial(Quantity quantity)
        {
            var mark = MarginCalculator.MarkOf(instrument, quantity.Sign, market);
            return instrument.IsOption
                ? OptionMargin.Of(instrument, quantity, mark, market).Initial
                : instrument.Margin.Initial(
                    instrument.SignedValue(quantity, mark).Abs(), instrument.SizeOf(quantity), leverage);
        }
    }

    private static (Quantity Held, decimal Leverage) Held(InstrumentId instrument, MarginBook book)
    {
        for (var i = 0; i < book.Positions.Count; i++)
        {
            var position = book.Positions[i];
            if (!position.IsIsolated && position.Instrument.Id == instrument)
                return (position.Quantity, position.Leverage);
        }

        for (var i = 0; i < book.Orders.Count; i++)
        {
            if (book.Orders[i].Instrument.Id == instrument)
                return (Quantity.Zero, book.Orders[i].Leverage);
        }

        return (Quantity.Zero, 0m);
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
