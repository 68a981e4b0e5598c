using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using FsCheck.Xunit;

namespace CollateralActors.Margining.Tests.Market;

public sealed class MarketTests
{
    private static readonly Shards Two = new(2);
    private static readonly Symbol Btc = new("BTC");
    private static readonly Symbol Eth = new("ETH");

    [Fact]
    public void A_market_is_opened_once() =>
        New().When(Opening()).Then(new MarketEvent.MarketOpened([Oracle(Btc), Oracle(Eth)]))
            .When(Opening()).ThenRejected(RejectionCode.AlreadySetUp, "set up once");

    [Fact]
    public void A_market_is_opened_with_legal_oracles_one_a_symbol()
    {
        New().When(new MarketCommand.OpenMarket([])).ThenRejected(RejectionCode.IllegalParameters, "expected one a symbol");
        New().When(new MarketCommand.OpenMarket([Oracle(Btc), Oracle(Btc)]))
            .ThenRejected(RejectionCode.IllegalParameters, "symbol 'BTC' is named twice");
        New().When(new MarketCommand.OpenMarket([Oracle(Btc) with { MinimumSources = 3 }]))
            .ThenRejected(RejectionCode.IllegalParameters, "minimum of sources 3 of BTC", "1 to 2");
    }

    [Fact]
    public void Quotes_before_the_market_is_open_are_refused() =>
        New().When(Quotes()).ThenRejected(RejectionCode.NotSetUp, "open it with its oracles first");

    [Fact]
    public void Quotes_before_there_is_a_risk_book_have_to_wait() => New().When(Opening()).When(Quotes()).ThenNotYet("risk book");

    [Fact]
    public void The_first_frame_may_be_empty_so_that_accounts_can_be_opened() =>
        Open().When(Quotes()).Then(new MarketEvent.FrameIssued(new FrameNumber(1), new RiskBookVersion(1), []));

    [Fact]
    public void Frames_are_numbered_without_gaps_and_only_issued_where_something_changed()
    {
        var market = Open();
        for (var number = 1; number <= 5; number++)
        {
            market.AtTime(1_000 * number).When(Quotes(Quote(Btc, "a", 100m + number, 1_000 * number)));
            Assert.Equal(new FrameNumber(number), Assert.IsType<MarketEvent.FrameIssued>(Assert.Single(market.Result.Events).Event).Frame);
            Assert.Equal(new FrameNumber(number), market.Result.Events[0].Frame);
            market.When(Quotes(Quote(Btc, "a", 100m + number, 1_000 * number))).ThenNothingStored();
        }
    }

    [Fact]
    public void A_frame_is_announced_to_every_watchlist_and_to_the_liquidators_and_repeated_as_a_reminder()
    {
        var market = Open().When(Quotes());
        var passed = new MarketCommand.FramePassed(new FrameNumber(1));
        Envelope[] all = [.. Two.Watchlists.Append(Entities.Liquidators).Select(to => Envelope.Signal(Entities.Market, to, passed))];
        Assert.Equal(all, market.Result.Sends);
        Assert.Equal(all, Stepper.Reminders(new MarketDecider(Two), market.Entity));
        Assert.Empty(Stepper.Reminders(new MarketDecider(Two), Open().Entity));
    }

    [Fact]
    public void A_frame_carries_the_risk_book_that_is_in_force() =>
        Open().When(Quotes()).WhenOwed(Entities.RiskBook, 2, new MarketCommand.UseRiskBook(new RiskBookVersion(2)))
            .Then(new MarketEvent.RiskBookInForce(new RiskBookVersion(2)))
            .AtTime(1_000).When(Quotes(Quote(Btc, "a", 100m, 1_000)))
            .ThenState(market => Assert.Equal((new FrameNumber(2), new RiskBookVersion(2)), (market.Frame, market.Risk)));

    [Fact]
    public void A_batch_of_nothing_but_bad_quotes_is_refused_with_every_reason() =>
        Open().AtTime(60_000).When(Quotes(Quote(new Symbol("DOGE"), "a", 1m, 60_000), Quote(Btc, "z", 1m, 60_000), Quote(Btc, "a", 0m, 60_000)))
            .ThenRejected(RejectionCode.IllegalQuote, "quote of DOGE by a", "quote of BTC by z", "quote of BTC by a");

    [Fact]
    public void Good_quotes_of_a_batch_count_and_the_bad_ones_are_named()
    {
        var market = Open().AtTime(60_000).When(Quotes(Quote(Btc, "a", 100m, 60_000), Quote(Btc, "b", -1m, 60_000)));
        var note = Assert.Single(Assert.IsType<Outcome.Accepted>(market.Result.Reply!.Outcome).Notes);
        Assert.StartsWith("quote of BTC by b: ", note, StringComparison.Ordinal);
        market.ThenState(state => Assert.Equal(new Price(100m), state.States[Btc].Accepted!.Price));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.001")]
    [InlineData("10000000000000000000000000000")]
    public void No_price_is_too_absurd_to_be_refused(string price) =>
        Open().AtTime(60_000).When(Quotes(Quote(Btc, "a", decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture), 60_000)))
            .ThenRejected(RejectionCode.IllegalQuote, "expected");

