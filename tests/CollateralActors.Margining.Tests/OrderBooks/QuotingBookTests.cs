using System.Collections.Immutable;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.OrderBooks;

/// <summary>
/// A book that is a source of its contract's mark: its depth stands around the index of 50,000 while the mark is 49,000, and the
/// market is owed what it looks like. Four levels of half a contract, 1 % apart; a quarter comes back a frame.
/// </summary>
public sealed class QuotingBookTests
{
    private static readonly EntityId Self = Entities.OrderBook(BtcPerp);
    private static readonly LiquidationId Id = LiquidationId.Of(Alice, 1);
    private static readonly EntityId Liquidation = Entities.Liquidation(Id);

    private static readonly BookParameters Parameters =
        new(Rate.Zero, new Rate(0.01m), Contracts(0.5m), 4, Contracts(0.25m), [new AccountId("m1")]) { QuotesAs = new SourceId("book") };

    private static readonly BookFigures Full = new(
        BtcPerp, new SourceId("book"), Symbol.Of(Btc), Symbol.Of(Usdt), new Rate(0.01m), Contracts(0.5m), 4, Contracts(0.25m), default, default);

    [Fact]
    public void The_market_is_owed_what_it_looks_like_from_the_beginning() =>
        New().When(new OrderBookCommand.OpenBook(Parameters)).Then(new OrderBookEvent.BookOpened(Parameters) { Quotes = Full })
            .ThenOwes(Entities.Market, new MarketCommand.ReportBook(Full));

    [Fact]
    public void Its_depth_stands_around_the_index_and_what_is_taken_is_told_side_by_side()
    {
        var book = Open().WhenOwed(Liquidation, 1, Order(1, -1.2m));
        Assert.Equal(Price(50_000m), Executed(book).Mark);
        Assert.Equal([50_000m, 49_500m, 49_000m], Executed(book).Trades.Select(trade => trade.Price.Value));
        var bids = new TakenDepth(Contracts(1.2m), new FrameNumber(2));
        book.ThenOwes(Entities.Market, new MarketCommand.ReportBook(Full), new MarketCommand.ReportBook(Full with { Bids = bids }));

        book.At(Marked(3)).WhenOwed(Liquidation, 2, Order(2, 0.6m));
        Assert.Equal([50_000m, 50_500m], Executed(book).Trades.Select(trade => trade.Price.Value));
        Assert.Equal(Full with { Bids = bids, Asks = new TakenDepth(Contracts(0.6m), new FrameNumber(3)) }, Executed(book).Quotes);
    }

    [Fact]
    public void One_that_does_not_quote_stands_around_the_mark_and_owes_the_market_nothing()
    {
        var book = New().When(new OrderBookCommand.OpenBook(Parameters with { QuotesAs = null })).WhenOwed(Liquidation, 1, Order(1, -0.1m));
        Assert.Equal(Price(49_000m), Executed(book).Mark);
        Assert.Null(Executed(book).Quotes);
        Assert.DoesNotContain(book.Result.Sends, sent => sent.To == Entities.Market);
    }

    [Theory] // Half a contract is a level: 1.2 are two levels, and half of two levels of 1 % are 1 %.
    [InlineData(1.2, 0, 2, 0.99)]
    [InlineData(1.2, 0, 3, 0.995)]
    [InlineData(1.2, 0, 5, 1)]
    [InlineData(0, 1.2, 2, 1.01)]
    [InlineData(1.2, 1.2, 2, 1)]
    [InlineData(0.49, 0, 2, 1)]
    [InlineData(2, 0, 2, 0.98)]
    [InlineData(9, 0, 2, 0.98)] // No further than the last level.
    public void The_middle_lies_where_the_levels_that_are_left_leave_it(double bids, double asks, long frame, double middle)
    {
        var taken = Full with { Bids = Taken(bids), Asks = Taken(asks) };
        Assert.Equal((decimal)middle, taken.MiddleAt(new FrameNumber(frame)).Value);

        static TakenDepth Taken(double quantity) => new(Contracts((decimal)quantity), new FrameNumber(2));
    }

    [Fact]
    public void A_book_quotes_under_a_legal_name() =>
        New().When(new OrderBookCommand.OpenBook(Parameters with { QuotesAs = new SourceId("a b") }))
            .ThenRejected(RejectionCode.IllegalParameters, "the source 'a b' that it quotes as is not a legal name");

    [Fact]
    public void The_book_of_an_option_does_not_quote() =>
        new Spec<OrderBookState>(new OrderBookDecider(), Entities.OrderBook(OptionVenue.FarCall)).At(OptionVenue.At(2))
            .When(new OrderBookCommand.OpenBook(Parameters with { LevelQuantity = Contracts(1m), RecoveryPerFrame = Contracts(1m) }))
            .ThenRejected(RejectionCode.IllegalParameters, "cannot quote: only contracts have a mark beside an index");

    private static Spec<OrderBookState> New() => new Spec<OrderBookState>(new OrderBookDecider(), Self).At(Marked(2));

    private static Spec<OrderBookState> Open() => New().When(new OrderBookCommand.OpenBook(Parameters));

    private static OrderBookCommand.PlaceOrder Order(int step, decimal quantity) => new(Id, step, Alice, Contracts(quantity), new Rate(0.2m));

    private static OrderBookEvent.OrderExecuted Executed(Spec<OrderBookState> book) =>
        Assert.IsType<OrderBookEvent.OrderExecuted>(Assert.Single(book.Result.Events).Event);

    private static MarketView Marked(long frame)
    {
        var view = Frame(frame);
        return new MarketView(
            view.Frame, view.Time, view.Risk, view.IndexPrices, ImmutableSortedDictionary<InstrumentId, Price>.Empty.Add(BtcPerp, Price(49_000m)));
    }
}
