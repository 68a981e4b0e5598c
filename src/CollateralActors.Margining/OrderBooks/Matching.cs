using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.OrderBooks;

/// <summary>Works an order against the simulated depth.</summary>
internal static class Matching
{
    public static OrderBookEvent.OrderExecuted Work(
        OrderBookState state,
        BookParameters parameters,
        InstrumentParameters instrument,
        OrderBookCommand.PlaceOrder order,
        Price mark,
        MarketView market)
    {
        var side = order.Quantity.Sign;
        var left = order.Quantity.Abs().Contracts;
        var taken = (side > 0 ? state.Asks : state.Bids).At(market.Frame, parameters.RecoveryPerFrame);
        var trades = new List<BookTrade>();
        var level = parameters.LevelQuantity.Contracts;
        for (var i = (int)(taken / level); i < parameters.Levels && left > 0m; i++)
        {
            var there = ((i + 1) * level) - taken;
            var maker = parameters.Makers[i % parameters.Makers.Count];
            // An account does not trade with itself: its own level steps aside as a whole and comes back with time.
            if (maker == order.Account)
            {
                taken += there;
                continue;
            }

            // Like any venue's, its trades are within limits: a price from elsewhere may be beyond them.
            if (PriceAt(parameters, instrument, mark, side, i) is not { } price || IsBeyond(price, order.Limit, side))
                break;
            var fill = Math.Min(Math.Min(left, there), MostAt(price, instrument));
            if (fill <= 0m)
                break;
            trades.Add(new BookTrade(
                new TradeId(FormattableString.Invariant($"{instrument.Id}.{state.Trades + trades.Count + 1}")),
                maker,
                new Quantity(side * fill),
                price)
            {
                FundingIndex = market.FundingIndex(instrument.Id),
            });
            left -= fill;
            taken += fill;
        }

        return new OrderBookEvent.OrderExecuted(
            order.Liquidation,
            order.Step,
            order.Account,
            order.Quantity,
            order.Severity,
            mark,
            trades.ToValueList(),
            new Quantity(side * left),
            new Quantity(Decimals.Normal(taken)))
        {
            Limit = order.Limit,
        };
    }

    /// <summary>Cancels an order in a contract that has expired.</summary>
    public static OrderBookEvent.OrderExecuted Cancel(
        OrderBookState state,
        BookParameters parameters,
        OrderBookCommand.PlaceOrder order,
        Price mark,
        FrameNumber frame)
    {
        var taken = (order.Quantity.Sign > 0 ? state.Asks : state.Bids).At(frame, parameters.RecoveryPerFrame);
        return new OrderBookEvent.OrderExecuted(
            order.Liquidation,
            order.Step,
            order.Account,
            order.Quantity,
            order.Severity,
            mark,
            [],
            order.Quantity,
            new Quantity(Decimals.Normal(taken)))
        {
            Limit = order.Limit,
        };
    }

    private static bool IsBeyond(Price price, Price? limit, int side) =>
        limit is { } worst && (side > 0 ? price > worst : price < worst);

    // Asks round up and bids down to the tick: the spread is never narrower than stated. A bid is worth at least one
    // tick.
    private static Price? PriceAt(
        BookParameters parameters, InstrumentParameters instrument, Price mark, int side, int level)
    {
        if (mark.Value > Limits.Largest / 2m)
            return null;
        var away = parameters.HalfSpread.Value + (parameters.LevelStep.Value * level);
        var ticks = mark.Value * (1m + (side * away)) / instrument.Tick.Value;
        var whole = side > 0 ? Math.Ceiling(ticks) : Math.Floor(ticks);
        return new Price(Decimals.Normal(Math.Max(1m, whole) * instrument.Tick.Value));
    }

    // Contracts whose value is no more than the largest of one trade, in whole lots.
    private static decimal MostAt(Price price, InstrumentParameters instrument)
    {
        var size = instrument.IsInverse ? Limits.Largest * price.Value : Limits.Largest / price.Value;
        var (lot, each) = (instrument.Lot.Contracts, instrument.ContractSize);
        var contracts = size >= Limits.Largest * each ? Limits.Largest : size / each;
        return contracts - (contracts % lot);
    }
}
