using CollateralActors.Journal.Codec.Parts;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Units;
using static CollateralActors.Journal.Codec.FlatJson;

namespace CollateralActors.Journal.Codec.OrderBooks;

/// <summary>What simulated order books store.</summary>
internal static class OrderBookEvents
{
    public static readonly FormTable Table = new FormTable()
        .Add(
            "book.opened.v1",
            Default.BookOpenedV1,
            (OrderBookEvent.BookOpened e) =>
                new BookOpenedV1(BookParametersV1.Of(e.Parameters), BookFiguresV1.OfAny(e.Quotes)),
            s => new OrderBookEvent.BookOpened(s.Parameters.ToDomain()) { Quotes = s.Quotes?.ToDomain() })
        .Add(
            "book.order-executed.v1",
            Default.OrderExecutedV1,
            (OrderBookEvent.OrderExecuted e) => ToStored(e),
            ToDomain);

    private static OrderExecutedV1 ToStored(OrderBookEvent.OrderExecuted e) => new(
        e.Liquidation.Value,
        e.Step,
        e.Account.Value,
        e.Quantity.Contracts,
        e.Severity.Value,
        e.Mark.Value,
        BookTradeV1.Of(e.Trades),
        e.Unfilled.Contracts,
        e.Taken.Contracts,
        e.Limit?.Value,
        BookFiguresV1.OfAny(e.Quotes));

    private static OrderBookEvent.OrderExecuted ToDomain(OrderExecutedV1 s) => new(
        new LiquidationId(s.Liquidation),
        s.Step,
        new AccountId(s.Account),
        new Quantity(s.Quantity),
        new Rate(s.Severity),
        new Price(s.Mark),
        BookTradeV1.Read(s.Trades),
        new Quantity(s.Unfilled),
        new Quantity(s.Taken))
    {
        Limit = PriceV1.Read(s.Limit),
        Quotes = s.Quotes?.ToDomain(),
    };
}

/// <summary>What simulated order books are sent.</summary>
internal static class OrderBookCommands
{
    public static readonly FormTable Table = new FormTable()
        .Add(
            "msg.book.open-book.v1",
            Default.OpenBookV1,
            (OrderBookCommand.OpenBook c) => new OpenBookV1(BookParametersV1.Of(c.Parameters)),
            s => new OrderBookCommand.OpenBook(s.Parameters.ToDomain()))
        .Add(
            "msg.book.place-order.v1",
            Default.PlaceOrderV1,
            (OrderBookCommand.PlaceOrder c) => new PlaceOrderV1(
                c.Liquidation.Value, c.Step, c.Account.Value, c.Quantity.Contracts, c.Severity.Value, c.Limit?.Value),
            s => new OrderBookCommand.PlaceOrder(
                new LiquidationId(s.Liquidation),
                s.Step,
                new AccountId(s.Account),
                new Quantity(s.Quantity),
                new Rate(s.Severity))
            {
                Limit = PriceV1.Read(s.Limit),
            });
}

internal sealed record BookOpenedV1(
    [property: JsonName("parameters")] BookParametersV1 Parameters,
    [property: JsonName("quotes")] BookFiguresV1? Quotes = null);

internal sealed record OrderExecutedV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("step")] int Step,
    [property: JsonName("account")] string Account,
    [property: JsonName("quantity")] decimal Quantity,
    [property: JsonName("severity")] decimal Severity,
    [property: JsonName("mark")] decimal Mark,
    [property: JsonName("trades")] BookTradeV1[] Trades,
    [property: JsonName("unfilled")] decimal Unfilled,
    [property: JsonName("taken")] decimal Taken,
    [property: JsonName("limit")] decimal? Limit = null,
    [property: JsonName("quotes")] BookFiguresV1? Quotes = null);

internal sealed record OpenBookV1(
    [property: JsonName("parameters")] BookParametersV1 Parameters);

internal sealed record PlaceOrderV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("step")] int Step,
    [property: JsonName("account")] string Account,
    [property: JsonName("quantity")] decimal Quantity,
    [property: JsonName("severity")] decimal Severity,
    [property: JsonName("limit")] decimal? Limit = null);
