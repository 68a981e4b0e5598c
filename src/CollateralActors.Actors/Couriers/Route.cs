using Akka.Actor;
using CollateralActors.Actors.Hosting;
using CollateralActors.Margining.OrderBooks;

namespace CollateralActors.Actors.Couriers;

/// <summary>
/// The way to entities: through the shard region, and for liquidations' orders through the execution venue.
/// </summary>
/// <param name="loses">Deliveries that get lost on the way; none unless given.</param>
public sealed class Route(Func<Delivery, bool>? loses = null)
{
    private IExecutionVenue? venue;
    private volatile bool closed;

    /// <summary>The shard region of all entities.</summary>
    public IActorRef Region { get; private set; } = ActorRefs.Nobody;

    /// <summary>Brings a delivery on its way. Orders go to the venue and nowhere else.</summary>
    public void Deliver(Delivery delivery)
    {
        if (IsOrder(delivery.Parcels[0]))
            venue!.Execute(delivery);
        else
            DeliverToEntity(delivery);
    }

    /// <summary>To the entity itself: for the simulated venue, whose books are entities.</summary>
    public void DeliverToEntity(Delivery delivery)
    {
        if (!closed && loses?.Invoke(delivery) != true)
            Region.Tell(delivery, ActorRefs.NoSender);
    }

    /// <summary>Whether a parcel is a liquidation's order, on its way to the venue, which only that may take.</summary>
    public static bool IsOrder(Parcel parcel) => parcel.Envelope.Command
        is OrderBookCommand.PlaceOrder or OrderBookCommand.SendOrder or OrderBookCommand.RecallOrder;

    /// <summary>
    /// The last node stops and nobody is left who could receive anything: the region would only wait for them. What was
    /// owed is sent again after the next start.
    /// </summary>
    internal void Close() => closed = true;

    internal void Open(IActorRef shardRegion, IExecutionVenue executionVenue) =>
        (Region, venue) = (shardRegion, executionVenue);
}
