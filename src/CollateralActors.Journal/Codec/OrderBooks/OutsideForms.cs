using CollateralActors.Journal.Codec.Parts;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Units;
using static CollateralActors.Journal.Codec.FlatJson;

namespace CollateralActors.Journal.Codec.OrderBooks;

/// <summary>What books store whose orders a venue outside works.</summary>
internal static class OutsideEvents
{
    public static readonly FormTable Table = new FormTable()
        .Add(
            "book.venue-connected.v1",
            Default.PatienceV1,
            (OrderBookEvent.VenueConnected e) => PatienceV1.Of(e.Patience),
            s => new OrderBookEvent.VenueConnected(s.ToDomain()))
        .Add("book.order-sent.v1", Default.OrderSentV1, (OrderBookEvent.OrderSent e) => ToStored(e), ToDomain)
        .Add(
            "book.order-confirmed.v1",
            Default.OrderIdV1,
            (OrderBookEvent.OrderConfirmed e) => OrderIdV1.Of(e.Order),
            s => new OrderBookEvent.OrderConfirmed(s.ToDomain()))
        .Add("book.fill-reported.v1", Default.FillReportedV1, (OrderBookEvent.FillReported e) => ToStored(e), ToDomain)
        .Add(
            "book.done-reported.v1",
            Default.DoneReportedV1,
            (OrderBookEvent.DoneReported e) =>
                new DoneReportedV1(e.Order.Liquidation.Value, e.Order.Step, e.Filled.Contracts),
            s => new OrderBookEvent.DoneReported(
                new ClientOrderId(new LiquidationId(s.Liquidation), s.Step), new Quantity(s.Filled)))
        .Add("book.order-closed.v1", Default.OrderClosedV1, (OrderBookEvent.OrderClosed e) => ToStored(e), ToDomain);

    private static OrderSentV1 ToStored(OrderBookEvent.OrderSent e) => new(
        e.Order.Liquidation.Value,
        e.Order.Step,
        e.Account.Value,
        e.Quantity.Contracts,
        e.Severity.Value,
        e.Deadline.UnixMilliseconds,
        e.Limit?.Value);

    private static OrderBookEvent.OrderSent ToDomain(OrderSentV1 s) => new(
        new ClientOrderId(new LiquidationId(s.Liquidation), s.Step),
        new AccountId(s.Account),
        new Quantity(s.Quantity),
        new Rate(s.Severity),
        new Instant(s.Deadline))
    {
        Limit = PriceV1.Read(s.Limit),
    };

    private static FillReportedV1 ToStored(OrderBookEvent.FillReported e) => new(
        e.Order.Liquidation.Value, e.Order.Step, BookTradeV1.Of(e.Fill), e.Account.Value, FlagV1.Of(e.IsLate));

    private static OrderBookEvent.FillReported ToDomain(FillReportedV1 s) => new(
        new ClientOrderId(new LiquidationId(s.Liquidation), s.Step),
        s.Fill.ToDomain(),
        new AccountId(s.Account),
        s.Late ?? false);

    private static OrderClosedV1 ToStored(OrderBookEvent.OrderClosed e) => new(
        e.Order.Liquidation.Value,
        e.Order.Step,
        e.Account.Value,
        BookTradeV1.Of(e.Trades),
        e.Unfilled.Contracts,
        FlagV1.Of(e.IsGivenUp));

    private static OrderBookEvent.OrderClosed ToDomain(OrderClosedV1 s) => new(
        new ClientOrderId(new LiquidationId(s.Liquidation), s.Step),
        new AccountId(s.Account),
        BookTradeV1.Read(s.Trades),
        new Quantity(s.Unfilled),
        s.GivenUp ?? false);
}

