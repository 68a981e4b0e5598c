using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using FsCheck.Xunit;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.OrderBooks;

/// <summary>Three levels of half a contract on each side of 50,000: 25, 50 and 75 away; makers m1, m2, m1; a quarter comes back a frame.</summary>
public sealed class OrderBookTests
{
    private static readonly LiquidationId Id = LiquidationId.Of(Alice, 1);
    private static readonly EntityId Self = Entities.OrderBook(BtcPerp);
    private static readonly EntityId Liquidation = Entities.Liquidation(Id);
    private static readonly Rate Bad = new(0.2m);

    private static readonly BookParameters Parameters = new(
        new Rate(0.0005m), new Rate(0.0005m), Contracts(0.5m), 3, Contracts(0.25m), [new AccountId("m1"), new AccountId("m2")]);

    [Fact]
    public void A_book_is_set_up_once() =>
        New().When(new OrderBookCommand.OpenBook(Parameters)).Then(new OrderBookEvent.BookOpened(Parameters))
            .When(new OrderBookCommand.OpenBook(Parameters)).ThenRejected(RejectionCode.AlreadySetUp, "BTC-PERP");

    [Fact]
    public void An_order_before_the_book_is_set_up_has_to_wait() => New().WhenOwed(Liquidation, 1, Order(1, 1m)).ThenNotYet("book of BTC-PERP");

    [Fact]
    public void A_buyer_takes_level_after_level_at_rising_prices() =>
        Open().WhenOwed(Liquidation, 1, Order(1, 1.2m)).Then(Executed(
            1, 1.2m, unfilled: 0m, taken: 1.2m, Fill(1, "m1", 0.5m, 50_025m), Fill(2, "m2", 0.5m, 50_050m), Fill(3, "m1", 0.2m, 50_075m)));

    [Fact]
    public void A_seller_takes_level_after_level_at_falling_prices() =>
        Open().WhenOwed(Liquidation, 1, Order(1, -0.6m)).Then(Executed(
            1, -0.6m, unfilled: 0m, taken: 0.6m, Fill(1, "m1", -0.5m, 49_975m), Fill(2, "m2", -0.1m, 49_950m)));

    [Fact]
    public void What_was_taken_is_gone_for_the_next_on_the_same_side_and_there_on_the_other() =>
        Open().WhenOwed(Liquidation, 1, Order(1, 1.2m))
            .WhenOwed(Liquidation, 2, Order(2, 0.1m)).Then(Executed(2, 0.1m, 0m, 1.3m, Fill(4, "m1", 0.1m, 50_075m)))
            .WhenOwed(Liquidation, 3, Order(3, -0.1m)).Then(Executed(3, -0.1m, 0m, 0.1m, Fill(5, "m1", -0.1m, 49_975m)));

    [Fact]
    public void Depth_comes_back_with_each_frame_and_no_more_than_was_taken()
    {
        Open().WhenOwed(Liquidation, 1, Order(1, 1.2m)).At(Frame(3))
            .WhenOwed(Liquidation, 2, Order(2, 0.1m)).Then(Executed(2, 0.1m, 0m, 0.8m, Fill(4, "m2", 0.1m, 50_050m)));
        Open().WhenOwed(Liquidation, 1, Order(1, 1.2m)).At(Frame(100))
            .WhenOwed(Liquidation, 2, Order(2, 0.1m)).Then(Executed(2, 0.1m, 0m, 0.1m, Fill(4, "m1", 0.1m, 50_025m)));
    }

    [Fact]
    public void What_there_is_no_depth_for_is_cancelled() =>
        Open().WhenOwed(Liquidation, 1, Order(1, -2m)).Then(Executed(
            1, -2m, unfilled: -0.5m, taken: 1.5m,
            Fill(1, "m1", -0.5m, 49_975m), Fill(2, "m2", -0.5m, 49_950m), Fill(3, "m1", -0.5m, 49_925m)))
            .WhenOwed(Liquidation, 2, Order(2, -1m)).Then(Executed(2, -1m, unfilled: -1m, taken: 1.5m));

    [Theory]
    [InlineData(-1, 49_950, -0.9)] // Two levels of three are no worse than the limit…
    [InlineData(-1, 49_951, -0.5)] // …one is…
    [InlineData(-1, 49_976, 0)] // …none is.
    [InlineData(1, 50_050, 0.9)]
    [InlineData(1, 50_049, 0.5)]
    public void Nothing_is_filled_beyond_a_limit(int side, decimal limit, decimal filled)
    {
        var order = Order(1, side * 0.9m) with { Limit = Price(limit) };
        var book = Open().WhenOwed(Liquidation, 1, order);
        var executed = Assert.IsType<OrderBookEvent.OrderExecuted>(book.Result.Events[0].Event);
        Assert.Equal(filled, executed.Trades.Sum(trade => trade.Quantity.Contracts));
        Assert.Equal((order.Quantity - Contracts(filled), order.Limit), (executed.Unfilled, executed.Limit));
    }

    [Fact]
    public void Prices_are_rounded_to_the_tick_away_from_the_mark()
    {
        var book = new Spec<OrderBookState>(new OrderBookDecider(), Self).At(Frame(btc: 50_001m)).When(new OrderBookCommand.OpenBook(Parameters));
        book.WhenOwed(Liquidation, 1, Order(1, 0.1m)).ThenState(_ => Assert.Equal(Price(50_026.1m), Trades(book)[0].Price));
        book.WhenOwed(Liquidation, 2, Order(2, -0.1m)).ThenState(_ => Assert.Equal(Price(49_975.9m), Trades(book)[0].Price));
    }

