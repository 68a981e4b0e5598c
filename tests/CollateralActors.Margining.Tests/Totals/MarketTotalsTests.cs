using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Totals;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;
using static CollateralActors.Margining.Tests.Totals.Counted;

namespace CollateralActors.Margining.Tests.Totals;

/// <summary>The market adds up what accounts report, and the next frame tells the sums.</summary>
public sealed class MarketTotalsTests
{
    private static readonly EntityId One = Entities.Account(Alice);
    private static readonly EntityId Another = Entities.Account(Bob);

    [Fact]
    public void Reports_are_added_up_and_make_no_frame_by_themselves() =>
        Open().WhenOwed(One, 1, Report(btc: 5m)).Then(new MarketEvent.HoldingsCounted(Held(btc: 5m)))
            .WhenOwed(Another, 1, Report(btc: 2m, longs: 7m)).Then(new MarketEvent.HoldingsCounted(Held(2m, 7m)))
            .WhenOwed(One, 2, Report(btc: -1.5m)).ThenKinds(typeof(MarketEvent.HoldingsCounted))
            .ThenState(market =>
            {
                Assert.Equal((Amount(5.5m), Contracts(7m)), (market.Totals.Of(Btc), market.Totals.Of(BtcPerp)));
                Assert.True(market.Published.IsEmpty);
            });

    [Fact]
    public void A_report_that_comes_twice_counts_once() =>
        Open().WhenOwed(One, 1, Report(btc: 5m)).WhenAgain().ThenAlreadyApplied()
            .ThenState(market => Assert.Equal(Amount(5m), market.Totals.Of(Btc)));

    [Fact]
    public void The_next_frame_tells_what_changed_even_if_no_price_did() =>
        Open().When(Nothing).WhenOwed(One, 1, Report(5m, 7m))
            .When(Nothing).Then(Frame(2, Held(5m, 7m)))
            .When(Nothing).ThenNothingStored()
            .WhenOwed(Another, 1, Report(longs: 1m)).WhenOwed(One, 2, Report(btc: -5m))
            .When(Nothing).Then(Frame(3, Held(0m, 8m)))
            .ThenState(market => Assert.False(market.Totals.Assets.ContainsKey(Btc)));

    [Fact]
    public void Changes_that_cancel_out_are_no_news() =>
        Open().When(Nothing).WhenOwed(One, 1, Report(btc: 5m)).WhenOwed(Another, 1, Report(btc: -5m)).When(Nothing).ThenNothingStored();

    [Fact]
    public void A_batch_of_bad_quotes_is_no_reason_to_hold_totals_back() =>
        Open().When(Nothing).WhenOwed(One, 1, Report(btc: 5m))
            .When(new MarketCommand.SubmitQuotes([new Quote(new Symbol("DOGE"), new SourceId("a"), Price(1m), new Instant(500))]))
            .Then(Frame(2, Held(btc: 5m)));

    [Fact]
    public void A_client_reports_nothing() =>
        Open().When(Report(btc: 5m)).ThenRejected(RejectionCode.NotForClients, "said by one entity to another");

    [Fact]
    public void A_view_has_the_totals_that_frames_have_told_so_far()
    {
        var first = MarketFold.Next(null, Frame(1, Held(5m, 7m)), new Instant(1), Rules);
        var second = MarketFold.Next(first, Frame(2, Held(btc: 0m)), new Instant(2), Rules);
        Assert.Equal((Amount(5m), Contracts(7m)), (first.Totals.Of(Btc), first.Totals.Of(BtcPerp)));
        Assert.Equal((Amount(0m), Contracts(7m)), (second.Totals.Of(Btc), second.Totals.Of(BtcPerp)));
    }

    [Fact]
    public void Everything_is_told_again_from_the_journal_alone()
    {
        var (market, frames) = (new Hosted<MarketState>(new MarketDecider(Venue.Shards), Entities.Market), new Frames());
        Send(new Origin.Client(new CommandId("open")), new MarketCommand.OpenMarket([Oracle]));
        Send(new Origin.Duty(Entities.RiskBook, 1), new MarketCommand.UseRiskBook(new RiskBookVersion(1)));
        Send(new Origin.Duty(One, 1), Report(btc: 5m));
        Send(new Origin.Client(new CommandId("quotes")), Nothing);
        Assert.Equal(4, market.Redecide(frames));
        var live = market.Dump();
        market.Recover();
        Assert.Equal(live, market.Dump());

        void Send(Origin origin, ICommand command) => market.Handle(new Envelope(Entities.Market, origin, command), frames, new Instant(500));
    }

    private static MarketCommand.SubmitQuotes Nothing => new([]);

    private static OracleParameters Oracle => new(
        new Symbol("BTC"), [new SourceId("a")], 1, TimeSpan.FromSeconds(2), new Rate(0.5m), TimeSpan.FromSeconds(1), 1,
        TimeSpan.FromMilliseconds(500), 2);

    private static MarketCommand.ReportHoldings Report(decimal? btc = null, decimal? longs = null) => new(Held(btc, longs));

    private static MarketEvent.FrameIssued Frame(long number, HeldAmounts totals) =>
        new(new FrameNumber(number), new RiskBookVersion(1), []) { Totals = totals };

    private static Spec<MarketState> Open() => new Spec<MarketState>(new MarketDecider(Venue.Shards), Entities.Market).AtTime(500)
        .When(new MarketCommand.OpenMarket([Oracle]))
        .WhenOwed(Entities.RiskBook, 1, new MarketCommand.UseRiskBook(new RiskBookVersion(1)));
}
