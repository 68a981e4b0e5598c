using Akka.Actor;
using CollateralActors.Journal.Chaining;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Liquidations;

namespace CollateralActors.Actors.Hosting;

/// <summary>Runs a decider that stores nothing: what it knows is told to it again by whoever cares.</summary>
internal sealed class VolatileEntity<TState>(EntityId id, IDecider<TState> decider, EntityRuntime runtime)
    : UntypedActor
{
    private readonly Entity<TState> entity = Stepper.Begin(decider, id);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Delivery delivery:
                Work(delivery);
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

    private void Work(Delivery delivery)
    {
        try
        {
            var batch = Batch<TState>.Decide(decider, runtime, entity, ChainHash.Origin, delivery);
            if (batch.Events.Count > 0)
                throw new InvalidOperationException(
                    $"{id} stores nothing, but decided {batch.Events[0].Event.GetType().Name}");
            if (entity.State is LiquidatorQueue queue)
                LiquidatorMetrics.Report(queue);
            runtime.Courier.Done(delivery, batch.Sends, batch.Answers);
        }
        catch (Exception e)
        {
            runtime.Courier.Failed(delivery, e);
            throw;
        }
    }
}
