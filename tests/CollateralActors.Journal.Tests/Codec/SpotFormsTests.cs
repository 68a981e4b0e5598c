using System.Text;
using CollateralActors.Journal.Codec;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Tests.Codec;

/// <summary>What spot adds to stored forms: there where assets were exchanged, and nowhere else.</summary>
public sealed class SpotFormsTests
{
    private static readonly AssetId Usd = new("USD");

    private static readonly TradePosting Contract = new(
        Usd, new Amount(500m), new Amount(500m), Amount.Zero, Amount.Zero, new Amount(1m));

    private static readonly TradePosting Exchange = new(
        Usd, Amount.Zero, new Amount(500m), new Amount(-500m), Amount.Zero, new Amount(1m))
    {
        Exchanged = new Money(new Amount(0.01m), new AssetId("BTC")),
    };

    [Fact]
    public void What_was_exchanged_is_stored_and_read_again()
    {
        var text = Text(Traded(Exchange), out var manifest);

        Assert.Equal("account.trade-applied.v1", manifest);
        Assert.Contains(
            "\"posting\":{\"settle\":\"USD\",\"entryValueChange\":0,\"given\":500,\"realisedPnl\":-500,\"rounding\":0,\"fee\":1,"
            + "\"exchanged\":{\"asset\":\"BTC\",\"amount\":0.01}}",
            text,
            StringComparison.Ordinal);
        Assert.Equal(Traded(Exchange), EventCodec.Default.Decode(manifest, Encoding.UTF8.GetBytes(text)).Event);
    }

    [Fact]
    public void A_contract_exchanges_nothing_and_its_form_says_nothing_of_it() =>
        Assert.DoesNotContain("exchanged", Text(Traded(Contract), out _), StringComparison.Ordinal);

    [Fact]
    public void Spot_is_a_kind_of_instrument()
    {
        var book = new RiskBook(new RiskBookVersion(1), Usd, new Rate(1.2m), Rate.One, [], [new InstrumentParameters(
            new InstrumentId("BTC-USD"), InstrumentKind.Spot, new AssetId("BTC"), Usd, Usd, 1m, new Quantity(0.001m), new Price(0.1m),
            MarginSchedule.None, Rate.Zero, Rate.Zero, new Rate(0.002m))]);

        var text = Text(new RiskBookEvent.Adopted(book), out var manifest);

        Assert.Contains(
            "{\"id\":\"BTC-USD\",\"kind\":\"spot\",\"base\":\"BTC\",\"quote\":\"USD\",\"settle\":\"USD\",\"contractSize\":1,\"lot\":0.001,"
            + "\"tick\":0.1,\"tiers\":[],\"tierOf\":\"value\",\"basis\":\"mark\",\"sizeSlope\":0,\"closingFee\":0,\"liquidationFee\":0,"
            + "\"makerFee\":0,\"takerFee\":0.002}",
            text,
            StringComparison.Ordinal);
        Assert.Equal(book, ((RiskBookEvent.Adopted)EventCodec.Default.Decode(manifest, Encoding.UTF8.GetBytes(text)).Event).Book);
    }

    private static AccountEvent.TradeApplied Traded(TradePosting posting) => new(
        new TradeId("t"), new InstrumentId("BTC-USD"), new AccountId("bob"), new Quantity(0.01m), new Price(50_000m),
        TradeSide.TakerOnly, TradeSide.MakerOnly, TradeRole.Initiating, posting);

    private static string Text(IEvent @event, out string manifest) => Encoding.UTF8.GetString(EventCodec.Default.Encode(
        new Recorded(new Cause(new Origin.Client(new CommandId("c-1")), "ab"), new Instant(5), FrameNumber.None, 1, 1, @event),
        out manifest));
}
