using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster;
using Akka.Cluster.Sharding;
using CollateralActors.Actors.Clients;
using CollateralActors.Actors.Couriers;
using CollateralActors.Actors.Hosting;
using CollateralActors.Actors.Markets;
using CollateralActors.Actors.Settings;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Liquidations;
using CollateralActors.Margining.Units;

namespace CollateralActors.Actors.Nodes;

/// <summary>
/// A running node: entities in one shard region, a way in for clients, and the frames that the node knows.
/// </summary>
public sealed partial class VenueNode : IAsyncDisposable
{
    private readonly NodeOptions options;
    private readonly ActorSystem system;
    private readonly Route route;
    private readonly RoundsCourier? rounds;
    private readonly CommandGate gate;
    private readonly Availability availability;
    private readonly List<IActorRef> helpers = [];
    private long roundTime;
    private bool stopped;

    private VenueNode(NodeOptions options)
    {
        this.options = options;
        var settings = options.Settings;
        gate = new CommandGate(settings.Gate);
        Frames = new FrameStore(options.Journal.Market, settings.FramesKept, options.Rounds);
        route = new Route(options.Loses);
        rounds = options.Rounds
            ? new RoundsCourier(route, Frames, settings.RoundMaxUnderWay, options.Faults, options.Observer)
            : null;
        var setup = ActorSystemSetup.Create(
            [BootstrapSetup.Create().WithConfig(AkkaConfig.Of(settings, options.Journal)), .. options.Journal.Setups]);
        system = ActorSystem.Create("collateral", setup);
        availability = new Availability(
            options.Journal.Parking, settings.BackOff, TimeProvider.System, route, system.Scheduler);
        var runtime = Runtime(settings);
        var deciders = new VenueDeciders(
            Shards.Default,
            options.Rounds ? LiquidatorPool.Fixed(settings.Liquidators.Most) : settings.Liquidators);
        route.Open(StartRegion(new EntityProps(deciders, runtime)), options.Venue(route));
        helpers.Add(
            system.ActorOf(EntityProps.Producing(() => new LostDeliveries(runtime.Courier, route)), "lost-deliveries"));
    }

    /// <summary>The frames that this node knows.</summary>
    public FrameStore Frames { get; }

    /// <summary>The actor system, for those who run actors or streams of their own beside the venue.</summary>
    public ActorSystem System => system;

    /// <summary>Where other nodes reach this one.</summary>
    public Address Address => Cluster.Get(system).SelfAddress;

    /// <summary>Clients' commands under way on this node.</summary>
    public int CommandsUnderWay => gate.UnderWay;

    /// <summary>Entities that must always run, in the order in which they start.</summary>
    public IReadOnlyList<EntityId> StaticEntities =>
    [
        Entities.RiskBook,
        Entities.Market,
        .. Shards.Default.Watchlists,
        .. options.Funds.Select(Entities.Fund),
        .. options.Books.Select(Entities.OrderBook),
        .. options.Books.Select(Entities.Deleveraging),
        Entities.Liquidators,
    ];

