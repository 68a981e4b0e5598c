using CollateralActors.Journal.Chaining;
using CollateralActors.Journal.Serializers;
using CollateralActors.Journal.Sqlite;
using CollateralActors.Margining.Deciding;
using CollateralActors.Simulation.Scenarios;
using CollateralActors.Simulation.Worlds;
using Microsoft.Data.Sqlite;

namespace CollateralActors.Benchmarks.Replay;

/// <summary>The journal of a run without actors: the bytes, links and tables of the live venue's. Deleted afterwards.</summary>
internal sealed class GeneratedJournal : IDisposable
{
    private const string Insert =
        """
        INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid)
        VALUES (0, 0, $id, $sequence, $message, $manifest, $identifier, '00000000-0000-0000-0000-000000000000')
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("collateral-bench-");

    public GeneratedJournal(Scenario scenario)
    {
        using (JournalFile.Open(Path))
        {
        }

        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.CommandText = Insert;
        var values = new[] { "$id", "$sequence", "$message", "$manifest" }
            .Select(name => command.Parameters.AddWithValue(name, null)).ToArray();
        command.Parameters.AddWithValue("$identifier", SerializerIds.StoredEvent);
        var heads = new Dictionary<EntityId, (long Sequence, ChainHash Head)>();
        var world = new World(new WorldOptions()) { Stored = Store };
        foreach (var round in ScenarioRun.Of(scenario).Rounds())
            world.Play(round);
        transaction.Commit();

        void Store(EntityId entity, Recorded recorded)
        {
            var (sequence, head) = heads.GetValueOrDefault(entity);
            var linked = Linker.Link(entity.PersistenceId, sequence + 1, head, recorded);
            heads[entity] = (sequence + 1, linked.Head);
            (values[0].Value, values[1].Value) = (entity.PersistenceId, sequence + 1);
            (values[2].Value, values[3].Value) = (linked.Event.Payload, linked.Event.Manifest);
            command.ExecuteNonQuery();
            Events++;
        }
    }

    public string Path => System.IO.Path.Combine(folder.FullName, "venue.db");

    public int Events { get; private set; }

    public void Dispose() => folder.Delete(recursive: true);
}
