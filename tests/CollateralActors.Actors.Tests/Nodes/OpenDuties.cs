using CollateralActors.Actors.Markets;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Liquidations;

namespace CollateralActors.Actors.Tests.Nodes;

/// <summary>Folds every entity of a node and tells when none owes anything; entities must not restart meanwhile.</summary>
internal sealed class OpenDuties : INodeProjection, IDeciderVisitor<OpenDuties.IFold>
{
    private readonly Lock sync = new();
    private readonly VenueDeciders deciders = new(Shards.Default, LiquidatorPool.Fixed(1));
    private readonly Dictionary<EntityId, IFold> folds = [];
    private readonly HashSet<EntityId> owing = [];
    private TaskCompletionSource? none;

    public void Observe(EntityId entity, Recorded recorded)
    {
        lock (sync)
        {
            if (!folds.TryGetValue(entity, out var fold))
                folds[entity] = fold = deciders.Accept(entity.Kind, this);
            if (fold.OwesAfter(entity, recorded))
                owing.Add(entity);
            else if (owing.Remove(entity) && owing.Count == 0)
                none?.TrySetResult();
        }
    }

    /// <summary>Ends when nobody owes anything; a minute is forever.</summary>
    public Task NoneAsync()
    {
        lock (sync)
        {
            none = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (owing.Count == 0)
                none.SetResult();
            return none.Task.WaitAsync(TimeSpan.FromMinutes(1));
        }
    }

    public IFold Visit<TState>(IDecider<TState> decider) => new Fold<TState>(decider);

    internal interface IFold
    {
        bool OwesAfter(EntityId id, Recorded recorded);
    }

    private sealed class Fold<TState>(IDecider<TState> decider) : IFold
    {
        private Entity<TState>? entity;

        public bool OwesAfter(EntityId id, Recorded recorded)
        {
            entity = Stepper.Fold(decider, entity ?? Stepper.Begin(decider, id), recorded);
            return !entity.Outbox.IsEmpty;
        }
    }
}
