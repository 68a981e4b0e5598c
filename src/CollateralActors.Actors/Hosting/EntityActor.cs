using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using CollateralActors.Journal.Chaining;
using CollateralActors.Journal.Serializers;
using CollateralActors.Journal.States;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Actors.Hosting;

/// <summary>Runs any decider on the journal. The only place that knows Akka.Persistence; it knows no rule.</summary>
/// <remarks>
/// Decide on a copy, store, then fold what was stored; nothing is said before that. Recovery folds the same way.
/// </remarks>
internal sealed partial class EntityActor<TState> : UntypedPersistentActor
{
    private readonly IDecider<TState> decider;
    private readonly EntityRuntime runtime;
    private readonly WaitingRoom waiting;
    private readonly EntityClock clock;
    private Entity<TState> entity;
    private ChainHash head = ChainHash.Origin;
    private Batch<TState>? storing;
    private int folded;

    public EntityActor(EntityId id, IDecider<TState> decider, EntityRuntime runtime)
    {
        (this.decider, this.runtime) = (decider, runtime);
        entity = Stepper.Begin(decider, id);
        PersistenceId = id.PersistenceId;
        Recovery = runtime.Snapshots.RecoveryOf(id);
        waiting = new WaitingRoom(runtime.WaitingCapacity);
        clock = new EntityClock(Context, Self, id, runtime);
    }

    public override string PersistenceId { get; }

    public override Recovery Recovery { get; }

    protected override bool AroundReceive(Receive receive, object message)
    {
        // Whatever arrives now will be stashed. Stop and the clock's messages always are; deliveries while there is
        // room.
        if (message is Delivery delivery && (IsRecovering || storing is not null) && !waiting.Admits(delivery))
        {
            runtime.Courier.Done(
                delivery, [], TurnedAway.Answers(delivery, $"{PersistenceId} has too much to do", Stepper.RetryAfter));
            return true;
        }

        return base.AroundReceive(receive, message);
    }

    protected override void OnCommand(object message)
    {
        switch (message)
        {
            case Delivery delivery when runtime.LacksFrame(delivery):
                waiting.Leave(delivery);
                runtime.Frames.FillAsync().PipeTo(
                    Self, Self, () => new FrameCame(delivery), _ => new FrameCame(delivery));
                break;
            case Delivery delivery:
                Work(delivery);
                break;
            case FrameCame came:
                Work(came.Delivery);
                break;
            case LookNow:
                runtime.Courier.Send(entity.Id, [.. decider.WhenDue(entity).Select(envelope => new Parcel(envelope))]);
                clock.HasRung();
                Wind(resent: false);
                break;
            case Resend:
                runtime.Courier.Send(entity.Id, Reminders());
                Wind(resent: true);
                break;
            case ReceiveTimeout or Rest:
                if (IsIdle)
                    Context.Parent.Tell(new Akka.Cluster.Sharding.Passivate(Stop.Instance));
                else if (message is Rest)
                    runtime.Courier.Rested(entity.Id);
                break;
            case Stop:
                End();
                break;
            case DescribeEntity question:
                Sender.Tell(question.Of(entity));
                break;
            case SaveSnapshotSuccess saved:
                DeleteSnapshots(new SnapshotSelectionCriteria(saved.Metadata.SequenceNr - 1));
                break;
            case SaveSnapshotFailure failed:
                Log.Warning("{0} goes on without a snapshot: {1}", PersistenceId, failed.Cause.Message);
                break;
            case DeleteSnapshotsSuccess or DeleteSnapshotsFailure:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        base.OnPersistFailure(cause, @event, sequenceNr);
        Break(cause);
    }

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        base.OnPersistRejected(cause, @event, sequenceNr);
        Break(cause);
        Context.Stop(Self);
    }

    protected override void PostStop()
    {
        clock.Stop();
        runtime.Courier.Rested(entity.Id);
        base.PostStop();
    }

    private bool IsIdle => entity.Outbox.IsEmpty && decider.MayRest(entity.State);

    private void Work(Delivery delivery)
    {
        waiting.Leave(delivery);
        try
        {
            storing = Batch<TState>.Decide(decider, runtime, entity, head, delivery);
        }
        catch (Exception e)
        {
            runtime.Courier.Failed(delivery, e);
            throw;
        }

        folded = 0;
        if (storing.Stored.Count == 0)
            Finish();
        else
            PersistAll(storing.Stored, Stored);
    }

    private void Stored(StoredEvent _)
    {
        var recorded = storing!.Events[folded++];
        entity = Stepper.Fold(decider, entity, recorded);
        runtime.Projection.Observe(entity.Id, recorded);
        if (folded == storing.Events.Count)
            Finish();
    }

    private void Finish()
    {
        var done = storing!;
        storing = null;
        head = done.Head;
        if (done.Stored.Count > 0)
            Wind(resent: false);
        if (runtime.Snapshots.IsDue(entity.Id, entity.Version - done.Stored.Count, entity.Version))
            SaveSnapshot(SnapshotCodec.Encode(entity, head));
        runtime.Courier.Done(done.Delivery, done.Sends, done.Answers);
    }

    // Duties that came up after passivation was asked for, or that move to another node: whoever comes next must see to
    // them. Static sets are pinged in any case.
    private void End()
    {
        Context.Stop(Self);
        if (!IsIdle && entity.Id.Kind is EntityKind.Account or EntityKind.Liquidation)
            runtime.Availability.WakeSoon(entity.Id);
    }

    private void Break(Exception cause)
    {
        if (storing is not { } broken)
            return;
        storing = null;
        runtime.Courier.Failed(broken.Delivery, cause);
        BackOff(cause);
    }

    private void BackOff(Exception cause)
    {
        var delay = runtime.Availability.BackOff(entity.Id);
        Log.Warning("{0} stops for {1} ms: {2}", PersistenceId, (long)delay.TotalMilliseconds, cause.Message);
    }

    private void Park(string reason)
    {
        runtime.Availability.Park(entity.Id, reason, runtime.Now());
        Log.Error("{0} is parked until an operator releases it: {1}", PersistenceId, reason);
    }

    private void Wind(bool resent) =>
        clock.Look(!Stepper.Reminders(decider, entity).Any(), decider.NextDue(entity.State), resent);

    private Parcel[] Reminders() => [.. Stepper.Reminders(decider, entity).Select(envelope => new Parcel(envelope))];
}
