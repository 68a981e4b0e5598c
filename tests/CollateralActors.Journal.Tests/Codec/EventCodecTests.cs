using System.Runtime.Serialization;
using System.Text;
using CollateralActors.Journal.Codec;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Tests.Codec;

public sealed class EventCodecTests
{
    public static TheoryData<string> Manifests => [.. EventCodec.Default.Forms.Select(form => form.Manifest)];

    [Theory]
    [MemberData(nameof(Manifests))]
    public void Manifests_are_short_stable_names_with_a_version(string manifest) =>
        Assert.Matches("^[a-z-]+\\.[a-z-]+\\.v[1-9][0-9]*$", manifest);

    [Theory]
    [InlineData("1", "1.00")]
    [InlineData("0", "0.000")]
    [InlineData("0", "-0.0")]
    [InlineData("-12.5", "-12.500000")]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    [InlineData("-7.9228162514264337593543950335", "-7.9228162514264337593543950335")]
    public void Equal_numbers_have_equal_bytes_and_keep_every_digit(string written, string number)
    {
        var amount = decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture);

        var text = Text(Stored(new AccountEvent.Deposited(new AssetId("USDT"), new Amount(amount))), out var manifest);

        Assert.EndsWith($"\"event\":{{\"asset\":\"USDT\",\"amount\":{written}}}}}", text, StringComparison.Ordinal);
        var back = (AccountEvent.Deposited)EventCodec.Default.Decode(manifest, Encoding.UTF8.GetBytes(text)).Event;
        Assert.Equal(amount, back.Amount.Value);
    }

    [Theory]
    [InlineData("{\"client\":\"c-1\",\"fingerprint\":\"ab\",", "client")]
    [InlineData("{\"duty\":\"fund-USDT\",\"sequence\":12,", "duty")]
    [InlineData("{\"signal\":\"fund-USDT\",", "signal")]
    public void Each_origin_has_its_members(string start, string kind)
    {
        var fund = new EntityId(EntityKind.Fund, "USDT");
        Cause cause = kind switch
        {
            "client" => new(new Origin.Client(new CommandId("c-1")), "ab"),
            "duty" => new(new Origin.Duty(fund, 12), string.Empty),
            _ => new(new Origin.Signal(fund), string.Empty),
        };
        var recorded = Stored(new EntityEvent.DutyNoted()) with { Cause = cause };

        var text = Text(recorded, out var manifest);

        Assert.Equal(start + "\"time\":5,\"frame\":0,\"part\":1,\"of\":1,\"event\":{}}", text);
        Assert.Equal(recorded, EventCodec.Default.Decode(manifest, Encoding.UTF8.GetBytes(text)));
    }

    [Theory]
    [InlineData("account.deposited.v7", "", "unknown event manifest 'account.deposited.v7'")]
    [InlineData("account.deposited.v1", "{", "account.deposited.v1")]
    [InlineData("account.deposited.v1", "{\"signal\":\"fund-X\",\"time\":1,\"frame\":0,\"part\":1,\"of\":1}", "'event' is missing")]
    [InlineData("account.deposited.v1", "{\"event\":{\"asset\":\"X\"}}", "amount")]
    [InlineData("account.deposited.v1", "{\"event\":{\"asset\":\"X\",\"amount\":1,\"tag\":2}}", "tag")]
    [InlineData("account.deposited.v1", "{\"event\":{\"asset\":\"X\",\"amount\":1,\"amount\":2}}", "amount")]
    [InlineData("account.deposited.v1", "{\"event\":{\"asset\":null,\"amount\":1}}", "sset")]
    [InlineData("account.deposited.v1", "{\"event\":{\"asset\":\"X\",\"amount\":\"1\"}}", "amount")]
    [InlineData("account.deposited.v1", "{\"who\":1}", "unknown member 'who'")]
    [InlineData("account.liquidation-ended.v1", "{\"event\":{\"liquidation\":\"a.1\",\"outcome\":\"won\"}}", "'won' is none of")]
    public void Bytes_that_do_not_belong_to_their_manifest_are_refused_by_name(string manifest, string json, string expected)
    {
        var refusal = Assert.Throws<SerializationException>(
            () => EventCodec.Default.Decode(manifest, Encoding.UTF8.GetBytes(json)));

        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(manifest, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_without_a_codec_is_an_error_that_names_it()
    {
        var error = Assert.Throws<SerializationException>(() => EventCodec.Default.ManifestOf(new Unknown()));

        Assert.Contains("Unknown has no codec", error.Message, StringComparison.Ordinal);
    }

    private static Recorded Stored(IEvent @event) =>
        new(new Cause(new Origin.Client(new CommandId("c-1")), "ab"), new Instant(5), FrameNumber.None, 1, 1, @event);

    private static string Text(Recorded recorded, out string manifest) =>
        Encoding.UTF8.GetString(EventCodec.Default.Encode(recorded, out manifest));

    private sealed record Unknown : IEvent;
}
