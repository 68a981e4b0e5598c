using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Ledger;
using CollateralActors.Margining.Liquidations;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;
using CollateralActors.Simulation.Worlds;

namespace CollateralActors.Simulation.Tests.Worlds;

public sealed class WorldTests
{
    public static TheoryData<long> Seeds => [1, 2];

    public static TheoryData<long> MoreSeeds => [1, 2, 3, 4];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Money_and_contracts_are_conserved_in_every_round(long seed)
    {
        var world = new World(SmallWorld.Options);
        var conservation = new Conservation();
        world.Stored = (id, recorded) => Assert.Equal(Amount.Zero, Add(id, recorded));
        foreach (var round in SmallWorld.Run(60, seed).Rounds())
        {
            world.Play(round);
            Assert.Empty(SmallWorld.Discrepancies(conservation, world));
        }

        Assert.True(SmallWorld.CountOf<AccountEvent.StepSettled>(world) > 20);

        Amount Add(EntityId id, Recorded recorded)
        {
            conservation.Add(id, recorded.Event);
            return conservation.Assets.Aggregate(Amount.Zero, (sum, asset) => sum + conservation.Drift(asset).Abs());
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_liquidation_comes_to_an_end_and_nothing_is_owed_when_the_run_is_over(long seed)
    {
        var world = World.Run(SmallWorld.Run(60, seed), SmallWorld.Options);
        Assert.NotEmpty(world.StatesOf<LiquidationState>(EntityKind.Liquidation));
        Assert.All(world.StatesOf<LiquidationState>(EntityKind.Liquidation), s => Assert.IsType<LiquidationState.Closed>(s));
        Assert.All(world.Entities, id => Assert.True(world.OutboxOf(id).IsEmpty, $"{id} owes something"));
        Assert.All(world.StatesOf<AccountState>(EntityKind.Account), account => Assert.IsType<Episode.None>(account.Episode));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_is_remembered_of_duties_does_not_grow_with_the_number_of_liquidations(long seed)
    {
        var world = World.Run(SmallWorld.Run(60, seed), SmallWorld.Options);
        Assert.Contains(world.StatesOf<AccountState>(EntityKind.Account), account => account.Episodes > 1);
        Assert.All(world.Entities, id =>
        {
            Assert.All(Episodes(world.InboxOf(id).Senders.Keys), episodes => Assert.Single(episodes));
            Assert.All(Episodes(world.OutboxOf(id).Last.Keys), episodes => Assert.Single(episodes));
        });

        static IEnumerable<IGrouping<string, EntityId>> Episodes(IEnumerable<EntityId> entities) =>
            entities.Where(id => id.Episode is not null).GroupBy(id => id.Episode!.Value.Of);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Events_folded_again_give_the_live_state(long seed)
    {
        var world = World.Run(SmallWorld.Run(60, seed), SmallWorld.Options);
        var live = SmallWorld.StatesOf(world);
        foreach (var id in world.Entities.Where(id => VenueDeciders.Stores(id.Kind)))
            world.Recover(id);
        Assert.Equal(live, SmallWorld.StatesOf(world));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_client_that_sends_every_command_twice_changes_nothing(long seed)
    {
        var run = SmallWorld.Run(60, seed);
        var once = World.Run(run, SmallWorld.Options);
        var twice = new World(SmallWorld.Options);
        foreach (var round in run.Rounds())
            twice.Play(round with { Inputs = round.Inputs.SelectMany(input => new[] { input, input }).ToValueList() });
        Assert.Equal(EventsOf(once), EventsOf(twice));
        Assert.Equal(
            once.Replies.Count(reply => reply.Outcome is Outcome.Accepted),
            twice.Replies.Count(reply => reply.Outcome is Outcome.Accepted));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Duties_that_arrive_again_change_nothing(long seed)
    {
        var world = World.Run(SmallWorld.Run(60, seed), SmallWorld.Options);
        var (states, events) = (SmallWorld.StatesOf(world), EventsOf(world));
        var duties = world.Entities.SelectMany(world.SendsOf)
            .Where(envelope => envelope is { Origin: Origin.Duty, Stamp: null }).Distinct().ToArray();
        Assert.NotEmpty(duties);
        world.Submit(world.History.Latest!.Time, duties);
        Assert.Equal(states, SmallWorld.StatesOf(world));
        Assert.Equal(events, EventsOf(world));
    }

    [Theory]
    [MemberData(nameof(MoreSeeds))]
    public void Bands_wake_all_and_only_those_whose_status_changes_as_visiting_everybody_shows(long seed)
    {
        var run = SmallWorld.Run(60, seed);
        var banded = World.Run(run, SmallWorld.Options);
        var visited = World.Run(run, SmallWorld.Options with { VisitsEveryone = true });
        Assert.Equal(StatusesOf(visited), StatusesOf(banded));
        Assert.Equal(SmallWorld.StatesOf(visited), SmallWorld.StatesOf(banded));
        Assert.True(banded.Looks * 3 < visited.Looks, $"{banded.Looks} looks with bands, {visited.Looks} without");
    }

    [Theory]
    [MemberData(nameof(MoreSeeds))]
    public void Lost_and_repeated_messages_and_crashes_change_nothing_in_the_end(long seed)
    {
        var run = SmallWorld.Run(60, seed);
        var options = SmallWorld.Options with { Liquidators = 1_000 };
        var calm = World.Run(run, options);
        var mischief = new Mischief(seed, 0.004m);
        var troubled = World.Run(run, options with { Mischief = mischief });
        Assert.True(mischief.Count > 15, $"only {mischief.Count} faults");
        var (expected, actual) = (SmallWorld.StatesOf(calm), SmallWorld.StatesOf(troubled));
        Assert.Equal(expected.Keys, actual.Keys);
        Assert.All(expected, state => Assert.Equal(state.Value, actual[state.Key]));
    }

    [Fact]
    public void Two_worlds_of_one_run_store_answer_and_send_the_same()
    {
        var run = SmallWorld.Run(60, 7);
        var (one, other) = (World.Run(run, SmallWorld.Options), World.Run(run, SmallWorld.Options));
        Assert.Equal(EventsOf(one), EventsOf(other));
        Assert.Equal(one.Replies, other.Replies);
        Assert.All(one.Entities, id => Assert.Equal(SendsOf(one, id), SendsOf(other, id)));
    }

    // Bands are compared by who answered what: they are no values.
    private static List<string> SendsOf(World world, EntityId id) =>
    [
        .. world.SendsOf(id).Select(send => send.Command is WatchlistCommand.AnswerBand c
            ? $"{send.To} {c.Account} {c.Epoch} {c.Ticket} {c.Severity}"
            : send.ToString()),
    ];

    // When a watchlist stores how far it came depends on who was looked at for nothing.
    private static List<(EntityId, Recorded)> EventsOf(World world) =>
    [
        .. from id in world.Entities
           from recorded in world.EventsOf(id)
           where recorded.Event is not WatchlistEvent.FramesPassed
           select (id, recorded),
    ];

    private static List<(EntityId, FrameNumber, MarginStatus)> StatusesOf(World world) =>
    [
        .. from id in world.Entities
           from recorded in world.EventsOf(id)
           let status = StatusIn(recorded.Event)
           where status is not null
           select (id, recorded.Frame, status.Value),
    ];

    private static MarginStatus? StatusIn(IEvent @event) => @event switch
    {
        AccountEvent.MarginCallIssued => MarginStatus.MarginCall,
        AccountEvent.MarginCallLifted => MarginStatus.Healthy,
        AccountEvent.MaintenanceBreached => MarginStatus.Liquidation,
        AccountEvent.BankruptcyDeclared => MarginStatus.Bankrupt,
        _ => null,
    };
}
