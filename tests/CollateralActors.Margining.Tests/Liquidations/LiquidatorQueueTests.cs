using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Liquidations;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Tests.Liquidations;

public sealed class LiquidatorQueueTests
{
    [Fact]
    public void The_worst_goes_first_then_the_first_by_name()
    {
        var queue = Queue(capacity: 3, Offer("a", 0.1m), Offer("c", 0.5m), Offer("b", 0.5m), Offer("d", 0.2m));
        Assert.Equal(Ids("b", "c", "d"), queue.Grant());
    }

    [Fact]
    public void No_more_are_worked_on_than_there_are_liquidators()
    {
        var queue = Queue(capacity: 1, Offer("a", 0.1m), Offer("b", 0.2m));
        Assert.Equal(Ids("b"), queue.Grant());
        Assert.Empty(queue.Grant());
        queue.Release(Id("b"));
        Assert.Equal(Ids("a"), queue.Grant());
        Assert.Equal((0, 1), (queue.Waiting, queue.Busy));
    }

    [Fact]
    public void Nobody_goes_before_the_earliest_frame()
    {
        var queue = Queue(capacity: 1, Offer("a", 0.1m, earliest: 2));
        Assert.Empty(queue.Grant());
        queue.Pass(new FrameNumber(2));
        Assert.Equal(Ids("a"), queue.Grant());
    }

    [Fact]
    public void Nobody_goes_before_the_time_that_its_limits_of_speed_leave()
    {
        var queue = Queue(capacity: 1, Offer("a", 0.1m) with { NotBefore = new Instant(5_000) });
        queue.Pass(new FrameNumber(2), new Instant(4_999));
        Assert.Empty(queue.Grant());
        queue.Pass(new FrameNumber(3), new Instant(5_000));
        Assert.Equal(Ids("a"), queue.Grant());
    }

    // In each frame somebody worse comes.
    [Fact]
    public void Who_has_waited_for_20_frames_goes_before_worse_ones_the_first_first()
    {
        var queue = Queue(capacity: 1, Offer("b", 0.1m), Offer("c", 0.2m, earliest: 3));
        var granted = new List<LiquidationId>();
        for (var frame = 1; frame <= 25; frame++)
        {
            queue.Pass(new FrameNumber(frame));
            queue.Offer(Offer($"worse-{frame}", 0.5m));
            granted.AddRange(queue.Grant());
            queue.Release(granted[^1]);
        }

        Assert.Equal(
            Enumerable.Range(1, 20).Select(frame => Id($"worse-{frame}"))
                .Concat([Id("b"), Id("worse-21"), Id("c"), Id("worse-22"), Id("worse-23")]),
            granted);
    }

    [Fact]
    public void An_offer_again_keeps_its_turn()
    {
        var queue = Queue(capacity: 1, Offer("a", 0.1m));
        queue.Pass(new FrameNumber(2));
        queue.Offer(Offer("a", 0.2m));
        queue.Pass(new FrameNumber(2 + LiquidatorQueue.TurnAfter));
        queue.Offer(Offer("b", 0.5m));
        Assert.Equal(Ids("a"), queue.Grant());
    }

    [Fact]
    public void A_liquidator_that_is_not_heard_of_for_50_frames_is_given_up()
    {
        var queue = Queue(capacity: 1, Offer("a", 0.1m), Offer("b", 0.05m));
        Assert.Equal(Ids("a"), queue.Grant());
        queue.Pass(new FrameNumber(1 + LiquidatorQueue.GivenUpAfter));
        Assert.Empty(queue.Grant());
        queue.Pass(new FrameNumber(2 + LiquidatorQueue.GivenUpAfter));
        Assert.Equal(Ids("b"), queue.Grant());
    }

    [Fact]
    public void Time_does_not_go_back()
    {
        var queue = Queue(capacity: 1, Offer("a", 0.1m, earliest: 3));
        queue.Pass(new FrameNumber(3));
        queue.Pass(new FrameNumber(1));
        Assert.Equal(Ids("a"), queue.Grant());
    }

    [Fact]
    public void An_offer_again_is_one_offer_with_the_newer_severity()
    {
        var queue = Queue(capacity: 1, Offer("a", 0.1m), Offer("b", 0.2m), Offer("a", 0.3m));
        Assert.Equal(2, queue.Waiting);
        Assert.Equal(Ids("a"), queue.Grant());
    }

    [Fact]
    public void Liquidators_are_sent_as_soon_as_there_is_work_and_nothing_is_stored()
    {
        var liquidators = new Spec<LiquidatorQueue>(new LiquidatorsDecider(1), Entities.Liquidators).At(Venue.Frame(1));
        liquidators.WhenSignalled(Entities.Liquidation(Id("a")), Offer("a", 0.1m)).ThenNothingStored().ThenSends(Take("a"))
            .WhenSignalled(Entities.Liquidation(Id("b")), Offer("b", 0.1m)).ThenSends()
            .WhenSignalled(Entities.Liquidation(Id("a")), new LiquidatorsCommand.Release(Id("a"))).ThenSends(Take("b"))
            .WhenSignalled(Entities.Liquidation(Id("c")), Offer("c", 0.1m, earliest: 60)).ThenSends()
            .WhenSignalled(Entities.Market, new MarketCommand.FramePassed(new FrameNumber(60))).ThenSends(Take("c"));
    }

    private static Envelope Take(string account) =>
        Envelope.Signal(Entities.Liquidators, Entities.Liquidation(Id(account)), new LiquidationCommand.TakeStep());

    private static LiquidatorQueue Queue(int capacity, params LiquidatorsCommand.Offer[] offers)
    {
        var queue = new LiquidatorQueue(capacity);
        queue.Pass(new FrameNumber(1));
        foreach (var offer in offers)
            queue.Offer(offer);
        return queue;
    }

    private static LiquidationId Id(string account) => LiquidationId.Of(new AccountId(account), 1);

    private static IEnumerable<LiquidationId> Ids(params string[] accounts) => accounts.Select(Id);

    private static LiquidatorsCommand.Offer Offer(string account, decimal severity, long earliest = 1) =>
        new(Id(account), new AccountId(account), new Rate(severity), new FrameNumber(earliest));
}
