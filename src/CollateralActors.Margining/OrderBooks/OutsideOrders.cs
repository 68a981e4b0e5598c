using System.Diagnostics;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.OrderBooks;

/// <summary>
/// The rules of a book whose orders a venue outside works. Each order is sent until the venue confirms it; fills are
/// facts and booked once each, whenever they come; the liquidation's step ends with all of them together, once the
/// venue has said how much that is, the order is full, or its time is over.
/// </summary>
/// <param name="self">The book.</param>
/// <param name="book">As its events made it.</param>
/// <param name="context">What a decision may look at.</param>
/// <param name="market">The frame.</param>
internal sealed class OutsideOrders(EntityId self, OutsideBook book, DecisionContext context, MarketView market)
{
    /// <summary>What to say to a command.</summary>
    public Decision Decide(OrderBookCommand command, InstrumentParameters instrument) => command switch
    {
        OrderBookCommand.PlaceOrder c => Place(c, market.HasExpired(instrument)),
        OrderBookCommand.ConfirmOrder c => Find(c.Order) is not { } order ? Unknown(c.Order)
            : order.IsConfirmed || !order.IsOpen ? new Decision.AlreadyApplied()
            : Decision.Accept(new OrderBookEvent.OrderConfirmed(c.Order)),
        OrderBookCommand.ReportFill c => Find(c.Order) is { } order ? Fill(c, order, instrument) : Unknown(c.Order),
        OrderBookCommand.ReportDone c => Find(c.Order) is { } order ? Done(c, order) : Unknown(c.Order),
        OrderBookCommand.LookAtDeadlines => GiveUp(),
        // What leaves for the venue comes here where nobody carries it there.
        OrderBookCommand.SendOrder or OrderBookCommand.RecallOrder => Decision.Nothing,
        _ => throw new UnreachableException($"unhandled command {command.GetType().Name}"),
    };

    /// <summary>What leaves for the venue until it has confirmed it.</summary>
    public static IEnumerable<Envelope> Unconfirmed(EntityId self, OutsideBook book) =>
        book.Open.Where(order => !order.Value.IsConfirmed).Select(order => Sending(self, order.Key, order.Value));

    private OutsideOrder? Find(ClientOrderId id) => book.Orders.GetValueOrDefault(id);

    private Decision.Accepted Place(OrderBookCommand.PlaceOrder c, bool hasExpired)
    {
        var id = new ClientOrderId(c.Liquidation, c.Step);
        var deadline = context.Now + book.Patience;
        var sent = new OrderBookEvent.OrderSent(id, c.Account, c.Quantity, c.Severity, deadline) { Limit = c.Limit };
        var order = new OutsideOrder(c.Account, c.Quantity, c.Limit, deadline);
        return hasExpired
            ? new Decision.Accepted([sent, Closing(id, order, isGivenUp: false)], [])
            : new Decision.Accepted([sent], [Sending(self, id, order)]);
    }

    private Decision Fill(OrderBookCommand.ReportFill c, OutsideOrder order, InstrumentParameters instrument)
    {
        var known = order.Fills.FirstOrDefault(fill => fill.Trade == c.Fill);
        var isSame = (known.Maker, known.Quantity, known.Price) == (c.Counterparty, c.Quantity, c.Price);
        if (known != default)
            return isSame ? new Decision.AlreadyApplied() : Decision.Reject(new Rejection(
                RejectionCode.FillContradicted,
                $"fill '{c.Fill}' of order {c.Order} was reported before, as {known.Quantity} at {known.Price} "
                + $"with '{known.Maker}'; a fill is one trade, another one has another name"));
        if (Malformed(c, order) is { } wrong)
            return Decision.Reject(wrong);
        var fill = new BookTrade(c.Fill, c.Counterparty, c.Quantity, c.Price)
        {
            FundingIndex = market.FundingIndex(instrument.Id),
        };
        var reported = new OrderBookEvent.FillReported(c.Order, fill, order.Account, !order.IsOpen);
        return Followed(reported, c.Order, order with { Fills = [.. order.Fills, fill] });
    }

    private Rejection? Malformed(OrderBookCommand.ReportFill c, OutsideOrder order) =>
        AccountChecks.Trade(c.Fill)
        ?? AccountChecks.Name(c.Counterparty)
        ?? AccountChecks.Contracts(new InstrumentId(self.Key), c.Quantity, c.Price, market.Risk)
        ?? WrongSide(c.Quantity, c.Order, order)
        ?? (c.Counterparty == order.Account
            ? new Rejection(
                RejectionCode.SelfTrade,
                $"fill '{c.Fill}' has account '{order.Account}' on both sides; name the account on the other side")
            : null);

    private static Decision Done(OrderBookCommand.ReportDone c, OutsideOrder order)
    {
        if (!order.IsOpen || order.Said is not null)
            return new Decision.AlreadyApplied();
        if ((c.Filled.Sign != 0 ? WrongSide(c.Filled, c.Order, order) : null) is { } wrong)
            return Decision.Reject(wrong);
        return Followed(
            new OrderBookEvent.DoneReported(c.Order, c.Filled), c.Order, order with { Said = c.Filled });
    }

    private static Rejection? WrongSide(Quantity quantity, ClientOrderId id, OutsideOrder order) =>
        quantity.Sign == order.Quantity.Sign ? null : Rejection.IllegalNumber(
            "quantity", quantity.Contracts, order.Quantity.Sign > 0
                ? $"more than 0, since order {id} buys"
                : $"less than 0, since order {id} sells");

    private static Decision Followed(OrderBookEvent first, ClientOrderId id, OutsideOrder after) =>
        after.IsOpen && after.IsComplete
            ? Decision.Accept(first, Closing(id, after, isGivenUp: false))
            : Decision.Accept(first);

    private Decision GiveUp()
    {
        var late = book.Open.Where(order => order.Value.Deadline <= context.Now).ToList();
        return late.Count == 0
            ? Decision.Nothing
            : new Decision.Accepted(
                [.. late.Select(order => Closing(order.Key, order.Value, isGivenUp: true))],
                [.. late.Select(order => Envelope.Signal(self, self, new OrderBookCommand.RecallOrder(order.Key)))]);
    }

    private static OrderBookEvent.OrderClosed Closing(ClientOrderId id, OutsideOrder order, bool isGivenUp) =>
        new(id, order.Account, order.Fills, order.Quantity - order.Filled, isGivenUp);

    private static Envelope Sending(EntityId self, ClientOrderId id, OutsideOrder order) => Envelope.Signal(
        self, self, new OrderBookCommand.SendOrder(id, order.Account, order.Quantity, order.Limit));

    private static Decision Unknown(ClientOrderId id) => Decision.Reject(new Rejection(
        RejectionCode.UnknownOrder,
        $"order {id} is not among those that were sent from here, or was closed before the last "
        + $"{OutsideBook.Remembered}; name an order as it was sent, or report a trade between two accounts"));
}
