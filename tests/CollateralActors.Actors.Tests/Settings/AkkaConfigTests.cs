using CollateralActors.Actors.Nodes;
using CollateralActors.Actors.Settings;

namespace CollateralActors.Actors.Tests.Settings;

/// <summary>What Akka is told where its own default would lose events, mix data or make two of one.</summary>
public sealed class AkkaConfigTests
{
    private static readonly Akka.Configuration.Config Config =
        AkkaConfig.Of(NodeSettings.Bind(NodeConfig.Assemble(overlays: ["sqlite"])), NodeJournal.InMemory());

    [Theory]
    [InlineData("akka.cluster.downing-provider-class", "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster")]
    [InlineData("akka.cluster.split-brain-resolver.active-strategy", "keep-majority")]
    [InlineData("akka.cluster.sharding.state-store-mode", "ddata")]
    [InlineData("akka.cluster.sharding.remember-entities", "off")]
    [InlineData("akka.cluster.sharding.passivate-idle-entity-after", "off")]
    [InlineData("akka.persistence.max-concurrent-recoveries", "20")]
    public void A_setting_that_matters_is_in_force(string key, string value) => Assert.Equal(value, Config.GetString(key));

    [Fact]
    public void No_sharding_state_is_kept_on_disk() =>
        Assert.Empty(Config.GetStringList("akka.cluster.sharding.distributed-data.durable.keys"));
}
