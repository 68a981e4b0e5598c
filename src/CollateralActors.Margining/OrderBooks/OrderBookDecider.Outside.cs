using System.Diagnostics;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.OrderBooks;

/// <content>What a book of a venue outside makes of its events, owes and waits for.</content>
public sealed partial class OrderBookDecider
{
    /// <summary>Orders that the venue has not confirmed leave again.</summary>
    public IEnumerable<Envelope> Reminders(Entity<OrderBookState> entity) =>
        entity.State.Outside is { } outside ? OutsideOrders.Unconfirmed(entity.Id, outside) : [];

    /// <summary>The earliest deadline of an order that is waited for.</summary>
    public Instant? NextDue(OrderBookState state) =>
        state.Outside?.Open.Select(order => (Instant?)order.Value.Deadline).Min();

    /// <summary>The look at deadlines.</summary>
    public IEnumerable<Envelope> WhenDue(Entity<OrderBookState> entity) =>
        [Envelope.Signal(entity.Id, entity.Id, new OrderBookCommand.LookAtDeadlines())];

    private static Decision Connect(OrderBookCommand.ConnectVenue c) =>
        c.Patience <= TimeSpan.Zero || c.Patience > OrderBookCommand.ConnectVenue.Longest
        || c.Patience.Ticks % TimeSpan.TicksPerMillisecond != 0
            ? Decision.Reject(new Rejection(RejectionCode.IllegalParameters, FormattableString.Invariant(
                $"patience {c.Patience:c} is not more than 0 and at most 1 day, in whole milliseconds")))
            : Decision.Accept(new OrderBookEvent.VenueConnected(c.Patience));

    private static OutsideBook Evolve(OutsideBook? book, IEvent @event) => @event switch
    {
        OrderBookEvent.VenueConnected e => OutsideBook.Empty(e.Patience),
        OrderBookEvent.OrderSent e =>
            book!.With(e.Order, new OutsideOrder(e.Account, e.Quantity, e.Limit, e.Deadline)),
        OrderBookEvent.OrderConfirmed e => book!.With(e.Order, book.Orders[e.Order] with { IsConfirmed = true }),
        OrderBookEvent.FillReported e => book!.With(
            e.Order,
            book.Orders[e.Order] with { IsConfirmed = true, Fills = [.. book.Orders[e.Order].Fills, e.Fill] }),
        OrderBookEvent.DoneReported e =>
            book!.With(e.Order, book.Orders[e.Order] with { IsConfirmed = true, Said = e.Filled }),
        OrderBookEvent.OrderClosed e => book!.Close(e.Order),
        _ => throw new UnreachableException($"unhandled event {@event.GetType().Name}"),
    };

    // The account's own leg of a fill comes with its step; of one that comes later, alone, as anybody's trade.
    private static IEnumerable<Owed> OwesOutside(Entity<OrderBookState> before, IEvent @event)
    {
        var instrument = new InstrumentId(before.Id.Key);
        return @event switch
        {
            OrderBookEvent.FillReported { IsLate: false } e => [MakersLeg(instrument, e.Account, e.Fill)],
            OrderBookEvent.FillReported e =>
                [TakersLeg(instrument, e.Account, e.Fill), MakersLeg(instrument, e.Account, e.Fill)],
            OrderBookEvent.OrderClosed e =>
            [
                new(
                    Entities.Account(e.Account),
                    new AccountCommand.SettleStep(
                        e.Order.Liquidation, e.Order.Step, instrument, e.Trades, e.Unfilled)),
            ],
            _ => [],
        };
    }

    private static Owed TakersLeg(InstrumentId instrument, AccountId taker, BookTrade fill) => new(
        Entities.Account(taker),
        new AccountCommand.ApplyTrade(
            fill.Trade, instrument, fill.Maker, fill.Quantity, fill.Price,
            TradeSide.TakerOnly, TradeSide.MakerOnly, TradeRole.Counter)
        {
            FundingIndex = fill.FundingIndex,
        });

    private static OrderBookCommand? OutsideCommandOf(IEvent first) => first switch
    {
        OrderBookEvent.VenueConnected e => new OrderBookCommand.ConnectVenue(e.Patience),
        OrderBookEvent.OrderSent e => new OrderBookCommand.PlaceOrder(
            e.Order.Liquidation, e.Order.Step, e.Account, e.Quantity, e.Severity)
        {
            Limit = e.Limit,
        },
        OrderBookEvent.OrderConfirmed e => new OrderBookCommand.ConfirmOrder(e.Order),
        OrderBookEvent.FillReported e => new OrderBookCommand.ReportFill(
            e.Order, e.Fill.Trade, e.Fill.Maker, e.Fill.Quantity, e.Fill.Price),
        OrderBookEvent.DoneReported e => new OrderBookCommand.ReportDone(e.Order, e.Filled),
        OrderBookEvent.OrderClosed => new OrderBookCommand.LookAtDeadlines(),
        _ => null,
    };
}
