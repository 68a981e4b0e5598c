using Akka.Actor;
using Akka.Cluster.Sharding;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Actors.Hosting;

/// <summary>
/// Stands in for an entity that may not be recovered now: answers clients, and makes way as soon as it may.
/// </summary>
internal sealed class UnavailableEntity(EntityId id, EntityRuntime runtime) : UntypedActor
{
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Delivery delivery when runtime.Availability.Of(id) is { } unavailable:
                runtime.Courier.Done(
                    delivery, [], TurnedAway.Answers(delivery, unavailable.Why, unavailable.RetryAfter));
                break;
            case Delivery delivery:
                // The shard keeps what comes behind this until we have stopped, and then starts the real one.
                Context.Parent.Tell(new Passivate(Stop.Instance));
                runtime.Availability.Redeliver(delivery);
                break;
            case DescribeEntity:
                Sender.Tell(new EntityDescription(id.PersistenceId, 0, string.Empty));
                break;
            case Stop:
                Context.Stop(Self);
                break;
            case Rest:
                runtime.Courier.Rested(id);
                break;
            default:
                Unhandled(message);
                break;
        }
    }
}
