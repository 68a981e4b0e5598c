using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Tests.Market;

/// <summary>
/// What a book says of its contract's mark: the middle of its depth as it is in the frame that the pass makes, beside what source a
/// says. A level is one contract and 2 % wide; one contract comes back a frame.
/// </summary>
public sealed class BookQuoteTests
{
    private static readonly Symbol Perp = new("X-PERP");
    private static readonly Symbol Base = new("X");
    private static readonly SourceId Book = new("book");
    private static readonly EntityId Sender = Entities.OrderBook(new InstrumentId("X-PERP"));

    private static readonly BookFigures Figures = new(
        new InstrumentId("X-PERP"), Book, Base, null, new Rate(0.02m), new Quantity(1m), 5, new Quantity(1m),
        new TakenDepth(new Quantity(3m), new FrameNumber(1)), default);

    [Fact] // Three are gone in frame 1, two in frame 2, one in frame 3.
    public void The_mark_is_the_median_with_what_the_book_says_and_comes_back_with_its_depth()
    {
        var market = Reported().AtTime(2_000).When(Quotes(2_000, 100m));
        Assert.Equal(new Price(99m), Oracle(market).Price);
        Assert.Equal(new Price(98m), Oracle(market).Quotes.Single(quote => quote.Source == Book).Price);
        Assert.Equal(new Price(99.5m), Oracle(market.AtTime(3_000).When(Quotes(3_000, 100m))).Price);
        Assert.Equal(new Price(100m), Oracle(market.AtTime(4_000).When(Quotes(4_000, 100m))).Price);
    }

    [Fact]
    public void It_follows_the_index_of_the_same_pass() =>
        Assert.Equal(new Price(98.01m), Oracle(Reported().AtTime(2_000).When(Quotes(2_000, 99m, perp: 99m))).Price);

    [Fact]
    public void It_quotes_once_at_a_time_and_though_nobody_else_does()
    {
        var market = Reported().AtTime(2_000).When(Quotes(2_000, 100m));
        market.When(new MarketCommand.SubmitQuotes([])).ThenNothingStored();
        market.AtTime(2_500).When(new MarketCommand.SubmitQuotes([]));
        Assert.Equal(new Instant(2_500), Oracle(market).Quotes.Single(quote => quote.Source == Book).Time);
    }

    [Fact]
    public void Alone_it_makes_no_price()
    {
        var market = Reported().AtTime(2_000).When(Quotes(2_000, 100m));
        Assert.Equal(OracleCondition.Stale, Oracle(market.AtTime(20_000).When(Quotes(20_000, 100m, perp: null))).Condition);
    }

    [Fact]
    public void Nobody_else_quotes_in_its_name()
    {
        var market = Reported().AtTime(2_000).When(Quotes(2_000, 100m, perp: 100m, own: 120m));
        Assert.Contains(
            "quote of X-PERP by book: book is the instrument's own book, which quotes by itself; expected another source",
            Assert.IsType<Outcome.Accepted>(market.Result.Reply!.Outcome).Notes);
        Assert.Equal(new Price(98m), Oracle(market).Quotes.Single(quote => quote.Source == Book).Price);
    }

    [Theory]
    [InlineData("other", "X")] // Not among the symbol's sources.
    [InlineData("book", "Y")] // An index that the market does not have.
    public void A_book_that_cannot_quote_moves_nothing(string source, string index)
    {
        var market = Opened().WhenOwed(
                Sender, 1, new MarketCommand.ReportBook(Figures with { Source = new SourceId(source), Base = new Symbol(index) }))
            .AtTime(2_000).When(Quotes(2_000, 100m));
        Assert.Equal(OracleCondition.NoPrice, Oracle(market).Condition);
    }

    [Fact]
    public void It_is_quoted_in_units_of_the_other_index()
    {
        var market = Opened().WhenOwed(Sender, 1, new MarketCommand.ReportBook(Figures with { Per = Base, Bids = default }))
            .AtTime(2_000).When(Quotes(2_000, 100m));
        Assert.Equal(new Price(1m), Oracle(market).Quotes.Single(quote => quote.Source == Book).Price);
    }

    [Fact]
    public void What_a_pass_made_of_it_is_no_quote_that_came_in_when_the_frame_is_decided_again()
    {
        var before = Reported();
        var market = before.State;
        before.AtTime(2_000).When(Quotes(2_000, 100m));
        var again = new MarketDecider(new Shards(2)).CommandOf(market, before.Result.Events);
        Assert.Equal(Quotes(2_000, 100m), again);
    }

    private static OracleState Oracle(Spec<MarketState> market) => market.State.States[Perp];

    private static Spec<MarketState> Reported() => Opened().WhenOwed(Sender, 1, new MarketCommand.ReportBook(Figures))
        .Then(new MarketEvent.BookCounted(Figures));

    private static Spec<MarketState> Opened() => new Spec<MarketState>(new MarketDecider(new Shards(2)), Entities.Market)
        .WhenOwed(Entities.RiskBook, 1, new MarketCommand.UseRiskBook(new RiskBookVersion(1)))
        .When(new MarketCommand.OpenMarket(
        [
            Rules(Base, "a"),
            Rules(Perp, "a", "book") with { MinimumSources = 2, OwnSource = Book },
        ])).AtTime(1_000).When(new MarketCommand.SubmitQuotes([]));

    private static OracleParameters Rules(Symbol symbol, params string[] sources) => new(
        symbol, [.. sources.Select(source => new SourceId(source))], 1, TimeSpan.FromSeconds(10), new Rate(0.5m), TimeSpan.Zero, 1,
        TimeSpan.FromSeconds(1), 2);

    private static MarketCommand.SubmitQuotes Quotes(long time, decimal index) => Quotes(time, index, 100m);

    private static MarketCommand.SubmitQuotes Quotes(long time, decimal index, decimal? perp, decimal? own = null)
    {
        return new(
        [
            Quote(Base, "a", index),
            .. perp is { } price ? [Quote(Perp, "a", price)] : Array.Empty<Quote>(),
            .. own is { } pushed ? [Quote(Perp, "book", pushed)] : Array.Empty<Quote>(),
        ]);

        Quote Quote(Symbol symbol, string source, decimal price) => new(symbol, new SourceId(source), new Price(price), new Instant(time));
    }
}
