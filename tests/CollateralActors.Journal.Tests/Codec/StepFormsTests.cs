using System.Collections.Immutable;
using System.Text;
using CollateralActors.Journal.Codec;
using CollateralActors.Journal.States;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Deleveraging;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Liquidations;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Tests.Codec;

/// <summary>Bounds of price and speed in what steps store: absent where there are none, as in journals before them.</summary>
public sealed class StepFormsTests
{
    private static readonly Price Limit = new(47_500.5m);

    private static readonly BookFigures Book = new(
        new InstrumentId("P"), new SourceId("book"), new Symbol("B"), new Symbol("U"), new Rate(0.01m), new Quantity(2m), 3, new Quantity(4m),
        new TakenDepth(new Quantity(5m), new FrameNumber(6)), new TakenDepth(new Quantity(7m), new FrameNumber(8)));

    public static TheoryData<IEvent, string> Events => new()
    {
        { Sampler.Of<AccountEvent.StepPlanned>() with { Limit = Limit }, "\"limit\":47500.5" },
        { Sampler.Of<AccountEvent.StepPlanned>() with { Window = new Instant(9) }, "\"window\":9" },
        { Sampler.Of<LiquidationEvent.StepOrdered>() with { Limit = Limit }, "\"limit\":47500.5" },
        { Sampler.Of<OrderBookEvent.OrderExecuted>() with { Limit = Limit }, "\"limit\":47500.5" },
        { Sampler.Of<OrderBookEvent.OrderExecuted>() with { Quotes = Book }, "\"quotes\":{\"instrument\":\"P\",\"source\":\"book\"" },
        { Sampler.Of<OrderBookEvent.BookOpened>() with { Quotes = Book with { Base = null, Per = null } }, "\"quotes\":" },
        { new OrderBookEvent.BookOpened(Sampler.Of<BookParameters>() with { QuotesAs = new SourceId("book") }), "\"quotesAs\":\"book\"" },
        { Sampler.Of<LiquidationEvent.StepTaken>() with { Until = new Instant(9) }, "\"until\":9" },
        { Sampler.Of<OrderBookEvent.OrderSent>() with { Limit = Limit }, "\"limit\":47500.5" },
        { Sent(Sampler.Of<OrderBookCommand.SendOrder>() with { Limit = null }), "\"quantity\":" },
        { Sampler.Of<FundEvent.ClaimAnswered>() with { Window = new Instant(9) }, "\"window\":9" },
        { Sent(Sampler.Of<LiquidationCommand.OrderStep>() with { Limit = Limit }), "\"limit\":47500.5" },
        { Sent(Sampler.Of<OrderBookCommand.PlaceOrder>() with { Limit = Limit }), "\"limit\":47500.5" },
        { Sent(Sampler.Of<LiquidatorsCommand.Offer>() with { NotBefore = new Instant(9) }), "\"notBefore\":9" },
    };

