using CollateralActors.Journal.Chaining;
using CollateralActors.Journal.Serializers;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Actors.Hosting;

/// <summary>One delivery, decided but not stored: what to store, and what to say when it is stored.</summary>
internal sealed class Batch<TState>
{
    private readonly IDecider<TState> decider;
    private readonly EntityRuntime runtime;
    private readonly long stored;
    private DecisionContext? unstamped;

    private Batch(
        IDecider<TState> decider, EntityRuntime runtime, Entity<TState> entity, ChainHash head, Delivery delivery)
    {
        (this.decider, this.runtime, Delivery) = (decider, runtime, delivery);
        (Entity, Head, stored) = (entity, head, entity.Version);
    }

    public Delivery Delivery { get; }

    /// <summary>The entity as it will be.</summary>
    public Entity<TState> Entity { get; private set; }

    /// <summary>The chain's head as it will be.</summary>
    public ChainHash Head { get; private set; }

    public List<Recorded> Events { get; } = [];

    public List<StoredEvent> Stored { get; } = [];

    public List<Parcel> Sends { get; } = [];

    public List<Answer> Answers { get; } = [];

    /// <summary>Decides each envelope on what the ones before it will have made of the entity.</summary>
    public static Batch<TState> Decide(
        IDecider<TState> decider, EntityRuntime runtime, Entity<TState> entity, ChainHash head, Delivery delivery)
    {
        var batch = new Batch<TState>(decider, runtime, entity, head, delivery);
        foreach (var parcel in delivery.Parcels)
        {
            foreach (var envelope in Stepper.Unroll(parcel.Envelope))
                batch.Decide(parcel with { Envelope = envelope });
        }

        return batch;
    }

    private void Decide(Parcel parcel)
    {
        if (ContextOf(parcel.Envelope.Stamp) is not { } context)
        {
            if (TurnedAway.AnswerTo(parcel, "waiting for the frame to decide at", Stepper.RetryAfter) is { } busy)
                Answers.Add(busy);
            return;
        }

        var result = Stepper.Step(decider, Entity, parcel.Envelope, context);
        foreach (var recorded in result.Events)
            Link(recorded);
        Entity = result.Entity;
        foreach (var send in result.Sends)
            Sends.Add(new Parcel(send));
        if (result.PassOn is { } passOn)
            Sends.Add(new Parcel(passOn, parcel.ReplyTo));
        if (result.Reply is { } reply)
            Answers.Add(new Answer(reply, parcel.ReplyTo));
    }

    private DecisionContext? ContextOf(Stamp? stamp) =>
        stamp is null ? unstamped ??= runtime.ContextOf(null) : runtime.ContextOf(stamp);

    private void Link(Recorded recorded)
    {
        Events.Add(recorded);
        var linked = Linker.Link(Entity.Id.PersistenceId, stored + Events.Count, Head, recorded);
        Stored.Add(linked.Event);
        Head = linked.Head;
    }
}
