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
    public void A_liquidator_whose_lease_is_over_is_free_and_the_liquidation_is_told()
    {
        var queue = new LiquidatorQueue(new LiquidatorPool(1, 1, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(60)));
        queue.Pass(new FrameNumber(1), new Instant(1_000));
        queue.Offer(Offer("a", 0.1m));
        queue.Offer(Offer("b", 0.05m));
        Assert.Equal(new Instant(6_000), queue.LeaseUntil);
        Assert.Equal(Ids("a"), queue.Grant());
        Assert.Empty(queue.Pass(new FrameNumber(2), new Instant(5_999)));
        Assert.Empty(queue.Grant());
        Assert.Equal(Ids("a"), queue.Pass(new FrameNumber(3), new Instant(6_000)));
        Assert.Equal(Ids("b"), queue.Grant());
        Assert.Empty(queue.Pass(new FrameNumber(3), new Instant(6_000)));
    }

    [Fact]
    public void A_burst_of_a_thousand_grows_the_pool_to_its_most_and_it_shrinks_by_halves_when_it_was_idle()
    {
        var queue = new LiquidatorQueue(new LiquidatorPool(4, 50, TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(60)));
        queue.Pass(new FrameNumber(1), new Instant(0));
        foreach (var i in Enumerable.Range(0, 1_000))
            queue.Offer(Offer($"a{i:000}", 0.1m));
        var done = 0;
        for (var granted = queue.Grant(); granted.Count > 0; granted = queue.Grant())
        {
            Assert.Equal(50, granted.Count);
            Assert.Equal((50, 50), (queue.Size, queue.Busy));
            done += granted.Count;
            granted.ToList().ForEach(queue.Release);
        }

        Assert.Equal(1_000, done);
        List<int> sizes = [];
        for (var minute = 0; minute < 8; minute++)
        {
            queue.Pass(new FrameNumber(2 + minute), new Instant(minute * 60_000));
            Assert.Empty(queue.Grant());
            sizes.Add(queue.Size);
        }

        Assert.Equal([50, 25, 12, 6, 4, 4, 4, 4], sizes);
    }

    [Fact]
    public void It_grows_by_doubling_no_further_than_is_needed_and_work_ends_its_being_idle()
    {
        var queue = new LiquidatorQueue(new LiquidatorPool(4, 50, null, TimeSpan.FromSeconds(60)));
        queue.Pass(new FrameNumber(1), new Instant(0));
        foreach (var i in Enumerable.Range(0, 9))
            queue.Offer(Offer($"a{i}", 0.1m));
        Assert.Equal(9, queue.Grant().Count);
        Assert.Equal(16, queue.Size);
        queue.Pass(new FrameNumber(2), new Instant(59_000));
        queue.Offer(Offer("b", 0.1m));
        Assert.Single(queue.Grant());
        queue.Pass(new FrameNumber(3), new Instant(60_000));
        Assert.Empty(queue.Grant());
        Assert.Equal(16, queue.Size);
    }

    [Fact]
    public void At_most_half_of_them_wait_for_the_venue_of_one_instrument()
    {
        var (slow, other) = (new InstrumentId("SLOW"), new InstrumentId("OTHER"));
        var queue = new LiquidatorQueue(LiquidatorPool.Fixed(4) with { SharesOut = true });
        queue.Pass(new FrameNumber(1));
        foreach (var i in Enumerable.Range(0, 12))
            queue.Offer(Offer($"a{i:00}", 0.9m - (0.01m * i)));

        Assert.Equal(Ids("a00", "a01", "a02", "a03"), queue.Grant());
        foreach (var at in new[] { "a00", "a01", "a02", "a03" })
            queue.Order(Id(at), slow);
        Assert.Equal(Ids("a04", "a05"), queue.Grant());
        queue.Order(Id("a04"), slow);
        Assert.Equal(Ids("a06"), queue.Grant());
        queue.Order(Id("a05"), other);
        queue.Order(Id("a06"), other);
        Assert.Empty(queue.Grant());
        queue.Release(Id("a00"));
        Assert.Empty(queue.Grant());
        queue.Release(Id("a05"));
        Assert.Equal(Ids("a07"), queue.Grant());
        queue.Order(Id("nobody"), slow);
        Assert.Equal(7 - 2 + 1, queue.Busy);
    }

    [Fact]
    public void An_offer_that_comes_before_the_release_of_the_step_before_stands()
    {
        var queue = Queue(capacity: 1, Offer("a", 0.1m));
        queue.Release(Id("a"));
        Assert.Equal(Ids("a"), queue.Grant());
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
        var liquidators = new Spec<LiquidatorQueue>(new LiquidatorsDecider(LiquidatorPool.Fixed(1)), Entities.Liquidators).At(Venue.Frame(1));
        liquidators.WhenSignalled(Entities.Liquidation(Id("a")), Offer("a", 0.1m)).ThenNothingStored().ThenSends(Take("a"))
            .WhenSignalled(Entities.Liquidation(Id("b")), Offer("b", 0.1m)).ThenSends()
            .WhenSignalled(Entities.Liquidation(Id("a")), new LiquidatorsCommand.Release(Id("a"))).ThenSends(Take("b"))
            .WhenSignalled(Entities.Liquidation(Id("b")), new LiquidatorsCommand.Release(Id("b"))).ThenSends()
            .WhenSignalled(Entities.Liquidation(Id("c")), Offer("c", 0.1m, earliest: 60)).ThenSends()
            .WhenSignalled(Entities.Market, new MarketCommand.FramePassed(new FrameNumber(60))).ThenSends(Take("c"));
    }

    private static Envelope Take(string account) =>
        Envelope.Signal(Entities.Liquidators, Entities.Liquidation(Id(account)), new LiquidationCommand.TakeStep());

    private static LiquidatorQueue Queue(int capacity, params LiquidatorsCommand.Offer[] offers)
    {
        var queue = new LiquidatorQueue(LiquidatorPool.Fixed(capacity));
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
