using System.Collections.Concurrent;
using CollateralActors.Actors.Markets;
using CollateralActors.Actors.Nodes;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;

namespace CollateralActors.Actors.Tests.Nodes;

/// <summary>One account is out of service: its shard goes on, and when it is back it is looked at.</summary>
public sealed class ParkedAccountTests
{
    private static readonly AccountId Alice = new("alice");
    private static readonly EntityId AliceHerself = Entities.Account(Alice);

    [Fact]
    public async Task A_parked_account_is_overdue_and_caught_up_when_it_is_released()
    {
        var seen = new Recorder();
        var options = Venue.Rounds() with { Projections = [seen] };
        await using var node = await VenueNode.StartAsync(options);
        var second = await Venue.OpenAsync(node);
        Venue.AssertAccepted(await node.SubmitRoundAsync(Venue.At(second++), [Venue.Deposit(Alice, "d1", 1_000m)]));
        Venue.AssertAccepted(await node.SubmitRoundAsync(Venue.At(second++), [Venue.Trade(Alice, "t1", 50m, 100m)]));
        options.Journal.Parking.Park(AliceHerself, "its events are damaged", Venue.At(second));
        await node.KillAsync(AliceHerself);

        second = await CrashAsync(node, second, WatchlistDecider.CheckpointEvery + 1);

        Assert.DoesNotContain(seen.Of(AliceHerself), @event => @event is AccountEvent.MaintenanceBreached);
        var overdue = Assert.Single(seen.Of(Shards.Default.WatchlistOf(Alice)).OfType<WatchlistEvent.AccountOverdue>());
        Assert.Equal((Alice, new FrameNumber(2)), (overdue.Account, overdue.Since));
        Assert.Contains(seen.Of(Shards.Default.WatchlistOf(Alice)), @event => @event is WatchlistEvent.FramesPassed);

        Assert.True(node.Release(AliceHerself));
        await CrashAsync(node, second, 1);

        Assert.Contains(seen.Of(AliceHerself), @event => @event is AccountEvent.MaintenanceBreached);
        var caughtUp = Assert.Single(seen.Of(Shards.Default.WatchlistOf(Alice)).OfType<WatchlistEvent.AccountCaughtUp>());
        Assert.Equal((Alice, node.Frames.Latest!.Frame), (caughtUp.Account, caughtUp.Frame));
    }

    private static async Task<int> CrashAsync(VenueNode node, int second, int frames)
    {
        for (var frame = 0; frame < frames; frame++, second++)
            Venue.AssertAccepted(await node.SubmitRoundAsync(Venue.At(second), [Venue.Quotes($"q{second}", Venue.At(second), 82m)]));
        return second;
    }

    private sealed class Recorder : INodeProjection
    {
        private readonly ConcurrentQueue<(EntityId Entity, IEvent Event)> events = [];

        public IEnumerable<IEvent> Of(EntityId entity) => events.Where(seen => seen.Entity == entity).Select(seen => seen.Event);

        public void Observe(EntityId entity, Recorded recorded) => events.Enqueue((entity, recorded.Event));
    }
}
