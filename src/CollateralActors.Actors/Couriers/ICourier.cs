using CollateralActors.Actors.Hosting;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Actors.Couriers;

/// <summary>How messages leave an entity. Safe on any thread.</summary>
public interface ICourier
{
    /// <summary>Sends what an entity says by itself: on recovery, and when its timer runs.</summary>
    void Send(EntityId sender, IReadOnlyList<Parcel> parcels);

    /// <summary>A delivery was worked and its events are stored: here is all that it brought about.</summary>
    void Done(Delivery delivery, IReadOnlyList<Parcel> sends, IReadOnlyList<Answer> answers);

    /// <summary>A delivery was not worked and never will be: something broke.</summary>
    void Failed(Delivery delivery, Exception cause);

    /// <summary>A delivery met nobody, as while its receiver was stopping.</summary>
    void Lost(Delivery delivery);

    /// <summary>An entity has left memory, or has declined to.</summary>
    void Rested(EntityId entity);
}
