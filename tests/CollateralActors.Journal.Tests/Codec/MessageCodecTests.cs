using System.Runtime.Serialization;
using System.Text;
using CollateralActors.Journal.Codec;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;

namespace CollateralActors.Journal.Tests.Codec;

public sealed class MessageCodecTests
{
    private static readonly EntityId Alice = new(EntityKind.Account, "alice");
    private static readonly EntityId Fund = new(EntityKind.Fund, "USDT");

    public static TheoryData<string> Commands => [.. Families.Commands.Select(type => type.FullName!)];

    public static TheoryData<string> Manifests => [.. MessageCodec.Forms.Select(form => form.Manifest)];

    public static TheoryData<Outcome> Outcomes =>
    [
        new Outcome.Accepted(3),
        new Outcome.Accepted(3) { Notes = ["one quote was left out"] },
        new Outcome.AlreadyApplied(4),
        new Outcome.Refused(new Rejection(RejectionCode.InsufficientFreeCollateral, "no")),
        new Outcome.Busy("waiting for a frame", TimeSpan.FromMilliseconds(250)),
    ];

    public static TheoryData<Band> Bands =>
    [
        Band.Everything,
        Band.HotAt(new FrameNumber(7), new RiskEdition(new RiskBookVersion(2), 0)),
        Band.HotAt(new FrameNumber(7), new RiskEdition(new RiskBookVersion(2), 3, new FrameNumber(6))),
        Band.Of(new FrameNumber(7), new RiskEdition(new RiskBookVersion(2), 0), [], []),
        Band.Of(
            new FrameNumber(7),
            new RiskEdition(new RiskBookVersion(2), 0),
            [.. Enumerable.Range(1, 4).Select(i => MarketVariable.Index(new AssetId($"A{i}")))],
            [
                new PriceInterval(default, new Price(3m)),
                new PriceInterval(new Price(2m), PriceInterval.Unbounded),
                new PriceInterval(default, PriceInterval.Unbounded),
                PriceInterval.Absent,
            ]),
        Band.Of(
            new FrameNumber(7),
            new RiskEdition(new RiskBookVersion(2), 0),
            [MarketVariable.Volatility(new InstrumentId("BTC-C")), MarketVariable.TimeLeft(new Instant(8_640_000_000))],
            [new PriceInterval(new Price(0.5m), new Price(0.7m)), new PriceInterval(new Price(4_320_000m), new Price(8_640_000m))]),
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_comes_back_as_it_was_sent(string name)
    {
        var command = (ICommand)Sampler.Of(typeof(ICommand).Assembly.GetType(name)!);

        RoundTrip(new Envelope(Alice, new Origin.Client(new CommandId("c-1")), command));
        RoundTrip(new Envelope(Alice, new Origin.Duty(Fund, 12), command, new Stamp(new FrameNumber(7), 2, 99)));
        RoundTrip(new Envelope(Alice, new Origin.Signal(Fund), command, new Stamp(new FrameNumber(7), 2, 99)
        {
            Looks = [new FrameNumber(5), new FrameNumber(6)],
        }));
        RoundTrip(new Envelope(Alice, new Origin.Signal(Fund), command));
    }

    [Theory]
    [MemberData(nameof(Bands))]
    public void Every_band_comes_back_as_it_was_sent(Band band) => RoundTrip(Envelope.Signal(
        Alice, Fund, new WatchlistCommand.AnswerBand(new AccountId("alice"), 1, 2, band, new Rate(0.5m)) { Version = 7 }));

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void Every_outcome_comes_back_as_it_was_sent(Outcome outcome) =>
        RoundTrip(new Reply(Alice, new CommandId("c-1"), outcome));

    [Theory]
    [MemberData(nameof(Manifests))]
    public void Message_manifests_are_short_stable_names_with_a_version(string manifest) =>
        Assert.Matches("^msg\\.[a-z-]+(\\.[a-z-]+)?\\.v[1-9][0-9]*$", manifest);

    [Fact]
    public void A_command_inside_a_command_has_its_manifest_and_no_type_name()
    {
        var inner = new Envelope(Alice, new Origin.Client(new CommandId("c-1")), Sampler.Of<AccountCommand.Deposit>());
        var outer = Envelope.Signal(Alice, Fund, new WatchlistCommand.Watch(new AccountId("alice"), 1, inner));

        var text = Encoding.UTF8.GetString(MessageCodec.Encode(outer));

        Assert.Equal("msg.watchlist.watch.v1", MessageCodec.ManifestOf(outer));
        Assert.Contains("\"then\":{\"manifest\":\"msg.account.deposit.v1\",\"to\":\"account-alice\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("CollateralActors", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("msg.account.deposit.v9", "{}", "unknown message manifest 'msg.account.deposit.v9'")]
    [InlineData("msg.account.deposit.v1", "{}", "'to' is missing")]
    [InlineData("msg.account.deposit.v1", "[]", "not a JSON object")]
    [InlineData("msg.account.deposit.v1", "{\"to\":\"account-a\",\"size\":1}", "unknown member 'size'")]
    [InlineData("msg.account.deposit.v1", "{\"to\":\"nobody\"}", "'nobody' names no entity")]
    [InlineData("msg.entity.ping.v1", "{\"to\":\"account-a\",\"command\":{}}", "exactly one of 'client'")]
    [InlineData("msg.entity.ping.v1", "{\"to\":\"account-a\",\"client\":\"c\",\"command\":{\"x\":1}}", "x")]
    [InlineData("msg.reply.v1", "{\"from\":\"account-a\",\"command\":\"c\",\"outcome\":\"maybe\"}", "outcome 'maybe'")]
    public void Messages_that_are_none_are_refused_by_name(string manifest, string json, string expected)
    {
        var refusal = Assert.Throws<SerializationException>(() => MessageCodec.Decode(manifest, Encoding.UTF8.GetBytes(json)));

        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(manifest, refusal.Message, StringComparison.Ordinal);
    }

    private static void RoundTrip(object message)
    {
        var bytes = MessageCodec.Encode(message);

        var back = MessageCodec.Decode(MessageCodec.ManifestOf(message), bytes);

        Assert.Equal(Structure.Of(message), Structure.Of(back));
        Assert.Equal(bytes, MessageCodec.Encode(back));
    }
}
