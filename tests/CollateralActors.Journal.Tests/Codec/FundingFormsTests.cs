using System.Text;
using CollateralActors.Journal.Codec;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Funding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Tests.Codec;

/// <summary>Members that came with funding: kept where they say something, absent where they do not.</summary>
public sealed class FundingFormsTests
{
    private static readonly InstrumentId Perpetual = new("BTC-PERP");

    private static readonly FundingTerms Terms =
        new(Perpetual, true, new Symbol("BTC"), null, 17, FundingParameters.Default with { InterestRate = new Rate(-0.0001m) });

    private static readonly FundingState State =
        new(new Amount(-1.25m), new Instant(1_000), new Instant(61_000), new Instant(31_000), TimeSpan.FromSeconds(20), -12.5m);

    private static readonly FundingUpdate Update = new(Perpetual, State,
    [
        new FundingPayment(
            new Instant(1_000), new Rate(-0.001m), new Rate(-0.0005m), TimeSpan.FromSeconds(60), new Price(50_000m), new Amount(-1.25m)),
    ]);

    private static readonly FundingPosting Posting =
        new(new Amount(-1.25m), new Amount(-2.5m), new Amount(1m), new Amount(-3.49m), new Amount(0.01m));

    public static TheoryData<IEvent> Events => new(
        new MarketEvent.RiskBookInForce(new RiskBookVersion(3)) { Funding = [Terms] },
        Sampler.Of<MarketEvent.FrameIssued>() with { Funding = [Update, Update with { Payments = [] }] },
        Sampler.Of<AccountEvent.TradeApplied>() with
        {
            Posting = Sampler.Of<TradePosting>() with { Funding = Posting },
            FundingIndex = new Amount(-1.25m),
        },
        Sampler.Of<AccountEvent.StepSettled>() with
        {
            Trades = [Sampler.Of<BookTrade>() with { FundingIndex = new Amount(0.5m) }],
            Posting = Sampler.Of<TradePosting>() with { Funding = Posting },
        },
        Sampler.Of<AccountEvent.MaintenanceBreached>() with
        {
            Basis = Sampler.Of<MarketBasis>() with { FundingIndices = [new UsedFundingIndex(Perpetual, new Amount(0.5m))] },
        });

    [Theory]
    [MemberData(nameof(Events))]
    public void An_event_with_funding_comes_back_as_it_went(IEvent @event)
    {
        var recorded = Sampler.Recorded(@event.GetType()) with { Event = @event };
        var read = EventCodec.Default.Decode(EventCodec.Default.ManifestOf(@event), EventCodec.Default.Encode(recorded, out _));
        Assert.Equal(recorded, read);
        Assert.Contains("unding", Encoding.UTF8.GetString(EventCodec.Default.Encode(recorded, out _)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(MarketEvent.RiskBookInForce))]
    [InlineData(typeof(MarketEvent.FrameIssued))]
    [InlineData(typeof(AccountEvent.TradeApplied))]
    [InlineData(typeof(AccountEvent.StepSettled))]
    [InlineData(typeof(AccountEvent.MaintenanceBreached))]
    [InlineData(typeof(RiskBookEvent.Adopted))]
    public void An_event_without_funding_has_no_word_of_it(Type @event) => Assert.DoesNotContain(
        "\"funding", Encoding.UTF8.GetString(EventCodec.Default.Encode(Sampler.Recorded(@event), out _)), StringComparison.Ordinal);
}
