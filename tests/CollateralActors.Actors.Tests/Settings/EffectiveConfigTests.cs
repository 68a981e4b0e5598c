using CollateralActors.Actors.Nodes;
using CollateralActors.Actors.Tests.Nodes;
using CollateralActors.Journal.Sqlite;

namespace CollateralActors.Actors.Tests.Settings;

/// <summary>What is in force in a running node, after all fallbacks: Akka's defaults would lose events or money here.</summary>
public sealed class EffectiveConfigTests(EffectiveConfigTests.RunningNode running) : IClassFixture<EffectiveConfigTests.RunningNode>
{
    [Theory]
    [InlineData("akka.persistence.journal.plugin", "akka.persistence.journal.sql")]
    [InlineData("akka.persistence.journal.sql.class", "CollateralActors.Journal.Sqlite.FencedJournal, CollateralActors.Journal")]
    [InlineData("akka.persistence.journal.sql.replay-filter.mode", "off")]
    [InlineData("akka.persistence.journal.sql.auto-initialize", "false")]
    [InlineData("akka.persistence.snapshot-store.sql.auto-initialize", "false")]
    [InlineData("akka.persistence.journal.sql.parallelism", "1")]
    [InlineData("akka.persistence.max-concurrent-recoveries", "7")]
    [InlineData("akka.persistence.journal-plugin-fallback.recovery-event-timeout", "42000ms")]
    [InlineData("akka.cluster.downing-provider-class", "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster")]
    [InlineData("akka.cluster.split-brain-resolver.active-strategy", "keep-majority")]
    [InlineData("akka.cluster.sharding.state-store-mode", "ddata")]
    [InlineData("akka.cluster.sharding.remember-entities", "off")]
    [InlineData("akka.cluster.sharding.passivate-idle-entity-after", "off")]
    public void A_setting_that_matters_is_in_force(string key, string value) =>
        Assert.Equal(value, running.Node.System.Settings.Config.GetString(key));

    [Theory]
    [InlineData("akka.cluster.sharding.distributed-data.durable.keys")]
    [InlineData("akka.cluster.distributed-data.durable.keys")]
    public void Nothing_of_the_cluster_is_kept_on_disk(string key) =>
        Assert.Empty(running.Node.System.Settings.Config.GetStringList(key));

    [Fact]
    public void The_journal_sets_no_time_limit_of_its_own_over_ours() =>
        Assert.False(running.Node.System.Settings.Config.HasPath("akka.persistence.journal.sql.recovery-event-timeout"));

    [Fact]
    public void A_journal_in_memory_has_no_replay_filter_either() =>
        Assert.Equal("off", NodeJournal.InMemory().Config.GetString("akka.persistence.journal.inmem.replay-filter.mode"));

    /// <summary>A node on a file with settings of its own.</summary>
    public sealed class RunningNode : IAsyncLifetime
    {
        private readonly JournalFile file =
            JournalFile.Open(Path.Combine(Directory.CreateTempSubdirectory("venue").FullName, "venue.db"));

        public VenueNode Node { get; private set; } = null!;

        public async Task InitializeAsync() => Node = await VenueNode.StartAsync(
            FreeRunningTests.Options(("collateral.entity.recoveries", "7"), ("collateral.entity.recovery-patience", "42s")) with
            {
                Journal = NodeJournal.In(file),
            });

        public async Task DisposeAsync()
        {
            await Node.StopAsync();
            file.Dispose();
        }
    }
}
