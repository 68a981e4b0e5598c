using System.Text;
using System.Text.Json.Serialization;
using CollateralActors.Journal.Codec;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Journal.Tests.Codec;

public sealed partial class UpcastingTests
{
    private const string Frame = "{\"client\":\"c\",\"time\":1,\"frame\":0,\"part\":1,\"of\":1,\"event\":";

    // Cents, then whole units, then with an asset.
    private static readonly EventCodec Codec = new(new FormRegistry("event", new FormTable()
        .Add(
            "test.paid.v3",
            PaidJson.Default.PaidV3,
            (Paid e) => new PaidV3(e.Amount, e.Asset),
            s => new Paid(s.Amount, s.Asset))
        .AddOlder<Paid, PaidV2, PaidV3>("test.paid.v2", PaidJson.Default.PaidV2, s => new PaidV3(s.Amount, "USDT"))
        .AddOlder<Paid, PaidV1, PaidV2>("test.paid.v1", PaidJson.Default.PaidV1, s => new PaidV2(s.Cents / 100m))));

    [Theory]
    [InlineData("test.paid.v1", "{\"cents\":150}")]
    [InlineData("test.paid.v2", "{\"amount\":1.5}")]
    [InlineData("test.paid.v3", "{\"amount\":1.5,\"asset\":\"USDT\"}")]
    public void Every_version_is_read_step_by_step_as_the_latest(string manifest, string json)
    {
        var read = Codec.Decode(manifest, Encoding.UTF8.GetBytes(Frame + json + "}"));

        Assert.Equal(new Paid(1.5m, "USDT"), read.Event);
    }

    [Fact]
    public void Only_the_latest_version_is_written() =>
        Assert.Equal("test.paid.v3", Codec.ManifestOf(new Paid(1m, "USDT")));

    internal sealed record Paid(decimal Amount, string Asset) : IEvent;

    internal sealed record PaidV1([property: JsonPropertyName("cents")] long Cents);

    internal sealed record PaidV2([property: JsonPropertyName("amount")] decimal Amount);

    internal sealed record PaidV3(
        [property: JsonPropertyName("amount")] decimal Amount,
        [property: JsonPropertyName("asset")] string Asset);

    [JsonSerializable(typeof(PaidV1))]
    [JsonSerializable(typeof(PaidV2))]
    [JsonSerializable(typeof(PaidV3))]
    internal sealed partial class PaidJson : JsonSerializerContext;
}
