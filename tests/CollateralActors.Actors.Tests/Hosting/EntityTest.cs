using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using CollateralActors.Actors.Couriers;
using CollateralActors.Actors.Hosting;
using CollateralActors.Actors.Markets;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;
using Envelope = CollateralActors.Margining.Deciding.Envelope;

namespace CollateralActors.Actors.Tests.Hosting;

/// <summary>One entity on a journal that can fail, under a shard that only listens, with a courier that only writes down.</summary>
public abstract class EntityTest : TestKit
{
    private protected readonly TestDecider decider = new();
    private readonly Route route = new();
    private int incarnation;

    protected EntityTest(string timers = "")
        : base(timers + FaultyJournal.Config, "entity-" + Guid.NewGuid().ToString("N"))
    {
        Faults = JournalFaults.Of(Sys);
        Courier = CreateTestProbe();
        Shard = CreateTestProbe();
        Region = CreateTestProbe();
        route.Open(Region, new SimulatedVenue(route));
        Availability = new Availability(
            Parking, new BackOffTimes(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10)), TimeProvider.System, route, Sys.Scheduler);
    }

    protected JournalFaults Faults { get; }

    /// <summary>Hears what the entity hands to its courier.</summary>
    protected TestProbe Courier { get; }

    /// <summary>Hears what the entity tells its shard.</summary>
    protected TestProbe Shard { get; }

    /// <summary>Hears what is sent through the region.</summary>
    protected TestProbe Region { get; }

    protected IParking Parking { get; } = new MemoryParking();

    protected Availability Availability { get; }

    private protected EntityTiming? Timing { get; set; }

    private protected int WaitingCapacity { get; set; } = 100;

    protected sealed record Done(Delivery Delivery, IReadOnlyList<Parcel> Sends, IReadOnlyList<Answer> Answers);

    protected sealed record Sent(IReadOnlyList<Parcel> Parcels);

    protected sealed record Failed(Delivery Delivery, Exception Cause);

    private protected EntityRuntime Runtime() => new()
    {
        Courier = new Ears(Courier),
        Frames = new FrameStore(new NoMarketSource(), 10, byRounds: false),
        Projection = new NodeProjections(),
        Availability = Availability,
        Now = () => new Instant(1),
        WaitingCapacity = WaitingCapacity,
        Snapshots = new SnapshotPolicy(every: 0),
        Timing = Timing,
    };

    /// <summary>Starts the entity, or what stands in for it, under a parent that passes what it hears to the shard's probe.</summary>
    protected IActorRef Start()
    {
        var runtime = Runtime();
        var props = Availability.Of(TestDecider.Debtor) is null
            ? EntityProps.Producing(() => new EntityActor<decimal>(TestDecider.Debtor, decider, runtime))
            : EntityProps.Producing(() => new UnavailableEntity(TestDecider.Debtor, runtime));
        var parent = Sys.ActorOf(EntityProps.Producing(() => new Parent(props, Shard)), $"shard-{++incarnation}");
        parent.Tell(nameof(Start), TestActor);
        return ExpectMsg<IActorRef>();
    }

    protected static Delivery Of(params Envelope[] envelopes) =>
        new(TestDecider.Debtor, [.. envelopes.Select(envelope => new Parcel(envelope))]);

    /// <summary>The entity has recovered: what it said on that occasion.</summary>
    protected Sent ExpectRecovered() => Courier.ExpectMsg<Sent>();

    protected static IReadOnlyList<string> Outcomes(Done done) =>
        [.. done.Answers.Select(answer => $"{answer.Reply.Command} {answer.Reply.Outcome.GetType().Name}")];

    /// <summary>What the entity has come to.</summary>
    protected EntityDescription Describe(IActorRef entity)
    {
        entity.Tell(new DescribeEntity(TestDecider.Debtor), TestActor);
        return ExpectMsg<EntityDescription>();
    }

    /// <summary>Ends the entity as a shard does and waits until it is gone.</summary>
    protected void End(IActorRef entity)
    {
        Watch(entity);
        entity.Tell(Stop.Instance, ActorRefs.NoSender);
        ExpectTerminated(entity);
    }

    private sealed class Ears(IActorRef probe) : ICourier
    {
        public void Send(EntityId sender, IReadOnlyList<Parcel> parcels) => probe.Tell(new Sent(parcels));

        public void Done(Delivery delivery, IReadOnlyList<Parcel> sends, IReadOnlyList<Answer> answers) =>
            probe.Tell(new Done(delivery, sends, answers));

        public void Failed(Delivery delivery, Exception cause) => probe.Tell(new Failed(delivery, cause));

        public void Lost(Delivery delivery)
        {
        }

        public void Rested(EntityId entity)
        {
        }
    }

    private sealed class Parent(Props child, IActorRef shard) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is nameof(Start))
                Sender.Tell(Context.ActorOf(child, "entity"));
            else if (message is Passivate)
                shard.Forward(message);
        }
    }
}
