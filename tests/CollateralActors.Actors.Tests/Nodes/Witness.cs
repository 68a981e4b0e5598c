using CollateralActors.Actors.Markets;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Actors.Tests.Nodes;

/// <summary>Remembers every event that a node stores or recovers, and tells when one was seen.</summary>
internal sealed class Witness : INodeProjection
{
    private readonly Lock sync = new();
    private readonly List<(EntityId Entity, IEvent Event)> seen = [];
    private readonly List<(EntityId Entity, Func<IEvent, bool> IsIt, TaskCompletionSource Told)> waiting = [];

    public void Observe(EntityId entity, Recorded recorded)
    {
        lock (sync)
        {
            seen.Add((entity, recorded.Event));
            foreach (var (who, isIt, told) in waiting)
            {
                if (who == entity && isIt(recorded.Event))
                    told.TrySetResult();
            }
        }
    }

    /// <summary>The events of one kind that an entity had so far, again for each time that it was recovered.</summary>
    public IReadOnlyList<T> Of<T>(EntityId entity)
    {
        lock (sync)
            return [.. seen.Where(one => one.Entity == entity).Select(one => one.Event).OfType<T>()];
    }

    /// <summary>Ends when an entity has such an event, be it already or later on; a minute is forever.</summary>
    public Task SeesAsync(EntityId entity, Func<IEvent, bool> isIt)
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (sync)
        {
            if (seen.Any(one => one.Entity == entity && isIt(one.Event)))
                return Task.CompletedTask;
            waiting.Add((entity, isIt, told));
        }

        return told.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }
}
