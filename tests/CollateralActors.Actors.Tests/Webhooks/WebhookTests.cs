using System.Text;
using CollateralActors.Actors.Couriers;
using CollateralActors.Actors.Webhooks;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Units;

namespace CollateralActors.Actors.Tests.Webhooks;

/// <summary>What is signed, where it may go, and when an instrument is left alone.</summary>
public sealed class WebhookTests
{
    private static readonly ClientOrderId First = new(LiquidationId.Of(new AccountId("alice"), 1), 1);
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // The example of the Standard Webhooks libraries.
    [Fact]
    public void It_is_signed_as_the_specification_says()
    {
        var secret = Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        var message = new WebhookMessage("msg_p5jXN8AQM9LWM0D4loKWxJek", Encoding.UTF8.GetBytes("{\"test\": 2432232314}"));
        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", message.Signature(secret, 1614265330));
    }

    // The example of docs/liquidation.md.
    [Fact]
    public void An_order_is_signed_as_the_page_shows()
    {
        var order = new OrderBookCommand.SendOrder(
            First with { Step = 3 }, new AccountId("alice"), new Quantity(-0.306m), new Price(47_500m));
        var signature = WebhookMessage.Of(new InstrumentId("BTC-PERP"), order)
            .Signature(Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), 1767225600);
        Assert.Equal("v1,VnbsQWWamztmjxyCjuwVfodwWlnC59qGiWRwFhLzls4=", signature);
    }

    [Fact]
    public void An_order_says_all_that_a_venue_needs_and_a_recall_which_order()
    {
        var order = new OrderBookCommand.SendOrder(First, new AccountId("alice"), new Quantity(0.25m), new Price(50_100.5m));
        Assert.Equal(
            """{"type":"order.placed","orderId":"alice.1/1","instrument":"P","account":"alice","side":"buy","quantity":"0.25","limit":"50100.5"}""",
            Encoding.UTF8.GetString(WebhookMessage.Of(new InstrumentId("P"), order).Body));
        Assert.Equal(
            """{"type":"order.placed","orderId":"alice.1/1","instrument":"P","account":"alice","side":"sell","quantity":"0.25"}""",
            Encoding.UTF8.GetString(WebhookMessage.Of(new InstrumentId("P"), order with { Quantity = new Quantity(-0.25m), Limit = null }).Body));
        var recall = WebhookMessage.Of(new InstrumentId("P"), new OrderBookCommand.RecallOrder(First));
        Assert.Equal("alice.1/1.recalled", recall.Id);
        Assert.Equal("""{"type":"order.recalled","orderId":"alice.1/1","instrument":"P"}""", Encoding.UTF8.GetString(recall.Body));
    }

    public static TheoryData<string, WebhookOptions> Wrong => new()
    {
        { "is not https, nor http on loopback", Options() with { Endpoint = new Uri("http://venue.example/orders") } },
        { "is not https, nor http on loopback", Options() with { Endpoint = new Uri("/orders", UriKind.Relative) } },
        { "is not https, nor http on loopback", Options() with { Endpoint = new Uri("ftp://127.0.0.1/orders") } },
        { "has 23 bytes; expected 24 to 64", Options() with { Secret = new byte[23] } },
        { "has 65 bytes; expected 24 to 64", Options() with { Secret = new byte[65] } },
        { "timeout 00:00:00 is not more than 0", Options() with { Timeout = TimeSpan.Zero } },
        { "0 orders under way are not 1 or more", Options() with { MostUnderWay = 0 } },
        { "are not more than 0 and in order", Options() with { LongestPause = TimeSpan.FromMilliseconds(1) } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Options_that_cannot_be_are_refused(string says, WebhookOptions options)
    {
        Assert.Contains(says, Assert.Single(options.Problems()), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new WebhookVenue(new Route(), options));
    }

    [Fact]
    public void Options_that_can_be_have_no_problems()
    {
        Assert.Empty(Options().Problems());
        Assert.Empty((Options() with { Endpoint = new Uri("http://localhost:8080/orders") }).Problems());
    }

    [Fact]
    public void An_order_is_under_way_once_and_no_more_of_an_instrument_than_are_allowed()
    {
        var lane = new WebhookLane(Options() with { MostUnderWay = 2 });
        Assert.True(lane.TryEnter(First, Start));
        Assert.False(lane.TryEnter(First, Start));
        Assert.True(lane.TryEnter(First with { Step = 2 }, Start));
        Assert.False(lane.TryEnter(First with { Step = 3 }, Start));
        lane.Answered(First);
        Assert.True(lane.TryEnter(First with { Step = 3 }, Start));
    }

    [Fact]
    public void After_each_failure_the_instrument_is_left_alone_twice_as_long_up_to_the_longest_and_an_answer_ends_that()
    {
        var (lane, now) = (new WebhookLane(Options()), Start);
        foreach (var milliseconds in new[] { 200, 400, 800, 1_000, 1_000 })
            Fails(TimeSpan.Zero, milliseconds);
        Fails(asked: TimeSpan.FromSeconds(5), milliseconds: 5_000);
        Assert.True(lane.TryEnter(First, now));
        lane.Answered(First);
        Fails(TimeSpan.Zero, 200);

        void Fails(TimeSpan asked, int milliseconds)
        {
            Assert.True(lane.TryEnter(First, now));
            lane.Failed(First, now, asked);
            Assert.False(lane.TryEnter(First, now.AddMilliseconds(milliseconds - 1)));
            now = now.AddMilliseconds(milliseconds);
        }
    }

    private static WebhookOptions Options() => new(new Uri("https://venue.example/orders"), new byte[32])
    {
        LongestPause = TimeSpan.FromSeconds(1),
    };
}
