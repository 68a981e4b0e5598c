using CollateralActors.Actors.Hosting;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Actors.Couriers;

/// <summary>Free running: every message leaves at once.</summary>
public sealed class DirectCourier(Route route) : ICourier
{
    public void Send(EntityId sender, IReadOnlyList<Parcel> parcels)
    {
        foreach (var delivery in Deliveries(parcels))
            route.Deliver(delivery);
    }

    public void Done(Delivery delivery, IReadOnlyList<Parcel> sends, IReadOnlyList<Answer> answers)
    {
        Send(delivery.To, sends);
        foreach (var (reply, to) in answers)
            to?.Tell(reply, Akka.Actor.ActorRefs.NoSender);
    }

    // Perhaps it was stored all the same: whoever waits asks again with the same id. Duties are sent again by their
    // sender.
    public void Failed(Delivery delivery, Exception cause) => Done(
        delivery,
        [],
        TurnedAway.Answers(
            delivery, "it could not be stored; the same command id tells what came of it", Stepper.RetryAfter));

    public void Lost(Delivery delivery) =>
        Done(delivery, [], TurnedAway.Answers(delivery, "the entity is restarting", Stepper.RetryAfter));

    public void Rested(EntityId entity)
    {
    }

    /// <summary>
    /// One delivery a receiver, each in the sender's order; a liquidation's orders apart from all else.
    /// </summary>
    private static IEnumerable<Delivery> Deliveries(IReadOnlyList<Parcel> parcels) => parcels.Count == 1
        ? [new Delivery(parcels[0].Envelope.To, parcels)]
        : parcels
            .GroupBy(parcel => (parcel.Envelope.To, Route.IsOrder(parcel)))
            .Select(group => new Delivery(group.Key.To, [.. group]));
}
