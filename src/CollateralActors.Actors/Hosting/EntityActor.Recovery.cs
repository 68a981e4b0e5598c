using Akka.Event;
using Akka.Persistence;
using CollateralActors.Journal.Chaining;
using CollateralActors.Journal.Serializers;
using CollateralActors.Journal.States;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Actors.Hosting;

/// <content>How an entity comes back from its events, and what becomes of it if it cannot.</content>
internal sealed partial class EntityActor<TState>
{
    protected override void OnRecover(object message)
    {
        switch (message)
        {
            case SnapshotOffer offer:
                Recover(offer);
                break;
            case StoredEvent stored:
                Recover(stored);
                break;
            case RecoveryCompleted when LastSequenceNr != entity.Version:
                Park(
                    $"the journal counts {LastSequenceNr} events but gave {entity.Version}; the last ones are missing");
                Context.Stop(Self);
                break;
            case RecoveryCompleted:
                runtime.Availability.Recovered(entity.Id);
                runtime.Courier.Send(entity.Id, Reminders());
                Wind(resent: false);
                break;
            default:
                throw new PoisonedEventException($"{message.GetType().Name} is not a stored event");
        }
    }

    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        if (reason is PoisonedEventException or System.Runtime.Serialization.SerializationException)
            Park(reason.Message);
        else if (reason is UnusableSnapshotException)
            RecoverInFull(reason);
        else
            BackOff(reason);
    }

    private void Recover(SnapshotOffer offer)
    {
        if (offer.Snapshot is not StoredSnapshot stored
            || SnapshotCodec.TryDecode<TState>(entity.Id, stored) is not { } snapshot
            || snapshot.Entity.Version != offer.Metadata.SequenceNr)
        {
            runtime.Snapshots.Distrust(entity.Id);
            throw new UnusableSnapshotException(
                $"the snapshot at event {offer.Metadata.SequenceNr} cannot be used; all events are");
        }

        (entity, head) = (snapshot.Entity, snapshot.Head);
    }

    private void Recover(StoredEvent stored)
    {
        if (LastSequenceNr != entity.Version + 1)
            throw new PoisonedEventException(
                $"event {LastSequenceNr} follows on event {entity.Version}; those between are missing");
        var reading = Linker.Read(PersistenceId, LastSequenceNr, head, stored.Manifest, stored.Payload);
        if (reading.Finding is { } finding)
            throw new PoisonedEventException(finding.ToString());
        try
        {
            entity = Stepper.Fold(decider, entity, reading.Recorded!);
        }
        catch (Exception e)
        {
            throw new PoisonedEventException($"event {LastSequenceNr} cannot be applied: {e.Message}", e);
        }

        head = reading.Head;
        runtime.Projection.Observe(entity.Id, reading.Recorded!);
    }

    private void RecoverInFull(Exception reason)
    {
        Log.Warning("{0}: {1}", PersistenceId, reason.Message);

        // In a round, the delivery that it was started for comes again by itself.
        if (runtime.Timing is not null)
            runtime.Availability.WakeSoon(entity.Id);
    }
}