    /// <summary>
    /// Starts a node; when it is there, the risk book and the market have recovered and every watchlist runs.
    /// </summary>
    /// <exception cref="TimeoutException">The cluster or an entity did not come up in time.</exception>
    public static async Task<VenueNode> StartAsync(NodeOptions options)
    {
        var node = new VenueNode(options);
        try
        {
            await node.JoinAsync().ConfigureAwait(false);
            await node.StartEntitiesAsync().ConfigureAwait(false);
            return node;
        }
        catch
        {
            await node.StopAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Asks an entity to do something and waits for the answer of whoever decides.</summary>
    /// <param name="to">The entity.</param>
    /// <param name="id">Made by the caller before the first try; the same id is the same command.</param>
    /// <param name="command">What is asked.</param>
    /// <param name="cancellation">Ends the wait for a place, not the command.</param>
    public async Task<Reply> AskAsync(
        EntityId to, CommandId id, ICommand command, CancellationToken cancellation = default)
    {
        if (!await gate.EnterAsync(cancellation).ConfigureAwait(false))
            return new Reply(to, id, gate.Busy);
        try
        {
            return await EnteredAsync(new Margining.Deciding.Envelope(to, new Origin.Client(id), command))
                .WaitAsync(options.Settings.AnswerWithin, CancellationToken.None)
                .ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return new Reply(
                to,
                id,
                new Outcome.Busy("no answer in time; the same command id tells what came of it", Stepper.RetryAfter));
        }
    }

    /// <summary>Runs a round at a time: everything that follows from the inputs is stored when it ends.</summary>
    /// <param name="now">The time of all decisions in it.</param>
    /// <param name="inputs">Clients' commands, in order.</param>
    /// <returns>One reply for each input, in the same order.</returns>
    /// <exception cref="RoundException">It is stuck, or something broke.</exception>
    public Task<IReadOnlyList<Reply>> SubmitRoundAsync(Instant now, IReadOnlyList<Margining.Deciding.Envelope> inputs)
    {
        if (rounds is null)
            throw new InvalidOperationException("the node runs freely; start it with rounds");
        Volatile.Write(ref roundTime, now.UnixMilliseconds);
        return rounds.RunAsync(inputs, options.Settings.RoundPatience);
    }

    /// <summary>
    /// Ends an entity at once, as a crash of its process would, and starts it again. Not during a round.
    /// </summary>
    public async Task KillAsync(EntityId entity)
    {
        var limit = options.Settings.StartWithin;
        var identity = await route.Region
            .Ask<ActorIdentity>(new ShardingEnvelope(entity.PersistenceId, new Identify(entity)), limit)
            .ConfigureAwait(false);
        await identity.Subject.GracefulStop(limit, Kill.Instance).ConfigureAwait(false);
        // Its shard may not have noticed yet; a question that gets lost meanwhile is asked again by LostDeliveries.
        await DescribeAsync(entity).ConfigureAwait(false);
    }

    /// <summary>Puts a parked entity back into service; false where it was not parked.</summary>
    public bool Release(EntityId entity) => availability.Release(entity);

    /// <summary>
    /// Stops in order: entities store what they are at, then the cluster is left. The journal may be closed after it.
    /// </summary>
    public async Task StopAsync()
    {
        if (stopped)
            return;
        stopped = true;
        foreach (var helper in helpers)
            await helper.GracefulStop(options.Settings.StopWithin).ConfigureAwait(false);
        if (Cluster.Get(system).State.Members.Count(member => member.Status == MemberStatus.Up) <= 1)
            route.Close();
        await CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.ClrExitReason.Instance).ConfigureAwait(false);
        gate.Dispose();
    }

    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    // The node may still be at work on a command that nobody waits for any more, so it keeps its place until it is
    // answered or must have got lost.
    private async Task<Reply> EnteredAsync(Margining.Deciding.Envelope envelope)
    {
        try
        {
            return await route.Region
                .Ask<Reply>(
                    sender => Delivery.Of(envelope, sender),
                    options.Settings.AnswerWithin + options.Settings.LostAfter,
                    CancellationToken.None)
                .ConfigureAwait(false);
        }
        finally
        {
            gate.Leave();
        }
    }

    private EntityRuntime Runtime(NodeSettings settings) => new()
    {
        Courier = rounds is null ? new DirectCourier(route) : rounds,
        Frames = Frames,
        Projection = new NodeProjections(
            [.. new[] { Frames, options.Journal.Projection }.OfType<INodeProjection>(), .. options.Projections]),
        Availability = availability,
        Now = rounds is null
            ? () => new Instant(options.Time.GetUtcNow().ToUnixTimeMilliseconds())
            : () => new Instant(Volatile.Read(ref roundTime)),
        WaitingCapacity = settings.WaitingCapacity,
        Snapshots = new SnapshotPolicy(options.Journal.KeepsSnapshots ? settings.SnapshotEvery : 0),
        Timing = rounds is null ? settings.Timing : null,
    };

    private IActorRef StartRegion(EntityProps props)
    {
        var sharding = ClusterSharding.Get(system);
        var settings = ClusterShardingSettings.Create(system);
        return sharding.Start(
            "entities",
            id => props.Of(EntityId.Parse(id)!.Value).WithDispatcher(AkkaConfig.Dispatcher),
            settings,
            new EntityExtractor(Shards.Default),
            sharding.DefaultShardAllocationStrategy(settings),
            Stop.Instance);
    }

    private async Task JoinAsync()
    {
        var cluster = Cluster.Get(system);
        using var limit = new CancellationTokenSource(options.Settings.StartWithin);
        await cluster.JoinAsync(options.Join ?? cluster.SelfAddress, limit.Token).ConfigureAwait(false);
    }

    // Whatever needs a frame is answered busy until the market is there, so the market comes before those who watch it.
    private async Task StartEntitiesAsync()
    {
        await Frames.FillAsync().ConfigureAwait(false);
        foreach (var entity in StaticEntities)
            await DescribeAsync(entity).ConfigureAwait(false);
        if (rounds is null)
        {
            helpers.Add(system.ActorOf(
                EntityProps.Producing(() => new StaticSet(StaticEntities, route, options.Settings.PingEvery)),
                "static-set"));
        }
    }
}
