using Akka.Actor;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Actors.Hosting;

/// <summary>How to start an entity: the real one, or what stands in for it while it may not be recovered.</summary>
internal sealed class EntityProps(VenueDeciders deciders, EntityRuntime runtime)
{
    public Props Of(EntityId id) => runtime.Availability.Of(id) is null
        ? deciders.Accept(id.Kind, new Starter(id, runtime))
        : Producing(() => new UnavailableEntity(id, runtime));

    /// <summary>Props around a plain call. An expression for each entity would be compiled each time.</summary>
    public static Props Producing<TActor>(Func<TActor> create)
        where TActor : ActorBase => Props.CreateBy(new Producer<TActor>(create));

    private sealed class Starter(EntityId id, EntityRuntime runtime) : IDeciderVisitor<Props>
    {
        public Props Visit<TState>(IDecider<TState> decider) => VenueDeciders.Stores(id.Kind)
            ? Producing(() => new EntityActor<TState>(id, decider, runtime))
            : Producing(() => new VolatileEntity<TState>(id, decider, runtime));
    }

    private sealed class Producer<TActor>(Func<TActor> create) : IIndirectActorProducer
        where TActor : ActorBase
    {
        public Type ActorType => typeof(TActor);

        public ActorBase Produce() => create();

        public void Release(ActorBase actor)
        {
        }
    }
}
