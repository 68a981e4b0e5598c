using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Funding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using FsCheck.Xunit;

namespace CollateralActors.Margining.Tests.Funding;

/// <summary>The market measures funding by its own prices and the rules of the risk book in force, and says so in its frames.</summary>
public sealed class FundingMarketTests
{
    private const long Minute = 60_000;

    private static readonly Shards Two = new(2);
    private static readonly Symbol Btc = new("BTC");
    private static readonly Symbol Mark = new("BTC-PERP");

    private static readonly FundingParameters Rules =
        new(TimeSpan.FromMinutes(10), new Rate(0.0001m), new Rate(0.0005m), new Rate(0.0075m));

    private static RiskBook Book { get; } = new(
        new RiskBookVersion(1), Venue.Usd, Rate.One, Rate.One,
        [Venue.Asset(Venue.Usd, 2), Venue.Asset(Venue.Btc, 8)],
        [new InstrumentParameters(
            Venue.BtcPerp, InstrumentKind.LinearPerpetual, Venue.Btc, Venue.Usd, Venue.Usd, 1m, new Quantity(0.001m), new Price(0.1m),
            Venue.Margin, Rate.Zero, Rate.Zero, Rate.Zero) { Funding = Rules }]);

    [Fact]
    public void The_risk_book_tells_the_market_which_rules_its_version_brings() =>
        new Spec<RiskBookState>(new RiskBookDecider(), Entities.RiskBook)
            .When(new RiskBookCommand.Adopt(Book))
            .ThenOwes(Entities.Market, new MarketCommand.UseRiskBook(new RiskBookVersion(1)) { Funding = FundingTerms.Of(Book) });

    [Fact]
    public void A_frame_after_an_intervals_end_carries_its_payment_and_the_view_the_index()
    {
        var market = Open();
        Quote(market, 0, 50_000m, 50_200m);
        Quote(market, 5, 50_000m, 50_000m);
        Quote(market, 10, 40_000m, 40_000m);

        // 0.4 % for half of the time: 0.2 %, damped 0.15 %, of 50,000, the price until now.
        var issued = Assert.IsType<MarketEvent.FrameIssued>(market.Result.Events[0].Event);
        var update = Assert.Single(issued.Funding);
        var payment = Assert.Single(update.Payments);
        Assert.Equal((0.002m, 0.0015m, 50_000m, 75m), (payment.Premium.Value, payment.Rate.Value, payment.Price.Value, payment.Payment.Value));
        var view = MarketFold.Next(null, issued, default, Book);
        Assert.Equal(new Amount(75m), view.FundingIndex(Venue.BtcPerp));
        Assert.Equal(Amount.Zero, view.FundingIndex(Venue.EthPerp));
    }

    [Fact]
    public void A_payment_that_falls_due_makes_a_frame_though_no_price_changed()
    {
        var market = Open();
        Quote(market, 0, 50_000m, 50_000m);
        market.AtTime(9 * Minute).When(new MarketCommand.SubmitQuotes([])).ThenNothingStored();
        market.AtTime(10 * Minute).When(new MarketCommand.SubmitQuotes([])).ThenKinds(typeof(MarketEvent.FrameIssued));
        Assert.Equal(5m, Assert.IsType<MarketEvent.FrameIssued>(market.Result.Events[0].Event).Funding[0].State.Index.Value);
    }

    [Fact]
    public void A_halt_stops_the_clock_until_a_price_is_accepted_again()
    {
        var market = Open();
        Quote(market, 0, 50_000m, 50_200m);
        Quote(market, 4, 50_000m, 50_200m);
        market.When(new MarketCommand.HaltSymbol(Mark));
        Quote(market, 8, 50_000m, 60_000m);
        market.When(new MarketCommand.ResumeSymbol(Mark));
        Quote(market, 9, 50_000m, 50_200m);
        Quote(market, 10, 50_000m, 50_200m);
        var payment = Assert.Single(Assert.IsType<MarketEvent.FrameIssued>(market.Result.Events[0].Event).Funding[0].Payments);
        Assert.Equal((TimeSpan.FromMinutes(5), 0.004m), (payment.Active, payment.Premium.Value));
        Assert.Equal(87.5m, payment.Payment.Value); // half of 0.35 % of 50,000
    }

