using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.OrderBooks;

/// <content>What a book whose orders are worked by a venue outside is asked.</content>
public abstract partial record OrderBookCommand
{
    /// <summary>Sets the book up as one whose orders a venue outside works. Once.</summary>
    /// <param name="Patience">
    /// How long an order is waited for; more than 0, at most a day, in whole milliseconds. Then the step ends with what
    /// was reported.
    /// </param>
    [RiskClass(RiskClass.None)]
    public sealed record ConnectVenue(TimeSpan Patience) : OrderBookCommand
    {
        /// <summary>The longest patience.</summary>
        public static readonly TimeSpan Longest = TimeSpan.FromDays(1);
    }

    /// <summary>An order leaves for the venue outside. Said by the book, until the venue has confirmed it.</summary>
    [RiskClass(RiskClass.None)]
    public sealed record SendOrder(ClientOrderId Order, AccountId Account, Quantity Quantity, Price? Limit)
        : OrderBookCommand;

    /// <summary>An order is not waited for any more: the venue may forget it. Said by the book, once.</summary>
    [RiskClass(RiskClass.None)]
    public sealed record RecallOrder(ClientOrderId Order) : OrderBookCommand;

    /// <summary>The venue has an order: it need not be sent again.</summary>
    [RiskClass(RiskClass.None)]
    public sealed record ConfirmOrder(ClientOrderId Order) : OrderBookCommand;

    /// <summary>
    /// The venue has filled something of an order. A fact: late, repeated, before or after others, and for more than
    /// was asked, each is booked once.
    /// </summary>
    /// <param name="Order">The order.</param>
    /// <param name="Fill">The venue's name of the fill, and of the trade on both sides.</param>
    /// <param name="Counterparty">The account on the other side.</param>
    /// <param name="Quantity">Contracts, with the order's sign.</param>
    /// <param name="Price">
    /// What one unit was traded at; the venue's word, also where it is worse than the limit.
    /// </param>
    [RiskClass(RiskClass.None)]
    public sealed record ReportFill(
        ClientOrderId Order, TradeId Fill, AccountId Counterparty, Quantity Quantity, Price Price) : OrderBookCommand;

    /// <summary>The venue is done with an order.</summary>
    /// <param name="Order">The order.</param>
    /// <param name="Filled">
    /// What it filled in all, with the order's sign, or 0; fills that are not reported yet are waited for.
    /// </param>
    [RiskClass(RiskClass.None)]
    public sealed record ReportDone(ClientOrderId Order, Quantity Filled) : OrderBookCommand;

    /// <summary>Orders whose time is over are closed with what was reported. Said by the book's own clock.</summary>
    [RiskClass(RiskClass.None)]
    public sealed record LookAtDeadlines : OrderBookCommand;
}

/// <content>What happens to a book whose orders are worked by a venue outside.</content>
public abstract partial record OrderBookEvent
{
    /// <summary>The book is set up; its orders are worked outside.</summary>
    public sealed record VenueConnected(TimeSpan Patience) : OrderBookEvent;

    /// <summary>An order is on its way to the venue.</summary>
    /// <param name="Order">Its client order id.</param>
    /// <param name="Account">Whose order it is.</param>
    /// <param name="Quantity">Positive buys, negative sells.</param>
    /// <param name="Severity">How badly the account stood.</param>
    /// <param name="Deadline">From then on the venue is not waited for any more.</param>
    public sealed record OrderSent(
        ClientOrderId Order, AccountId Account, Quantity Quantity, Rate Severity, Instant Deadline) : OrderBookEvent
    {
        /// <summary>The worst price that it may be traded at; null for any price.</summary>
        public Price? Limit { get; init; }
    }

    /// <summary>The venue has the order.</summary>
    public sealed record OrderConfirmed(ClientOrderId Order) : OrderBookEvent;

    /// <summary>
    /// The venue has filled something: the other side is owed its leg, and where the order is closed the account its
    /// own.
    /// </summary>
    /// <param name="Order">The order.</param>
    /// <param name="Fill">The fill; its quantity has the order's sign.</param>
    /// <param name="Account">Whose order it was.</param>
    /// <param name="IsLate">Whether the order was closed before.</param>
    public sealed record FillReported(ClientOrderId Order, BookTrade Fill, AccountId Account, bool IsLate)
        : OrderBookEvent;

    /// <summary>The venue is done with an order, and this is what it says that it filled.</summary>
    public sealed record DoneReported(ClientOrderId Order, Quantity Filled) : OrderBookEvent;

    /// <summary>An order is not waited for any more; the account is owed all its fills at once.</summary>
    /// <param name="Order">The order.</param>
    /// <param name="Account">Whose order it was.</param>
    /// <param name="Trades">The fills, in the order in which they were reported.</param>
    /// <param name="Unfilled">
    /// What was not filled, with the order's sign; with the other sign where the venue filled more than was asked.
    /// </param>
    /// <param name="IsGivenUp">Whether its time was over before all was known.</param>
    public sealed record OrderClosed(
        ClientOrderId Order, AccountId Account, ValueList<BookTrade> Trades, Quantity Unfilled, bool IsGivenUp)
        : OrderBookEvent;
}
