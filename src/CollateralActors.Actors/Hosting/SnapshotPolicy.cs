using System.Collections.Concurrent;
using Akka.Persistence;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Actors.Hosting;

/// <summary>
/// Which entities keep snapshots, and how often. Snapshots only save time: deleting them all loses nothing.
/// </summary>
/// <param name="every">Events between two snapshots of an entity; 0 for none at all.</param>
public sealed class SnapshotPolicy(int every)
{
    private readonly ConcurrentDictionary<EntityId, byte> distrusted = [];

    /// <summary>How an entity recovers: from its last snapshot, or from its first event on.</summary>
    public Recovery RecoveryOf(EntityId entity) =>
        new(Keeps(entity.Kind) && !distrusted.ContainsKey(entity)
            ? SnapshotSelectionCriteria.Latest
            : SnapshotSelectionCriteria.None);

    /// <summary>Whether a snapshot is due after an entity's events have grown from one number to another.</summary>
    public bool IsDue(EntityId entity, long before, long after) => Keeps(entity.Kind) && after / every > before / every;

    /// <summary>An entity's snapshot cannot be used: it recovers from its first event from now on.</summary>
    public void Distrust(EntityId entity) => distrusted.TryAdd(entity, 0);

    // The market's and the risk book's events are read by every node in full; liquidations and watchlists are short.
    private bool Keeps(EntityKind kind) =>
        every > 0 && kind is (EntityKind.Account or EntityKind.OrderBook or EntityKind.Fund);
}

/// <summary>A snapshot is of another version, or damaged; the events are as good as ever.</summary>
public sealed class UnusableSnapshotException(string message) : Exception(message);
