using Akka.Actor;
using Akka.Event;
using CollateralActors.Actors.Couriers;
using CollateralActors.Actors.Hosting;

namespace CollateralActors.Actors.Nodes;

/// <summary>Tells the courier of deliveries that met nobody: stashed by an entity that stopped, or dropped by a shard.</summary>
internal sealed class LostDeliveries : UntypedActor
{
    private readonly ICourier courier;

    public LostDeliveries(ICourier courier)
    {
        this.courier = courier;
        Context.System.EventStream.Subscribe(Self, typeof(AllDeadLetters));
    }

    protected override void OnReceive(object message)
    {
        if (message is AllDeadLetters { Message: Delivery delivery })
            courier.Lost(delivery);
    }
}
