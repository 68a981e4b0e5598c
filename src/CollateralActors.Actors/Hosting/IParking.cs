using System.Collections.Concurrent;
using CollateralActors.Journal.Sqlite;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;

namespace CollateralActors.Actors.Hosting;

/// <summary>The entities that are out of service until an operator releases them.</summary>
public interface IParking
{
    /// <summary>Why it is parked; null if it is not.</summary>
    string? ReasonOf(EntityId entity);

    void Park(EntityId entity, string reason, Instant since);

    /// <summary>False where it was not parked.</summary>
    bool Release(EntityId entity);
}

/// <summary>Kept in a table beside the journal.</summary>
public sealed class JournalParking(ParkingRegistry registry) : IParking
{
    public string? ReasonOf(EntityId entity) => registry.Find(entity.PersistenceId)?.Reason;

    public void Park(EntityId entity, string reason, Instant since) =>
        registry.Park(entity.PersistenceId, reason, since);

    public bool Release(EntityId entity) => registry.Release(entity.PersistenceId);
}

/// <summary>For a journal in memory: it lasts no longer than the node.</summary>
public sealed class MemoryParking : IParking
{
    private readonly ConcurrentDictionary<EntityId, string> parked = [];

    public string? ReasonOf(EntityId entity) => parked.GetValueOrDefault(entity);

    public void Park(EntityId entity, string reason, Instant since) => parked.TryAdd(entity, reason);

    public bool Release(EntityId entity) => parked.TryRemove(entity, out _);
}
