using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Expiries;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using FsCheck.Xunit;

namespace CollateralActors.Margining.Tests.Expiries;

/// <summary>The market measures the mean by its own prices, and the first frame at or after the end carries what it comes to.</summary>
public sealed class SettlementMarketTests
{
    private static readonly Shards Two = new(2);
    private static readonly Symbol Btc = new("BTC");
    private static readonly Symbol Usdt = new("USDT");

    [Fact]
    public void The_risk_book_tells_the_market_what_expires()
    {
        var futures = DatedVenue.With(Venue.Rules, DatedVenue.Future);
        new Spec<RiskBookState>(new RiskBookDecider(), Entities.RiskBook).AtTime(0)
            .When(new RiskBookCommand.Adopt(futures))
            .ThenOwes(Entities.Market, new MarketCommand.UseRiskBook(new RiskBookVersion(1)) { Settlements = SettlementTerms.Of(futures) });
    }

    [Fact]
    public void The_first_frame_at_the_end_carries_the_settlement_and_the_view_marks_by_it()
    {
        var market = Open();
        Quote(market, 1_500, 50_000m, 1m);
        Assert.Empty(Issued(market).Settlements);
        Quote(market, 6_000, 52_000m, 1m);
        Quote(market, 8_000, 40_000m, 1m);
        var update = Issued(market).Settlements.Single(s => s.Instrument == DatedVenue.BtcDec);
        Assert.Equal(new SettlementPrice(new Price(51_000m), new Amount(51_000m)), update.State.Price);
        var view = MarketFold.Next(null, Issued(market), new Instant(8_000), DatedVenue.Rules);
        Assert.Equal(51_000m, view.Mark(DatedVenue.Future)!.Value.Value);
        Assert.Equal(40_000m, view.Mark(Venue.Rules[Venue.BtcPerp])!.Value.Value);
        Assert.True(view.HasExpired(DatedVenue.Future));

        Quote(market, 9_000, 30_000m, 1m);
        Assert.DoesNotContain(Issued(market).Settlements, s => s.Instrument == DatedVenue.BtcDec);
        var next = MarketFold.Next(view, Issued(market), new Instant(9_000), DatedVenue.Rules);
        Assert.Equal(51_000m, next.Mark(DatedVenue.Future)!.Value.Value);
    }

    [Fact]
    public void What_was_settled_is_worth_its_settlement_in_exact_figures_too()
    {
        var settled = DatedVenue.Frame(11, 40_000m, (DatedVenue.BtcDec, 51_000m), (DatedVenue.BtcCall, 52_000m));
        Assert.Equal(51_000m, ExactMarket.Mark(DatedVenue.Future, 1, settled));
        Assert.Equal(2_000m, ExactMarket.Mark(DatedVenue.Call, -1, settled));
        Assert.Equal(40_000m, ExactMarket.Mark(DatedVenue.Future, 1, DatedVenue.Frame(11, 40_000m)));
    }

    [Fact]
    public void An_expiry_makes_a_frame_though_no_price_changed()
    {
        var market = Open();
        Quote(market, 3_000, 50_000m, 1m);
        market.AtTime(3_500).When(new MarketCommand.SubmitQuotes([])).ThenNothingStored();
        market.AtTime(8_000).When(new MarketCommand.SubmitQuotes([])).ThenKinds(typeof(MarketEvent.FrameIssued));
        Assert.Equal(50_000m, market.State.Settlements[DatedVenue.BtcDec].Price!.Value.Index.Value);
        market.AtTime(8_000).When(new MarketCommand.SubmitQuotes([])).ThenNothingStored();
    }

    [Fact]
    public void The_index_is_the_bases_price_by_the_settle_assets_and_of_an_inverse_contract_by_its_quotes()
    {
        var market = Open();
        Quote(market, 1_000, 50_000m, 0.8m);
        market.AtTime(8_000).When(new MarketCommand.SubmitQuotes([]));
        Assert.Equal(62_500m, market.State.Settlements[DatedVenue.BtcDec].Price!.Value.Index.Value);
        Assert.Equal(
            new SettlementPrice(new Price(50_000m), new Amount(0.00002m)), market.State.Settlements[DatedVenue.BtcUsdDec].Price);
    }

    [Property(MaxTest = 60)]
    public void Every_frame_comes_out_of_the_journal_again_with_its_settlements(int seed)
    {
        var (random, frames, time) = (new Random(seed), new Frames(), 0L);
        var market = new Hosted<MarketState>(new MarketDecider(Two), Entities.Market);
        void Send(Origin origin, ICommand command) => market.Handle(new Envelope(Entities.Market, origin, command), frames, new Instant(time));
        Send(Client(0), new MarketCommand.OpenMarket([Oracle(Btc), Oracle(Usdt)]));
        Send(new Origin.Duty(Entities.RiskBook, 1), Use());
        for (var i = 1; i <= 60; i++)
        {
            time += random.Next(400);
            Send(Client(i), random.Next(10) switch
            {
                0 => new MarketCommand.HaltSymbol(Btc),
                1 => new MarketCommand.ResumeSymbol(Btc),
                2 => new MarketCommand.SubmitQuotes([]),
                _ => new MarketCommand.SubmitQuotes([QuoteOf(Btc, 50_000m + random.Next(-300, 300), time), QuoteOf(Usdt, 1m, time)]),
            });
        }

        var live = market.Dump();
        Assert.Equal(market.Journal.Count, market.Redecide(frames, isWholeCommandKept: false));
        market.Recover();
        Assert.Equal((seed, live), (seed, market.Dump()));
    }

    private static Spec<MarketState> Open() => new Spec<MarketState>(new MarketDecider(Two), Entities.Market).AtTime(0)
        .When(new MarketCommand.OpenMarket([Oracle(Btc), Oracle(Usdt)])).WhenOwed(Entities.RiskBook, 1, Use());

    private static MarketCommand.UseRiskBook Use() =>
        new(new RiskBookVersion(1)) { Settlements = SettlementTerms.Of(DatedVenue.Rules) };

    private static MarketEvent.FrameIssued Issued(Spec<MarketState> market) =>
        Assert.IsType<MarketEvent.FrameIssued>(market.Result.Events[0].Event);

    private static void Quote(Spec<MarketState> market, long time, decimal btc, decimal usdt) => market.AtTime(time)
        .When(new MarketCommand.SubmitQuotes([QuoteOf(Btc, btc, time), QuoteOf(Usdt, usdt, time)]));

    private static Quote QuoteOf(Symbol symbol, decimal price, long time) =>
        new(symbol, new SourceId("a"), new Price(price), new Instant(time));

    private static Origin.Client Client(int number) => new(new CommandId($"m-{number}"));

    private static OracleParameters Oracle(Symbol symbol) => new(
        symbol, [new SourceId("a")], 1, TimeSpan.FromSeconds(15), new Rate(0.5m), TimeSpan.Zero, 1, TimeSpan.Zero, 2);
}
