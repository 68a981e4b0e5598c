using CollateralActors.Audit.Findings;
using CollateralActors.Journal.States;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Liquidations;
using System.Globalization;

namespace CollateralActors.Audit.Folding;

/// <summary>The entities of a journal, by the names that it stores them under.</summary>
internal sealed class EntityTable(FindingLog log)
{
    private readonly VenueDeciders deciders = new(Shards.Default, LiquidatorPool.Fixed(1));
    private readonly Dictionary<EntityId, EntityFold> entities = [];
    private readonly Dictionary<string, EntityFold?> byName = new(StringComparer.Ordinal);

    /// <summary>How many persistence ids there are.</summary>
    public int Count => byName.Count;

    public IReadOnlyDictionary<EntityId, EntityFold> ById => entities;

    /// <summary>
    /// The entity that a row belongs to; null where its id names none, which is reported the first time.
    /// </summary>
    public EntityFold? Find(Place place, string? cause)
    {
        if (byName.TryGetValue(place.PersistenceId, out var entity))
            return entity;
        if (EntityId.Parse(place.PersistenceId) is { } id && IsStored(id))
            entities.Add(id, entity = deciders.Accept(id.Kind, new Maker(id, log)));
        else
            log.AddGap(place, cause, $"persistence id '{place.PersistenceId}' names no entity that stores events");
        byName.Add(place.PersistenceId, entity);
        return entity;
    }

    /// <summary>The hash of all entities' states.</summary>
    public string HashOfStates() => StateHash.OfAll(entities.Values
        .AsParallel()
        .Select(entity => (entity.Id.PersistenceId, Hash: entity.HashOfState()))
        .Where(entity => entity.Hash is not null)
        .Select(entity => KeyValuePair.Create(entity.PersistenceId, entity.Hash!)));

    private static bool IsStored(EntityId id) => id.Kind switch
    {
        EntityKind.Watchlist => int.TryParse(id.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _),
        var kind => VenueDeciders.Stores(kind),
    };

    private sealed class Maker(EntityId id, FindingLog log) : IDeciderVisitor<EntityFold>
    {
        public EntityFold Visit<TState>(IDecider<TState> decider) => new EntityFold<TState>(decider, id, log);
    }
}