    [Fact]
    public void An_account_does_not_trade_with_itself()
    {
        var maker = new AccountId("m1");
        Open().WhenOwed(Liquidation, 1, Order(1, 0.6m) with { Account = maker })
            .Then(Executed(1, 0.6m, unfilled: 0.1m, taken: 1.5m, Fill(1, "m2", 0.5m, 50_050m)) with { Account = maker });
    }

    [Fact]
    public void Both_sides_of_every_fill_are_owed_their_leg()
    {
        var book = Open().WhenOwed(Liquidation, 1, Order(1, -0.6m));
        book.ThenOwes(Entities.Account(Alice), new AccountCommand.SettleStep(
            Id, 1, BtcPerp, [Fill(1, "m1", -0.5m, 49_975m), Fill(2, "m2", -0.1m, 49_950m)], default));
        book.ThenOwes(Entities.Account(new AccountId("m2")), new AccountCommand.ApplyTrade(
            new TradeId("BTC-PERP.2"), BtcPerp, Alice, Contracts(0.1m), Price(49_950m), TradeSide.MakerOnly, TradeSide.TakerOnly, TradeRole.Counter));
    }

    [Fact]
    public void An_order_that_comes_again_is_worked_once() =>
        Open().WhenOwed(Liquidation, 1, Order(1, 1m)).WhenAgain().ThenAlreadyApplied();

    [Property(MaxTest = 200)]
    public void No_depth_is_given_twice_and_no_trade_name_either(int seed)
    {
        var random = new Random(seed);
        var (book, trades) = (Open(), new List<BookTrade>());
        for (var i = 1; i <= 12; i++)
        {
            var order = Order(i, random.Next(1, 900) / 1_000m) with { Account = random.Next(3) == 0 ? new AccountId("m2") : Alice };
            trades.AddRange(Trades(book.WhenOwed(Liquidation, i, order)));
        }

        Assert.All(trades.GroupBy(trade => trade.Price), level => Assert.InRange(level.Sum(t => t.Quantity.Contracts), 0m, 0.5m));
        Assert.Equal(trades.Count, trades.Select(trade => trade.Trade).Distinct().Count());
        Assert.True(book.State.Asks.Quantity.Contracts <= 1.5m, $"seed {seed}");
    }

    [Fact]
    public void Parameters_that_cannot_be_are_refused()
    {
        (BookParameters Parameters, string Says)[] rows =
        [
            (Parameters with { HalfSpread = new Rate(-0.1m) }, "half spread and level steps"),
            (Parameters with { HalfSpread = new Rate(1m) }, "half spread and level steps"),
            (Parameters with { LevelStep = new Rate(0.4m) }, "the lowest bid would not be above 0"),
            (Parameters with { LevelStep = new Rate(1e28m) }, "half spread and level steps"),
            (Parameters with { Levels = 0 }, "levels 0 is not 1 to 10000"),
            (Parameters with { Levels = 10_001, LevelStep = default }, "levels 10001 is not 1 to 10000"),
            (Parameters with { LevelQuantity = default }, "level quantity 0 is not a multiple of the lot 0.001 above 0"),
            (Parameters with { LevelQuantity = Contracts(0.0005m) }, "level quantity 0.0005"),
            (Parameters with { LevelQuantity = Contracts(1e28m) }, "are not at most 1000000000000"),
            (Parameters with { RecoveryPerFrame = Contracts(-1m) }, "recovery -1 a frame"),
            (Parameters with { RecoveryPerFrame = Contracts(1e28m) }, "are not at most 1000000000000"),
            (Parameters with { Makers = [] }, "there is no market maker"),
            (Parameters with { Makers = [new AccountId("a b")] }, "has no legal name"),
        ];
        foreach (var (parameters, says) in rows)
            New().When(new OrderBookCommand.OpenBook(parameters)).ThenRejected(RejectionCode.IllegalParameters, says);
    }

    [Fact]
    public void There_is_no_book_of_an_instrument_that_is_not_traded() =>
        new Spec<OrderBookState>(new OrderBookDecider(), Entities.OrderBook(new InstrumentId("DOGE-PERP"))).At(Frame())
            .When(new OrderBookCommand.OpenBook(Parameters)).ThenRejected(RejectionCode.UnknownInstrument, "'DOGE-PERP'");

    [Fact]
    public void A_client_places_no_liquidation_orders() =>
        Open().When(Order(1, 1m)).ThenRejected(RejectionCode.NotForClients, "PlaceOrder");

    private static Spec<OrderBookState> New() => new Spec<OrderBookState>(new OrderBookDecider(), Self).At(Frame());

    private static Spec<OrderBookState> Open() => New().When(new OrderBookCommand.OpenBook(Parameters));

    private static OrderBookCommand.PlaceOrder Order(int step, decimal quantity) => new(Id, step, Alice, Contracts(quantity), Bad);

    private static BookTrade Fill(int number, string maker, decimal quantity, decimal price) =>
        new(new TradeId($"BTC-PERP.{number}"), new AccountId(maker), Contracts(quantity), Price(price));

    private static OrderBookEvent.OrderExecuted Executed(
        int step, decimal quantity, decimal unfilled, decimal taken, params BookTrade[] trades) =>
        new(Id, step, Alice, Contracts(quantity), Bad, Price(50_000m), [.. trades], Contracts(unfilled), Contracts(taken));

    private static ValueList<BookTrade> Trades(Spec<OrderBookState> book) =>
        Assert.IsType<OrderBookEvent.OrderExecuted>(Assert.Single(book.Result.Events).Event).Trades;
}