    [Theory]
    [MemberData(nameof(Events))]
    public void It_comes_back_as_it_went(IEvent @event, string stored)
    {
        var recorded = Sampler.Recorded(@event.GetType()) with { Event = @event };
        var bytes = EventCodec.Default.Encode(recorded, out var manifest);
        Assert.Contains(stored, Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        Assert.Equal(recorded, EventCodec.Default.Decode(manifest, bytes));
    }

    [Fact]
    public void What_a_fund_has_paid_in_a_window_is_part_of_it()
    {
        var form = StateForms.Registry.Of(typeof(FundState));
        var fund = new FundState(new AssetId("USDT"), new Amount(5m), new Amount(2m));
        Assert.DoesNotContain("window", FormText.Of(form, fund), StringComparison.Ordinal);
        var limited = fund with { Window = new UsageWindow(new Instant(9), 2m) };
        Assert.Equal(limited, FormText.Back(form, limited));
    }

    [Fact]
    public void Orders_at_a_venue_outside_are_part_of_a_book()
    {
        var form = StateForms.Registry.Of(typeof(OrderBookState));
        var simulated = new OrderBookState(null, default, default, 3);
        Assert.DoesNotContain("outside", FormText.Of(form, simulated), StringComparison.Ordinal);
        var fill = new BookTrade(new TradeId("t"), new AccountId("bob"), new Quantity(-1m), new Price(9m)) { FundingIndex = new Amount(0.5m) };
        var open = new OutsideOrder(new AccountId("alice"), new Quantity(-3m), Limit, new Instant(7)) { IsConfirmed = true, Fills = [fill] };
        var closed = new OutsideOrder(new AccountId("alice"), new Quantity(2m), null, new Instant(8)) { Said = new Quantity(1m), ClosedAs = 4 };
        var orders = OutsideBook.Empty(TimeSpan.FromMilliseconds(5)).Orders
            .Add(new ClientOrderId(new LiquidationId("alice.1"), 2), open).Add(new ClientOrderId(new LiquidationId("alice.1"), 1), closed);
        var book = simulated with { Outside = new OutsideBook(TimeSpan.FromMilliseconds(5), orders, 4) };
        var read = (OrderBookState)FormText.Back(form, book);
        Assert.Equal(orders, read.Outside!.Orders);
        Assert.Equal((book.Outside.Patience, 4), (read.Outside.Patience, read.Outside.Closed));
    }

    [Fact]
    public void What_books_that_quote_look_like_is_part_of_the_market()
    {
        var form = StateForms.Registry.Of(typeof(MarketState));
        Assert.DoesNotContain("books", FormText.Of(form, MarketState.Initial), StringComparison.Ordinal);
        var market = MarketState.Initial with { Books = MarketState.Initial.Books.Add(Book.Instrument, Book) };
        Assert.Equal(market.Books, ((MarketState)FormText.Back(form, market)).Books);
    }

    [Theory]
    [InlineData(typeof(AccountEvent.StepPlanned))]
    [InlineData(typeof(LiquidationEvent.StepOrdered))]
    [InlineData(typeof(OrderBookEvent.OrderExecuted))]
    public void What_has_no_bound_has_no_word_of_it(Type @event)
    {
        var text = Encoding.UTF8.GetString(EventCodec.Default.Encode(Sampler.Recorded(@event), out _));
        Assert.DoesNotContain("\"limit\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"window\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"quotes", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Windows_and_fruitless_steps_are_part_of_an_account()
    {
        var form = StateForms.Registry.Of(typeof(AccountState));
        var account = AccountState.Initial(new AccountId("alice"));
        Assert.DoesNotContain("closings", FormText.Of(form, account), StringComparison.Ordinal);
        var working = account with
        {
            Closings = account.Closings.Add(new InstrumentId("P"), new UsageWindow(new Instant(5), 0.25m)),
            Episode = new Episode.Working(new LiquidationId("alice.1"), 3, false, true) { Fruitless = 2 },
        };
        var read = (AccountState)FormText.Back(form, working);
        Assert.Equal(working.Closings, read.Closings);
        Assert.Equal(working.Episode, read.Episode);
    }

    [Fact]
    public void A_step_that_waits_for_its_speed_is_part_of_a_liquidation()
    {
        var form = StateForms.Registry.Of(typeof(LiquidationState));
        var waiting = new LiquidationState.Waiting(new AccountId("alice"), 1, new Rate(0.5m), new FrameNumber(7));
        Assert.DoesNotContain("notBefore", FormText.Of(form, waiting), StringComparison.Ordinal);
        var later = waiting with { NotBefore = new Instant(9), IsAsked = true, HandedTo = "desk" };
        Assert.Equal(later, FormText.Back(form, later));
        Assert.DoesNotContain("handedTo", FormText.Of(form, waiting), StringComparison.Ordinal);
        Assert.DoesNotContain("asked", FormText.Of(form, waiting), StringComparison.Ordinal);
        var planning = new LiquidationState.Planning(new AccountId("alice"), 2);
        Assert.DoesNotContain("severity", FormText.Of(form, planning), StringComparison.Ordinal);
        var leased = planning with { Until = new Instant(11), Severity = new Rate(0.25m), HandedTo = "desk" };
        Assert.Equal(leased, FormText.Back(form, leased));
    }

    private static EntityEvent.CommandRefused Sent(ICommand command) =>
        Sampler.Of<EntityEvent.CommandRefused>() with { Command = command };

    [Fact]
    public void What_is_known_of_deleveraging_and_cover_is_part_of_a_state()
    {
        var form = StateForms.Registry.Of(typeof(AccountState));
        var account = AccountState.Initial(new AccountId("alice"));
        Assert.DoesNotContain("told", FormText.Of(form, account), StringComparison.Ordinal);
        var standing = new PositionStanding(new Quantity(-1m), new Amount(-50_000m), new Rate(5m), new Quantity(0.5m));
        var told = account with
        {
            Told = account.Told.Add(new InstrumentId("P"), standing),
            Episode = new Episode.Working(new LiquidationId("alice.1"), 3, true, true)
            {
                IsDeleveraging = true,
                NobodyTook = true,
                CoverAskedFor = 2,
                Covers = [new Money(new Amount(7m), new AssetId("USDT"))],
            },
        };
        var read = (AccountState)FormText.Back(form, told);
        Assert.Equal(told.Told, read.Told);
        Assert.Equal(told.Episode, read.Episode);

        var fund = new FundState(new AssetId("USDT"), new Amount(5m), new Amount(2m));
        Assert.DoesNotContain("covers", FormText.Of(StateForms.Registry.Of(typeof(FundState)), fund), StringComparison.Ordinal);
        var covering = fund with { Covers = fund.Covers.Add(new LiquidationId("alice.1"), new Amount(3m)) };
        Assert.Equal(
            covering.Covers, ((FundState)FormText.Back(StateForms.Registry.Of(typeof(FundState)), covering)).Covers);

        var trade = new BookTrade(new TradeId("t"), new AccountId("bob"), new Quantity(-1m), new Price(9m));
        var offer = new DeleveragingOffer(new AccountId("carol"), new Quantity(2m), 4, new Rate(0.5m), new TradeId("u"));
        var deleveraging = new DeleveragingState(new InstrumentId("P"))
        {
            Positions = ImmutableSortedDictionary<AccountId, PositionStanding>.Empty.Add(new AccountId("bob"), standing),
            Runs = ImmutableSortedDictionary<LiquidationId, DeleveragingRun>.Empty.Add(
                new LiquidationId("alice.1"),
                new DeleveragingRun(2, new AccountId("alice"), new Quantity(-3m), new Price(9m), [offer], [trade])),
            Spared = ImmutableSortedDictionary<AccountId, FrameNumber>.Empty.Add(new AccountId("dave"), new FrameNumber(8)),
            Trades = 17,
        };
        var back = (DeleveragingState)FormText.Back(StateForms.Registry.Of(typeof(DeleveragingState)), deleveraging);
        Assert.Equal(deleveraging.Positions, back.Positions);
        Assert.Equal(deleveraging.Runs, back.Runs);
        Assert.Equal(deleveraging.Spared, back.Spared);
        Assert.Equal(17, back.Trades);
    }

    [Fact]
    public void Losses_that_are_shared_are_part_of_a_state()
    {
        var form = StateForms.Registry.Of(typeof(AccountState));
        var account = AccountState.Initial(new AccountId("alice"));
        var id = new LiquidationId("alice.1");
        ValueList<ClosedResult> results = [new ClosedResult(new InstrumentId("P"), new Amount(-3m))];
        Episode[] episodes =
        [
            new Episode.Working(id, 3, true, true) { SharesLosses = true, Results = results },
            new Episode.AwaitingFunds(id, [], Sampler.Of<MarketBasis>(), true) { Results = results },
            new Episode.AwaitingShares(id, [new PassedLoss(new InstrumentId("P"), new AssetId("USDT"), new Amount(4m))], true),
        ];
        Assert.All(episodes, episode => Assert.Equal(
            episode, ((AccountState)FormText.Back(form, account with { Episode = episode })).Episode));
        Assert.DoesNotContain(
            "results", FormText.Of(form, account with { Episode = new Episode.Working(id, 3, true, true) }), StringComparison.Ordinal);

        var sharing = new LossSharing(
            new AccountId("alice"), new AssetId("USDT"), new Amount(9m), [new LossShare(new AccountId("bob"), new Amount(40m), new Amount(5m))], new Amount(4m));
        var deleveraging = new DeleveragingState(new InstrumentId("P"));
        var states = StateForms.Registry.Of(typeof(DeleveragingState));
        Assert.DoesNotContain("sharings", FormText.Of(states, deleveraging), StringComparison.Ordinal);
        var sharings = deleveraging.Sharings.Add(id, sharing);
        Assert.Equal(sharings, ((DeleveragingState)FormText.Back(states, deleveraging with { Sharings = sharings })).Sharings);
    }
}
