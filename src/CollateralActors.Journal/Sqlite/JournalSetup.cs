using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Persistence.Sql;
using Akka.Persistence.Sql.Config;
using CollateralActors.Journal.Serializers;
using CollateralActors.Margining.Deciding;
using LinqToDB;
using Microsoft.Data.Sqlite;

namespace CollateralActors.Journal.Sqlite;

/// <summary>All that an actor system needs to keep its journal.</summary>
/// <param name="Config">A fallback for the system's own configuration: plugins, serializers and their bindings.</param>
/// <param name="Setup">To be added to the system's setup.</param>
public sealed record JournalSetup(Config Config, Setup Setup)
{
    private static readonly string Text = $$"""
        akka.persistence {
          journal.plugin = "akka.persistence.journal.sql"
          snapshot-store.plugin = "akka.persistence.snapshot-store.sql"
          journal.sql {
            class = "{{Name<FencedJournal>()}}"
            provider-name = "{{ProviderName.SQLiteMS}}"
            auto-initialize = false                # JournalFile creates the tables
            tag-write-mode = TagTable              # nothing is tagged, and the journal table has no column for tags
            parallelism = 1                        # SQLite has one writer
            buffer-size = 100000                   # writes that wait; beyond it they fail
            batch-size = 1000                      # events in one transaction
            db-round-trip-max-batch-size = 1000    # events in one statement
            prefer-parameters-on-multirow-insert = false  # literals are nearly twice as fast
            read-isolation-level = read-uncommitted  # BEGIN without IMMEDIATE: readers do not wait for the writer
            replay-filter.mode = off               # it drops events of an entity that moved away and back
          }
          snapshot-store.sql {
            provider-name = "{{ProviderName.SQLiteMS}}"
            auto-initialize = false
            read-isolation-level = read-uncommitted
          }
        }
        akka.actor {
          serializers {
            collateral-event = "{{Name<StoredEventSerializer>()}}"
            collateral-snapshot = "{{Name<StoredSnapshotSerializer>()}}"
            collateral-message = "{{Name<MessageSerializer>()}}"
            collateral-refusing = "{{Name<RefusingSerializer>()}}"
          }
          serialization-bindings {
            "{{Name<StoredEvent>()}}" = collateral-event
            "{{Name<StoredSnapshot>()}}" = collateral-snapshot
            "{{Name<Envelope>()}}" = collateral-message
            "{{Name<Reply>()}}" = collateral-message
            "System.Object" = collateral-refusing
          }
        }
        """;

    /// <summary>For the journal in an SQLite file, which <see cref="JournalFile.Open"/> has prepared.</summary>
    public static JournalSetup ForSqlite(string path) => ForSqlite(path, batching: true);

    internal static JournalSetup ForSqlite(string path, bool batching)
    {
        var options = new DataOptions()
            .UseConnectionString(ProviderName.SQLiteMS, ConnectionString(path))
            .UseInterceptor(new DurabilityInterceptor());
        if (batching)
            options = options.UseInterceptor(new BatchingInterceptor());
        var config = ConfigurationFactory.ParseString(Text).WithFallback(SqlPersistence.DefaultConfiguration);
        return new JournalSetup(config, new DataOptionsSetup(options));
    }

    internal static string ConnectionString(string path) =>
        Sql.ConnectionString(Path.GetFullPath(path), SqliteOpenMode.ReadWrite, pooled: true);

    private static string Name<T>() => $"{typeof(T).FullName}, {typeof(T).Assembly.GetName().Name}";
}
