using CollateralActors.Journal.Codec;
using CollateralActors.Journal.Reading;
using CollateralActors.Journal.Sqlite;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Cli.Journals;

/// <summary>Entities of one kind as their events in a journal made them.</summary>
internal static class StoredStates
{
    /// <summary>Each entity with its last state and all its own events, in order of names.</summary>
    /// <param name="path">The journal.</param>
    /// <param name="kind">Which entities.</param>
    /// <param name="decider">Folds their events.</param>
    /// <exception cref="JournalException">The journal cannot be read.</exception>
    public static IEnumerable<(EntityId Entity, TState State, IReadOnlyList<TEvent> Events)> Of<TState, TEvent>(
        string path, EntityKind kind, IDecider<TState> decider)
        where TEvent : class, IEvent
    {
        using var journal = JournalReader.Open(path);
        var entities = journal.EntityIds().Select(EntityId.Parse).OfType<EntityId>().Where(id => id.Kind == kind);
        foreach (var entity in entities.Order())
        {
            var (state, events) = (decider.Initial(entity), new List<TEvent>());
            foreach (var row in journal.ReadEntity(entity.PersistenceId))
            {
                var recorded = EventCodec.Default.Decode(row.Manifest, row.Payload);
                if (recorded.Event is not TEvent own)
                    continue;
                state = decider.Evolve(state, recorded);
                events.Add(own);
            }

            yield return (entity, state, events);
        }
    }
}
