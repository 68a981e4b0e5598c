using System.Globalization;
using Akka.Configuration;
using CollateralActors.Actors.Hosting;
using CollateralActors.Actors.Nodes;
using CollateralActors.Actors.Wire;

namespace CollateralActors.Actors.Settings;

/// <summary>What Akka needs to know, from the node's settings and its journal.</summary>
internal static class AkkaConfig
{
    public const string Dispatcher = "collateral-entities";

    public static Config Of(NodeSettings settings, NodeJournal journal) =>
        ConfigurationFactory.ParseString(Text(settings)).WithFallback(journal.Config)
            .WithFallback(Akka.Cluster.Sharding.ClusterSharding.DefaultConfig())
            .WithFallback(Akka.Cluster.Tools.Singleton.ClusterSingleton.DefaultConfig())
            .WithFallback(Akka.DistributedData.DistributedData.DefaultConfig());

    private static string Text(NodeSettings settings) => string.Create(CultureInfo.InvariantCulture, $$"""
        akka {
          loglevel = "{{settings.LogLevel}}"
          stdout-loglevel = "{{settings.LogLevel}}"
          loggers = ["{{Name<StandardErrorLogger>()}}"]
          log-dead-letters = off                 # LostDeliveries sees to what matters among them
          log-dead-letters-during-shutdown = off
          persistence.max-concurrent-recoveries = {{settings.Recoveries}}
          persistence.journal-plugin-fallback {
            recovery-event-timeout = {{(long)settings.RecoveryPatience.TotalMilliseconds}}ms
          }
          actor {
            provider = cluster
            serializers.collateral-delivery = "{{Name<DeliverySerializer>()}}"
            serialization-bindings {
              "{{Name<Delivery>()}}" = collateral-delivery
              "{{Name<DescribeEntity>()}}" = collateral-delivery
              "{{Name<EntityDescription>()}}" = collateral-delivery
            }
          }
          remote.dot-netty.tcp {
            hostname = "{{settings.Host}}"
            port = {{settings.Port}}
          }
          cluster {
            log-info = off
            downing-provider-class = "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster"
            split-brain-resolver.active-strategy = keep-majority
            periodic-tasks-initial-delay = 100ms # a single node is a cluster at once
            gossip-interval = 200ms
            leader-actions-interval = 200ms
            allow-weakly-up-members = off
            singleton.hand-over-retry-interval = 200ms
            sharding {
              state-store-mode = ddata           # the business journal holds business events only
              remember-entities = off            # static sets are pinged; everybody else is woken by a message
              passivate-idle-entity-after = off  # accounts see to it themselves, watchlists never leave
              retry-interval = 200ms
              waiting-for-state-timeout = 1s
              distributed-data.durable.keys = []
            }
          }
          coordinated-shutdown {
            run-by-clr-shutdown-hook = off       # the host stops the node, and closes the journal after it
            phases.cluster-sharding-shutdown-region.timeout = {{(long)settings.StopWithin.TotalMilliseconds}}ms
          }
        }
        {{(settings.Threads == 0 ? Shared : Dedicated(settings.Threads))}}
        """);

    private static string Shared => $"{Dispatcher} {{ type = Dispatcher, throughput = 20 }}";

    private static string Dedicated(int threads) => string.Create(CultureInfo.InvariantCulture, $$"""
        {{Dispatcher}} {
          type = ForkJoinDispatcher
          throughput = 20
          dedicated-thread-pool { thread-count = {{threads}}, threadtype = background }
        }
        """);

    private static string Name<T>() => $"{typeof(T).FullName}, {typeof(T).Assembly.GetName().Name}";
}
