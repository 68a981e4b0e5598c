using Akka.Actor;
using Akka.Event;
using CollateralActors.Actors.Couriers;
using CollateralActors.Actors.Hosting;

namespace CollateralActors.Actors.Nodes;

/// <summary>
/// Sees to messages that met nobody: stashed by an entity that stopped, or on their way to one that had.
/// </summary>
internal sealed class LostDeliveries : UntypedActor
{
    private readonly ICourier courier;
    private readonly Route route;

    public LostDeliveries(ICourier courier, Route route)
    {
        (this.courier, this.route) = (courier, route);
        Context.System.EventStream.Subscribe(Self, typeof(AllDeadLetters));
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case AllDeadLetters { Message: Delivery delivery }:
                courier.Lost(delivery);
                break;
            case AllDeadLetters { Message: DescribeEntity describe } lost:
                route.Region.Tell(describe, lost.Sender);
                break;
        }
    }
}
