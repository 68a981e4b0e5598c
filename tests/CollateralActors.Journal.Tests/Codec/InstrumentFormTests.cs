using System.Text;
using CollateralActors.Journal.Codec;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Tests.Codec;

/// <summary>Members of an instrument that came after the first version: stored where they are set, and nowhere else.</summary>
public sealed class InstrumentFormTests
{
    private static readonly InstrumentParameters Plain = new(
        new InstrumentId("P"), InstrumentKind.LinearPerpetual, new AssetId("BTC"), new AssetId("USD"), new AssetId("USD"), 1m,
        new Quantity(1m), new Price(1m), MarginSchedule.None, Rate.Zero, Rate.Zero, Rate.Zero);

    private static readonly Dictionary<string, InstrumentParameters> Samples = new()
    {
        ["\"positionLimit\":12.5"] = Plain with { PositionLimit = 12.5m },
        ["\"minimumPosition\":0.5"] = Plain with { MinimumPosition = new Quantity(0.5m) },
        ["\"liquidationSpeed\":{\"most\":2,\"windowMs\":60000}"] =
            Plain with { LiquidationSpeed = new SpeedLimit(new Quantity(2m), TimeSpan.FromMinutes(1)) },
        ["\"openInterest\":{\"lower\":10,\"upper\":30}"] = Plain with { OpenInterest = new(10m, 30m, null) },
        ["\"openInterest\":{\"limit\":50}"] = Plain with { OpenInterest = new(null, null, 50m) },
    };

    public static TheoryData<string> Stored => [.. Samples.Keys];

    [Theory]
    [MemberData(nameof(Stored))]
    public void What_is_set_is_stored_and_read_again_and_changes_the_fingerprint(string stored)
    {
        var text = Text(Samples[stored], out var manifest);

        Assert.Contains(stored, text, StringComparison.Ordinal);
        Assert.DoesNotContain(stored.Split(':')[0], Text(Plain, out _), StringComparison.Ordinal);
        var read = (RiskBookEvent.Adopted)EventCodec.Default.Decode(manifest, Encoding.UTF8.GetBytes(text)).Event;
        Assert.Equal(Book(Samples[stored]), read.Book);
        Assert.Equal(text, Text(Assert.Single(read.Book.Instruments), out _));
        Assert.NotEqual(Fingerprint.Of(new RiskBookCommand.Adopt(Book(Plain))), Fingerprint.Of(new RiskBookCommand.Adopt(Book(Samples[stored]))));
    }

    [Fact]
    public void What_has_its_default_leaves_no_trace_in_the_fingerprint() => Assert.Equal(
        "InstrumentParameters { Id = P, Kind = LinearPerpetual, Base = BTC, Quote = USD, Settle = USD, ContractSize = 1, Lot = 1, Tick = 1, "
        + "Margin = Value/Mark/0/0 [], LiquidationFee = 0, MakerFee = 0, TakerFee = 0, IsInverse = False }",
        Plain.ToString());

    private static RiskBook Book(InstrumentParameters instrument) =>
        new(new RiskBookVersion(1), new AssetId("USD"), new Rate(1.2m), Rate.One, [], [instrument]);

    private static string Text(InstrumentParameters instrument, out string manifest) => Encoding.UTF8.GetString(EventCodec.Default.Encode(
        new Recorded(
            new Cause(new Origin.Client(new CommandId("c-1")), "ab"), new Instant(5), FrameNumber.None, 1, 1, new RiskBookEvent.Adopted(Book(instrument))),
        out manifest));
}
