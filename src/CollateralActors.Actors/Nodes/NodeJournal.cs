using System.Collections.Concurrent;
using Akka.Actor.Setup;
using Akka.Configuration;
using CollateralActors.Actors.Hosting;
using CollateralActors.Actors.Markets;
using CollateralActors.Journal.Reading;
using CollateralActors.Journal.Sqlite;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Actors.Nodes;

/// <summary>Where a node's entities are kept.</summary>
public abstract class NodeJournal
{
    /// <summary>Plugins and serializers for the actor system.</summary>
    public abstract Config Config { get; }

    /// <summary>To be added to the actor system's setup.</summary>
    public virtual IReadOnlyList<Setup> Setups => [];

    public abstract IParking Parking { get; }

    /// <summary>Whether there is a place for snapshots.</summary>
    public virtual bool KeepsSnapshots => false;

    /// <summary>Where frames are found that passed on other nodes.</summary>
    internal abstract IMarketSource Market { get; }

    /// <summary>Sees events beside the node's own projections; null where nothing need be seen.</summary>
    internal virtual INodeProjection? Projection => null;

    /// <summary>All entities that have events.</summary>
    public abstract IReadOnlyList<string> EntityIds();

    /// <summary>
    /// In an SQLite file. Nodes of one process may share it; whoever opened it closes it after they have stopped.
    /// </summary>
    public static NodeJournal In(JournalFile file) => new FileJournal(file);

    /// <summary>In memory: for tests, and gone with the node.</summary>
    public static NodeJournal InMemory() => new MemoryNodeJournal();

    private sealed class FileJournal(JournalFile file) : NodeJournal
    {
        private readonly JournalSetup setup = JournalSetup.ForSqlite(file.Path);

        public override Config Config => setup.Config;

        public override IReadOnlyList<Setup> Setups => [setup.Setup];

        public override bool KeepsSnapshots => true;

        public override IParking Parking { get; } = new JournalParking(file.Parking);

        internal override IMarketSource Market { get; } = new JournalMarketSource(file.Path);

        public override IReadOnlyList<string> EntityIds()
        {
            using var reader = JournalReader.Open(file.Path);
            return reader.EntityIds();
        }
    }

    private sealed class MemoryNodeJournal : NodeJournal
    {
        private readonly Seen seen = new();

        public override Config Config { get; } = ConfigurationFactory.ParseString("""
            akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
            akka.persistence.journal.inmem.replay-filter.mode = off
            akka.persistence.snapshot-store.plugin = "akka.persistence.no-snapshot-store"
            """);

        public override IParking Parking { get; } = new MemoryParking();

        internal override IMarketSource Market { get; } = new NoMarketSource();

        internal override INodeProjection Projection => seen;

        public override IReadOnlyList<string> EntityIds() => seen.All();
    }

    private sealed class Seen : INodeProjection
    {
        private readonly ConcurrentDictionary<EntityId, byte> entities = [];

        public void Observe(EntityId entity, Recorded recorded) => entities.TryAdd(entity, 0);

        public IReadOnlyList<string> All() =>
            [.. entities.Keys.Select(entity => entity.PersistenceId).Order(StringComparer.Ordinal)];
    }
}
