using Akka.Actor;
using CollateralActors.Margining.Deciding;
using Envelope = CollateralActors.Margining.Deciding.Envelope;

namespace CollateralActors.Actors.Hosting;

/// <summary>An envelope with the address that a client waits at.</summary>
/// <param name="Envelope">What is asked.</param>
/// <param name="ReplyTo">Whoever decides answers here; null where nobody waits or the courier knows who does.</param>
public readonly record struct Parcel(Envelope Envelope, IActorRef? ReplyTo = null);

/// <summary>Everything that an entity is given at once: decided one by one, stored together or not at all.</summary>
/// <param name="to">The receiver.</param>
/// <param name="parcels">In order; at least one.</param>
public sealed class Delivery(EntityId to, IReadOnlyList<Parcel> parcels)
{
    public EntityId To { get; } = to;

    public IReadOnlyList<Parcel> Parcels { get; } = parcels;

    /// <summary>One envelope alone.</summary>
    public static Delivery Of(Envelope envelope, IActorRef? replyTo = null) =>
        new(envelope.To, [new Parcel(envelope, replyTo)]);

    /// <summary>Wakes an entity, so that it sees to what it owes.</summary>
    public static Delivery Wake(EntityId entity) => Of(Envelope.Signal(entity, entity, new EntityCommand.Ping()));

    public override string ToString() =>
        $"{To}: {string.Join(", ", Parcels.Select(p => p.Envelope.Command.GetType().Name))}";
}

/// <summary>A reply and the address that it goes to; null where the courier knows who waits.</summary>
public readonly record struct Answer(Reply Reply, IActorRef? To);
