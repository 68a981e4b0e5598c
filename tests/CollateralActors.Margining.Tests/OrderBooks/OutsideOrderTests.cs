using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.OrderBooks;

/// <summary>
/// A book whose orders a venue outside works: alice's first step sells one contract at 49,000 or better, and is waited for for five
/// seconds. What the venue reports is booked once, whenever it comes.
/// </summary>
public sealed class OutsideOrderTests
{
    private static readonly EntityId Self = Entities.OrderBook(BtcPerp);
    private static readonly LiquidationId Liquidation = LiquidationId.Of(Alice, 1);
    private static readonly EntityId Episode = Entities.Liquidation(Liquidation);
    private static readonly ClientOrderId First = new(Liquidation, 1);
    private static readonly AccountId Maker = new("m1");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly EntityId Account = Entities.Account(Alice);

    [Fact]
    public void A_book_is_connected_once() =>
        New().When(new OrderBookCommand.ConnectVenue(Patience)).Then(new OrderBookEvent.VenueConnected(Patience))
            .When(new OrderBookCommand.ConnectVenue(Patience)).ThenRejected(RejectionCode.AlreadySetUp, "BTC-PERP");

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(86_400_001)]
    [InlineData(0.5)]
    public void Patience_that_cannot_be_is_refused(double milliseconds) =>
        New().When(new OrderBookCommand.ConnectVenue(TimeSpan.FromMilliseconds(milliseconds)))
            .ThenRejected(RejectionCode.IllegalParameters, "more than 0 and at most 1 day");

    [Fact]
    public void An_order_leaves_after_it_is_stored_and_again_until_the_venue_has_it()
    {
        var sending = Envelope.Signal(Self, Self, new OrderBookCommand.SendOrder(First, Alice, Contracts(-1m), Price(49_000m)));
        var book = Sent().Then(new OrderBookEvent.OrderSent(First, Alice, Contracts(-1m), new Rate(0.2m), new Instant(6_000)) { Limit = Price(49_000m) });
        Assert.Contains(sending, book.Result.Sends);
        Assert.Equal([sending], Stepper.Reminders(new OrderBookDecider(), book.Entity));

        book.When(new OrderBookCommand.ConfirmOrder(First)).Then(new OrderBookEvent.OrderConfirmed(First));
        Assert.Empty(Stepper.Reminders(new OrderBookDecider(), book.Entity));
        book.When(new OrderBookCommand.ConfirmOrder(First)).ThenAlreadyApplied();
    }

    [Fact]
    public void What_is_not_carried_to_a_venue_changes_nothing() =>
        Sent().WhenSignalled(Self, new OrderBookCommand.SendOrder(First, Alice, Contracts(-1m), null)).ThenNothingStored()
            .WhenSignalled(Self, new OrderBookCommand.RecallOrder(First)).ThenNothingStored();

    [Fact]
    public void A_fill_is_owed_to_the_other_side_at_once_and_to_the_account_when_the_order_is_done()
    {
        var book = Sent().When(Fill("f-1", -0.4m, 49_500m)).Then(Reported("f-1", -0.4m, 49_500m))
            .ThenOwes(Entities.Account(Maker), Counter("f-1", Alice, 0.4m, 49_500m, TradeSide.MakerOnly, TradeSide.TakerOnly));
        book.When(new OrderBookCommand.ReportDone(First, Contracts(-0.4m)))
            .Then(
                new OrderBookEvent.DoneReported(First, Contracts(-0.4m)),
                Closed(-0.6m, false, Trade("f-1", -0.4m, 49_500m)))
            .ThenOwes(Account, Settle(-0.6m, Trade("f-1", -0.4m, 49_500m)));
        book.When(new OrderBookCommand.ReportDone(First, Contracts(-0.4m))).ThenAlreadyApplied();
    }

    [Fact]
    public void A_full_order_is_done_whether_or_not_the_venue_says_so() =>
        Sent().When(Fill("f-1", -0.4m, 49_500m)).When(Fill("f-2", -0.6m, 49_400m)).Then(
            Reported("f-2", -0.6m, 49_400m), Closed(0m, false, Trade("f-1", -0.4m, 49_500m), Trade("f-2", -0.6m, 49_400m)));

    [Fact]
    public void Fills_that_come_after_the_venue_has_said_that_it_is_done_are_waited_for() =>
        Sent().When(new OrderBookCommand.ReportDone(First, Contracts(-0.5m))).Then(new OrderBookEvent.DoneReported(First, Contracts(-0.5m)))
            .When(Fill("f-2", -0.2m, 49_400m)).Then(Reported("f-2", -0.2m, 49_400m))
            .When(Fill("f-1", -0.3m, 49_500m)).Then(
                Reported("f-1", -0.3m, 49_500m), Closed(-0.5m, false, Trade("f-2", -0.2m, 49_400m), Trade("f-1", -0.3m, 49_500m)));

    [Fact]
    public void An_order_of_which_nothing_was_filled_is_done_with_nothing() =>
        Sent().When(new OrderBookCommand.ReportDone(First, Quantity.Zero))
            .Then(new OrderBookEvent.DoneReported(First, Quantity.Zero), Closed(-1m, false));

    [Fact]
    public void More_than_was_asked_is_a_fact()
    {
        var book = Sent().When(Fill("f-1", -1.5m, 49_500m)).Then(Reported("f-1", -1.5m, 49_500m), Closed(0.5m, false, Trade("f-1", -1.5m, 49_500m)));
        book.When(Fill("f-2", -0.1m, 49_400m)).Then(Reported("f-2", -0.1m, 49_400m, isLate: true));
    }

    [Fact]
    public void A_late_fill_is_a_trade_of_the_account_like_any_other()
    {
        var book = Sent().When(new OrderBookCommand.ReportDone(First, Quantity.Zero)).When(Fill("f-1", -0.3m, 49_400m));
        book.Then(Reported("f-1", -0.3m, 49_400m, isLate: true))
            .ThenOwes(Account, Settle(-1m), Counter("f-1", Maker, -0.3m, 49_400m, TradeSide.TakerOnly, TradeSide.MakerOnly))
            .ThenOwes(Entities.Account(Maker), Counter("f-1", Alice, 0.3m, 49_400m, TradeSide.MakerOnly, TradeSide.TakerOnly));
        book.When(Fill("f-1", -0.3m, 49_400m)).ThenAlreadyApplied();
    }

    [Fact]
    public void A_fill_is_booked_once_and_its_name_means_no_other_one() =>
        Sent().When(Fill("f-1", -0.4m, 49_500m)).When(Fill("f-1", -0.4m, 49_500m)).ThenAlreadyApplied()
            .When(Fill("f-1", -0.4m, 49_400m))
            .ThenRejected(RejectionCode.FillContradicted, "fill 'f-1' of order alice.1/1 was reported before, as -0.4 at 49500 with 'm1'");

    [Fact]
    public void A_price_worse_than_the_limit_is_a_fact() =>
        Sent().When(Fill("f-1", -0.4m, 48_000m)).Then(Reported("f-1", -0.4m, 48_000m));

    public static TheoryData<string, double, double, string, string> Malformed => new()
    {
        { "f-1", -0.4, -49_500, "m1", "price -49500" },
        { "f-1", -0.4, 0, "m1", "price 0" },
        { "f-1", -0.4, 49_500.05, "m1", "a multiple of the tick" },
        { "f-1", 0, 49_500, "m1", "quantity 0" },
        { "f-1", -0.0001, 49_500, "m1", "a multiple of the lot" },
        { "f-1", 0.4, 49_500, "m1", "less than 0, since order alice.1/1 sells" },
        { "f 1", -0.4, 49_500, "m1", "trade id 'f 1'" },
        { "f-1", -0.4, 49_500, "m 1", "account 'm 1'" },
        { "f-1", -0.4, 49_500, "alice", "on both sides" },
        { "f-1", -1e13, 49_500, "m1", "quantity" },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void A_malformed_fill_is_refused(string fill, double quantity, double price, string counterparty, string says)
    {
        var book = Sent().When(new OrderBookCommand.ReportFill(
            First, new TradeId(fill), new AccountId(counterparty), Contracts((decimal)quantity), Price((decimal)price)));
        var refused = Assert.IsType<Outcome.Refused>(book.Result.Reply!.Outcome);
        Assert.Contains(says, refused.Reason.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_venue_says_of_an_order_that_never_left_is_refused()
    {
        var unknown = new ClientOrderId(Liquidation, 7);
        Sent().When(new OrderBookCommand.ReportFill(unknown, new TradeId("f"), Maker, Contracts(-1m), Price(49_000m)))
            .ThenRejected(RejectionCode.UnknownOrder, "order alice.1/7 is not among those that were sent from here");
        Sent().When(new OrderBookCommand.ReportDone(unknown, Quantity.Zero)).ThenRejected(RejectionCode.UnknownOrder, "alice.1/7");
        Sent().When(new OrderBookCommand.ConfirmOrder(unknown)).ThenRejected(RejectionCode.UnknownOrder, "alice.1/7");
        Sent().When(new OrderBookCommand.ReportDone(First, Contracts(0.5m))).ThenRejected(RejectionCode.IllegalNumber, "since order alice.1/1 sells");
    }

    [Fact]
    public void A_venue_that_does_not_answer_is_given_up_at_the_deadline_and_told_so()
    {
        var book = Sent().When(Fill("f-1", -0.4m, 49_500m));
        Assert.Equal(new Instant(6_000), new OrderBookDecider().NextDue(book.State));
        book.AtTime(5_999).WhenSignalled(Self, new OrderBookCommand.LookAtDeadlines()).ThenNothingStored();
        book.AtTime(6_000).WhenSignalled(Self, new OrderBookCommand.LookAtDeadlines())
            .Then(Closed(-0.6m, true, Trade("f-1", -0.4m, 49_500m)));
        Assert.Contains(Envelope.Signal(Self, Self, new OrderBookCommand.RecallOrder(First)), book.Result.Sends);
        Assert.Null(new OrderBookDecider().NextDue(book.State));
        Assert.Empty(book.State.Outside!.Open);
    }

    [Fact]
    public void An_order_in_a_contract_that_has_expired_never_leaves()
    {
        var expired = DatedVenue.Frame(9, 50_000m);
        var book = new Spec<OrderBookState>(new OrderBookDecider(), Entities.OrderBook(DatedVenue.BtcDec)).At(expired)
            .When(new OrderBookCommand.ConnectVenue(Patience)).WhenOwed(Episode, 1, Order(-1m));
        book.ThenKinds(typeof(OrderBookEvent.OrderSent), typeof(OrderBookEvent.OrderClosed));
        Assert.DoesNotContain(book.Result.Sends, sent => sent.Command is OrderBookCommand.SendOrder);
    }

    [Fact]
    public void So_many_closed_orders_are_remembered_and_the_oldest_is_forgotten_first()
    {
        var book = New().When(new OrderBookCommand.ConnectVenue(Patience));
        for (var step = 1; step <= OutsideBook.Remembered + 1; step++)
        {
            book.WhenOwed(Episode, step, Order(-1m, step));
            book.When(new OrderBookCommand.ReportDone(new ClientOrderId(Liquidation, step), Quantity.Zero));
        }

        Assert.Equal(OutsideBook.Remembered, book.State.Outside!.Orders.Count);
        book.When(Fill("f", -1m, 49_000m)).ThenRejected(RejectionCode.UnknownOrder, "closed before the last 1024");
        book.When(new OrderBookCommand.ReportDone(new ClientOrderId(Liquidation, 2), Quantity.Zero)).ThenAlreadyApplied();
    }

    [Fact]
    public void A_simulated_book_hears_nothing_of_a_venue_outside() =>
        New().When(new OrderBookCommand.OpenBook(new BookParameters(
                Rate.Zero, Rate.Zero, Contracts(1m), 1, Contracts(1m), [Maker])))
            .When(Fill("f-1", -0.4m, 49_500m)).ThenRejected(RejectionCode.NotSetUp, "is not connected to a venue outside");

    [Fact]
    public void A_client_does_not_say_what_a_book_says() =>
        Sent().When(new OrderBookCommand.LookAtDeadlines()).ThenRejected(RejectionCode.NotForClients, "LookAtDeadlines")
            .When(new OrderBookCommand.RecallOrder(First)).ThenRejected(RejectionCode.NotForClients, "RecallOrder");

    private static Spec<OrderBookState> New() => new Spec<OrderBookState>(new OrderBookDecider(), Self).At(Frame());

    private static Spec<OrderBookState> Sent() =>
        New().When(new OrderBookCommand.ConnectVenue(Patience)).WhenOwed(Episode, 1, Order(-1m));

    private static OrderBookCommand.PlaceOrder Order(decimal quantity, int step = 1) =>
        new(Liquidation, step, Alice, Contracts(quantity), new Rate(0.2m)) { Limit = Price(49_000m) };

    private static OrderBookCommand.ReportFill Fill(string name, decimal quantity, decimal price) =>
        new(First, new TradeId(name), Maker, Contracts(quantity), Price(price));

    private static BookTrade Trade(string name, decimal quantity, decimal price) =>
        new(new TradeId(name), Maker, Contracts(quantity), Price(price));

    private static OrderBookEvent.FillReported Reported(string name, decimal quantity, decimal price, bool isLate = false) =>
        new(First, Trade(name, quantity, price), Alice, isLate);

    private static OrderBookEvent.OrderClosed Closed(decimal unfilled, bool isGivenUp, params BookTrade[] trades) =>
        new(First, Alice, [.. trades], Contracts(unfilled), isGivenUp);

    private static AccountCommand.SettleStep Settle(decimal unfilled, params BookTrade[] trades) =>
        new(Liquidation, 1, BtcPerp, [.. trades], Contracts(unfilled));

    private static AccountCommand.ApplyTrade Counter(
        string name, AccountId with, decimal quantity, decimal price, TradeSide mine, TradeSide theirs) =>
        new(new TradeId(name), BtcPerp, with, Contracts(quantity), Price(price), mine, theirs, TradeRole.Counter);
}
