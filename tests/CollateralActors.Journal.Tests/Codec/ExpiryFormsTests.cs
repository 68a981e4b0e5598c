using System.Text;
using CollateralActors.Journal.Codec;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Expiries;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Tests.Codec;

/// <summary>Members that came with contracts that end: kept where they say something, absent where they do not.</summary>
public sealed class ExpiryFormsTests
{
    private static readonly InstrumentId Option = new("BTC-60000-C");

    private static readonly ExpiryTerms Expiry =
        new(new Instant(60_000), TimeSpan.FromMinutes(30), new Rate(0.00015m), new Price(0.5m));

    private static readonly SettlementTerms Terms =
        new(Option, false, new Symbol("BTC"), null, 12, Expiry, new StrikeTerms(OptionRight.Put, new Price(60_000m)));

    private static readonly SettlementUpdate Update = new(
        Option,
        new SettlementState(new Instant(60_000), TimeSpan.FromSeconds(20), 12.5m)
        {
            Price = new SettlementPrice(new Price(61_000.5m), new Amount(1_000.5m)),
        });

    public static TheoryData<IEvent> Events => new(
        new MarketEvent.RiskBookInForce(new RiskBookVersion(3))
        {
            Settlements = [Terms, Terms with { IsInverse = true, Per = new Symbol("USDT"), Strike = null }],
        },
        Sampler.Of<MarketEvent.FrameIssued>() with
        {
            Settlements = [Update, Update with { State = Update.State with { Price = null } }],
        },
        Sampler.Of<AccountEvent.ContractSettled>() with { Orders = [new OrderId("o-1"), new OrderId("o-2")] },
        Sampler.Of<AccountEvent.ContractSettled>() with { Booked = new(Sampler.Of<TradePosting>(), new Amount(2_000m)) });

    public static TheoryData<OptionTerms?> Options => new(
        null,
        new OptionTerms(OptionRight.Call, new Price(60_000m), null),
        new OptionTerms(
            OptionRight.Put, new Price(0.5m), new OptionRates(new Rate(0.15m), new Rate(0.1m), new Rate(0.075m))));

    [Theory]
    [MemberData(nameof(Events))]
    public void An_event_of_an_expiry_comes_back_as_it_went(IEvent @event) => Assert.Equal(@event, Back(@event));

    [Theory]
    [MemberData(nameof(Options))]
    public void A_contract_that_ends_comes_back_as_it_went(OptionTerms? option)
    {
        var sample = Sampler.Of<RiskBookEvent.Adopted>().Book;
        var book = new RiskBook(
            sample.Version,
            sample.Valuation,
            sample.MarginCallRatio,
            sample.LiquidationTarget,
            sample.Assets,
            [sample.Instruments[0] with { Expiry = Expiry, Option = option, Margin = option is null ? sample.Instruments[0].Margin : MarginSchedule.None }]);
        Assert.Equal(book, ((RiskBookEvent.Adopted)Back(new RiskBookEvent.Adopted(book))).Book);
    }

    [Theory]
    [InlineData(typeof(MarketEvent.RiskBookInForce))]
    [InlineData(typeof(MarketEvent.FrameIssued))]
    [InlineData(typeof(RiskBookEvent.Adopted))]
    public void An_event_without_an_expiry_has_no_word_of_it(Type @event)
    {
        var text = Encoding.UTF8.GetString(EventCodec.Default.Encode(Sampler.Recorded(@event), out _));
        Assert.DoesNotContain("xpiry", text, StringComparison.Ordinal);
        Assert.DoesNotContain("settlements", text, StringComparison.Ordinal);
    }

    private static IEvent Back(IEvent @event)
    {
        var recorded = Sampler.Recorded(@event.GetType()) with { Event = @event };
        var bytes = EventCodec.Default.Encode(recorded, out _);
        return EventCodec.Default.Decode(EventCodec.Default.ManifestOf(@event), bytes).Event;
    }
}