/// <summary>What books are sent whose orders a venue outside works.</summary>
internal static class OutsideCommands
{
    public static readonly FormTable Table = new FormTable()
        .Add(
            "msg.book.connect-venue.v1",
            Default.PatienceV1,
            (OrderBookCommand.ConnectVenue c) => PatienceV1.Of(c.Patience),
            s => new OrderBookCommand.ConnectVenue(s.ToDomain()))
        .Add(
            "msg.book.send-order.v1",
            Default.SendOrderV1,
            (OrderBookCommand.SendOrder c) => new SendOrderV1(
                c.Order.Liquidation.Value, c.Order.Step, c.Account.Value, c.Quantity.Contracts, c.Limit?.Value),
            s => new OrderBookCommand.SendOrder(
                new ClientOrderId(new LiquidationId(s.Liquidation), s.Step),
                new AccountId(s.Account),
                new Quantity(s.Quantity),
                PriceV1.Read(s.Limit)))
        .Add(
            "msg.book.recall-order.v1",
            Default.OrderIdV1,
            (OrderBookCommand.RecallOrder c) => OrderIdV1.Of(c.Order),
            s => new OrderBookCommand.RecallOrder(s.ToDomain()))
        .Add(
            "msg.book.confirm-order.v1",
            Default.OrderIdV1,
            (OrderBookCommand.ConfirmOrder c) => OrderIdV1.Of(c.Order),
            s => new OrderBookCommand.ConfirmOrder(s.ToDomain()))
        .Add(
            "msg.book.report-fill.v1",
            Default.ReportFillV1,
            (OrderBookCommand.ReportFill c) => new ReportFillV1(
                c.Order.Liquidation.Value,
                c.Order.Step,
                c.Fill.Value,
                c.Counterparty.Value,
                c.Quantity.Contracts,
                c.Price.Value),
            s => new OrderBookCommand.ReportFill(
                new ClientOrderId(new LiquidationId(s.Liquidation), s.Step),
                new TradeId(s.Fill),
                new AccountId(s.Counterparty),
                new Quantity(s.Quantity),
                new Price(s.Price)))
        .Add(
            "msg.book.report-done.v1",
            Default.DoneReportedV1,
            (OrderBookCommand.ReportDone c) =>
                new DoneReportedV1(c.Order.Liquidation.Value, c.Order.Step, c.Filled.Contracts),
            s => new OrderBookCommand.ReportDone(
                new ClientOrderId(new LiquidationId(s.Liquidation), s.Step), new Quantity(s.Filled)))
        .Add("msg.book.look-at-deadlines.v1", new OrderBookCommand.LookAtDeadlines());
}

internal sealed record PatienceV1([property: JsonName("patienceMs")] long PatienceMs)
{
    public static PatienceV1 Of(TimeSpan patience) => new((long)patience.TotalMilliseconds);

    public TimeSpan ToDomain() => TimeSpan.FromMilliseconds(PatienceMs);
}

internal sealed record OrderIdV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("step")] int Step)
{
    public static OrderIdV1 Of(ClientOrderId id) => new(id.Liquidation.Value, id.Step);

    public ClientOrderId ToDomain() => new(new LiquidationId(Liquidation), Step);
}

internal sealed record OrderSentV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("step")] int Step,
    [property: JsonName("account")] string Account,
    [property: JsonName("quantity")] decimal Quantity,
    [property: JsonName("severity")] decimal Severity,
    [property: JsonName("deadline")] long Deadline,
    [property: JsonName("limit")] decimal? Limit = null);

internal sealed record FillReportedV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("step")] int Step,
    [property: JsonName("fill")] BookTradeV1 Fill,
    [property: JsonName("account")] string Account,
    [property: JsonName("late")] bool? Late = null);

internal sealed record DoneReportedV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("step")] int Step,
    [property: JsonName("filled")] decimal Filled);

internal sealed record OrderClosedV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("step")] int Step,
    [property: JsonName("account")] string Account,
    [property: JsonName("trades")] BookTradeV1[] Trades,
    [property: JsonName("unfilled")] decimal Unfilled,
    [property: JsonName("givenUp")] bool? GivenUp = null);

internal sealed record SendOrderV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("step")] int Step,
    [property: JsonName("account")] string Account,
    [property: JsonName("quantity")] decimal Quantity,
    [property: JsonName("limit")] decimal? Limit = null);

internal sealed record ReportFillV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("step")] int Step,
    [property: JsonName("fill")] string Fill,
    [property: JsonName("counterparty")] string Counterparty,
    [property: JsonName("quantity")] decimal Quantity,
    [property: JsonName("price")] decimal Price);
