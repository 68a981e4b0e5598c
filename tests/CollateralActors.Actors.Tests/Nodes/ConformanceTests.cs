using System.Collections.Concurrent;
using CollateralActors.Actors.Couriers;
using CollateralActors.Actors.Markets;
using CollateralActors.Actors.Nodes;
using CollateralActors.Margining.Deciding;
using CollateralActors.Simulation.Scenarios;
using CollateralActors.Simulation.Worlds;

namespace CollateralActors.Actors.Tests.Nodes;

/// <summary>The actors do what the rules do on one thread without actors, however threads and faults mix things up.</summary>
public sealed class ConformanceTests
{
    private const int Accounts = 200;
    private const int Liquidators = 8;

    private static readonly ScenarioRun Run = CrashRun.With(Accounts);

    private static readonly Lazy<Task<string>> Undisturbed = new(() => PlayAsync(Options()));

    [Fact]
    public async Task Actors_store_and_answer_the_same_as_the_world_without_actors()
    {
        var world = new World(new WorldOptions { Liquidators = Liquidators });
        var stored = new Stored();
        await using var node = await VenueNode.StartAsync(Options() with { Projections = [stored] });
        foreach (var round in Run.Rounds())
        {
            var before = world.Replies.Count;
            world.Play(round);
            var replies = await CrashRun.PlayAsync(node, round);
            Assert.Equal(Sorted(world.Replies.Skip(before)), Sorted(replies));
        }

        var entities = world.Entities.Where(entity => world.EventsOf(entity).Count > 0).ToList();
        Assert.Equal(entities, stored.Events.Keys.Order());
        Assert.All(entities, entity => Assert.Equal(world.EventsOf(entity), stored.Events[entity]));
        Assert.Contains(entities, entity => entity.Kind == EntityKind.Liquidation);
        Assert.Equal(world.History.Latest?.Frame, node.Frames.Latest?.Frame);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public async Task Threads_delays_and_passivation_change_nothing(int threads)
    {
        var options = Options(("collateral.node.threads", $"{threads}")) with
        {
            Faults = new RoundFaults(threads, TimeSpan.FromMilliseconds(2), RestShare: 0.05, RestCount: 5),
        };
        Assert.Equal(await Undisturbed.Value, await PlayAsync(options));
    }

    private static NodeOptions Options(params (string Key, string Value)[] overrides) => CrashRun.Options(
        Venue.Rounds(null, [("collateral.liquidators.fewest", $"{Liquidators}"), ("collateral.liquidators.most", $"{Liquidators}"), .. overrides]), Run);

    private static async Task<string> PlayAsync(NodeOptions options)
    {
        await using var node = await VenueNode.StartAsync(options);
        foreach (var round in Run.Rounds())
            await CrashRun.PlayAsync(node, round);
        return await node.StateHashOfAllAsync();
    }

    private static IEnumerable<string> Sorted(IEnumerable<Reply> replies) =>
        replies.Select(reply => reply.ToString()).Order(StringComparer.Ordinal);

    private sealed class Stored : INodeProjection
    {
        public ConcurrentDictionary<EntityId, List<Recorded>> Events { get; } = [];

        public void Observe(EntityId entity, Recorded recorded) => Events.GetOrAdd(entity, _ => []).Add(recorded);
    }
}