    [Fact]
    public void An_instrument_without_a_mark_of_its_own_has_no_premium_and_pays_the_interest()
    {
        var market = new Spec<MarketState>(new MarketDecider(Two), Entities.Market).AtTime(0)
            .When(new MarketCommand.OpenMarket([Oracle(Btc)])).WhenOwed(Entities.RiskBook, 1, Use());
        for (var minute = 0; minute <= 10; minute++)
            market.AtTime(minute * Minute).When(new MarketCommand.SubmitQuotes([QuoteOf(Btc, 50_000m, minute)]));
        Assert.Equal(5m, market.State.Funding[Venue.BtcPerp].Index.Value);
    }

    [Property(MaxTest = 100)]
    public void Every_frame_comes_out_of_the_journal_again_with_its_funding(int seed)
    {
        var (random, frames, time) = (new Random(seed), new Frames(), 0L);
        var market = new Hosted<MarketState>(new MarketDecider(Two), Entities.Market);
        void Send(Origin origin, ICommand command) => market.Handle(new Envelope(Entities.Market, origin, command), frames, new Instant(time));
        Send(Client(0), new MarketCommand.OpenMarket([Oracle(Btc), Oracle(Mark)]));
        Send(new Origin.Duty(Entities.RiskBook, 1), Use());
        for (var i = 1; i <= 80; i++)
        {
            time += random.Next(4 * (int)Minute);
            Send(Client(i), random.Next(10) switch
            {
                0 => new MarketCommand.HaltSymbol(random.Next(2) == 0 ? Btc : Mark),
                1 => new MarketCommand.ResumeSymbol(random.Next(2) == 0 ? Btc : Mark),
                2 => new MarketCommand.SubmitQuotes([]),
                _ => new MarketCommand.SubmitQuotes(
                [
                    .. new[] { Btc, Mark }.Where(_ => random.Next(4) > 0)
                        .Select(symbol => new Quote(symbol, new SourceId("a"), new Price(50_000m + random.Next(-300, 300)), new Instant(time))),
                ]),
            });
        }

        var live = market.Dump();
        Assert.Equal(market.Journal.Count, market.Redecide(frames, isWholeCommandKept: false));
        market.Recover();
        Assert.Equal((seed, live), (seed, market.Dump()));
        var payments = market.Journal.Select(r => r.Event).OfType<MarketEvent.FrameIssued>().SelectMany(e => e.Funding).SelectMany(f => f.Payments);
        Assert.Equal(payments.Sum(payment => payment.Payment.Value), market.Entity.State.Funding[Venue.BtcPerp].Index.Value);
    }

    private static Spec<MarketState> Open() => new Spec<MarketState>(new MarketDecider(Two), Entities.Market).AtTime(0)
        .When(new MarketCommand.OpenMarket([Oracle(Btc), Oracle(Mark)])).WhenOwed(Entities.RiskBook, 1, Use());

    private static MarketCommand.UseRiskBook Use() => new(new RiskBookVersion(1)) { Funding = FundingTerms.Of(Book) };

    private static void Quote(Spec<MarketState> market, long minute, decimal index, decimal mark) =>
        market.AtTime(minute * Minute).When(
            new MarketCommand.SubmitQuotes([QuoteOf(Btc, index, minute), QuoteOf(Mark, mark, minute)]));

    private static Quote QuoteOf(Symbol symbol, decimal price, long minute) =>
        new(symbol, new SourceId("a"), new Price(price), new Instant(minute * Minute));

    private static Origin.Client Client(int number) => new(new CommandId($"m-{number}"));

    private static OracleParameters Oracle(Symbol symbol) => new(
        symbol, [new SourceId("a")], 1, TimeSpan.FromMinutes(15), new Rate(0.5m), TimeSpan.Zero, 1, TimeSpan.Zero, 2);
}