    [Fact]
    public void A_halted_symbol_takes_no_prices_until_it_is_resumed()
    {
        var market = Open().AtTime(1_000).When(Quotes(Quote(Btc, "a", 100m, 1_000)))
            .When(new MarketCommand.HaltSymbol(Btc)).Then(new MarketEvent.SymbolHalted(Btc))
            .AtTime(2_000).When(Quotes(Quote(Btc, "a", 101m, 2_000)))
            .ThenState(state => Assert.Equal(new Price(100m), state.States[Btc].Accepted!.Price));
        market.When(new MarketCommand.ResumeSymbol(Btc)).Then(new MarketEvent.SymbolResumed(Btc))
            .AtTime(3_000).When(Quotes(Quote(Btc, "a", 102m, 3_000)))
            .ThenState(state => Assert.Equal(new Price(102m), state.States[Btc].Accepted!.Price));
    }

    [Fact]
    public void Only_symbols_of_the_market_are_halted_and_resumed()
    {
        Open().When(new MarketCommand.HaltSymbol(new Symbol("DOGE"))).ThenRejected(RejectionCode.UnknownSymbol, "'DOGE'", "known are BTC, ETH");
        Open().When(new MarketCommand.ResumeSymbol(new Symbol("DOGE"))).ThenRejected(RejectionCode.UnknownSymbol, "'DOGE'");
    }

    [Fact]
    public void A_frame_is_settled_once_and_not_before_it_was_issued() =>
        Open().When(new MarketCommand.SettleFrame(new FrameNumber(1))).ThenRejected(RejectionCode.IllegalNumber, "frame 1 is not at most 0")
            .When(Quotes()).When(new MarketCommand.SettleFrame(new FrameNumber(1))).Then(new MarketEvent.FrameSettled(new FrameNumber(1)))
            .When(new MarketCommand.SettleFrame(new FrameNumber(1))).ThenAlreadyApplied();

    [Property(MaxTest = 100)]
    public void Every_decision_comes_out_of_the_journal_again_and_folds_to_the_same_state(int seed)
    {
        var (random, frames, time) = (new Random(seed), new Frames(), 1_000L);
        var market = new Hosted<MarketState>(new MarketDecider(Two), Entities.Market);
        void Send(Origin origin, ICommand command) => market.Handle(new Envelope(Entities.Market, origin, command), frames, new Instant(time));
        Send(Client(0), Opening());
        Send(new Origin.Duty(Entities.RiskBook, 1), new MarketCommand.UseRiskBook(new RiskBookVersion(1)));
        for (var i = 1; i <= 60; i++)
        {
            time += random.Next(3) * 700;
            Send(Client(i), random.Next(12) switch
            {
                0 => new MarketCommand.HaltSymbol(random.Next(2) == 0 ? Btc : Eth),
                1 => new MarketCommand.ResumeSymbol(random.Next(2) == 0 ? Btc : Eth),
                _ => Quotes([.. Enumerable.Range(0, random.Next(6)).Select(_ => RandomQuote(random, time))]),
            });
        }

        var live = market.Dump();
        Assert.True(market.Redecide(frames, isWholeCommandKept: false) == market.Journal.Count);
        market.Recover();
        Assert.Equal((seed, live), (seed, market.Dump()));
        var numbers = market.Journal.Select(r => r.Event).OfType<MarketEvent.FrameIssued>().Select(e => e.Frame.Value).ToList();
        Assert.Equal(Enumerable.Range(1, numbers.Count).Select(n => (long)n), numbers);
    }

    private static Quote RandomQuote(Random random, long time) => Quote(
        random.Next(8) == 0 ? new Symbol("DOGE") : random.Next(2) == 0 ? Btc : Eth,
        random.Next(8) == 0 ? "z" : random.Next(2) == 0 ? "a" : "b",
        random.Next(-1, 40) + 80m,
        time + random.Next(-3_000, 800));

    private static Origin.Client Client(int number) => new(new CommandId($"m-{number}"));

    private static Spec<MarketState> New() => new Spec<MarketState>(new MarketDecider(Two), Entities.Market).AtTime(500);

    private static Spec<MarketState> Open() =>
        New().When(Opening()).WhenOwed(Entities.RiskBook, 1, new MarketCommand.UseRiskBook(new RiskBookVersion(1)));

    private static MarketCommand.OpenMarket Opening() => new([Oracle(Btc), Oracle(Eth)]);

    private static MarketCommand.SubmitQuotes Quotes(params Quote[] quotes) => new([.. quotes]);

    private static Quote Quote(Symbol symbol, string source, decimal price, long time) =>
        new(symbol, new SourceId(source), new Price(price), new Instant(time));

    private static OracleParameters Oracle(Symbol symbol) => new(
        symbol, [new SourceId("a"), new SourceId("b")], 1, TimeSpan.FromSeconds(2), new Rate(0.5m), TimeSpan.FromSeconds(1), 1,
        TimeSpan.FromMilliseconds(500), 2);
}
