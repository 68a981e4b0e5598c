using System.Collections;
using CollateralActors.Actors.Settings;

namespace CollateralActors.Actors.Tests.Settings;

public sealed class NodeConfigTests
{
    [Fact]
    public void Reference_alone_is_complete()
    {
        var settings = NodeSettings.Bind(NodeConfig.Assemble());
        Assert.Equal(2_000, settings.Gate.MaxUnderWay);
        Assert.Equal(TimeSpan.FromMilliseconds(250), settings.Gate.MaxWait);
        Assert.Equal(TimeSpan.FromSeconds(120), settings.Timing.PassivateAfter);
        Assert.Equal("WARNING", settings.LogLevel);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("test")]
    public void Every_overlay_binds(string overlay) => NodeSettings.Bind(NodeConfig.Assemble(overlays: [overlay]));

    [Fact]
    public void Command_line_beats_environment_beats_overlay_beats_application_beats_reference()
    {
        const string Key = "collateral.market.frames-kept";
        var application = $"{Key} = 1";
        string[] overlay = [$"{Key} = 2"];
        var environment = new Hashtable { ["COLLATERAL__MARKET__FRAMES_KEPT"] = "3", ["OTHER"] = "x" };
        KeyValuePair<string, string>[] overrides = [new(Key, "4")];

        Assert.Equal(10_000, Kept(NodeConfig.Assemble()));
        Assert.Equal(1, Kept(NodeConfig.Assemble(application)));
        Assert.Equal(2, Kept(NodeConfig.Assemble(application, overlays: overlay)));
        Assert.Equal(3, Kept(NodeConfig.Assemble(application, overlays: overlay, environment: environment)));
        Assert.Equal(4, Kept(NodeConfig.Assemble(application, "a.conf", overlay, environment, overrides)));
    }

    [Theory]
    [InlineData("client.max-wiat = 1s", "client.max-wiat is unknown; did you mean collateral.client.max-wait?")]
    [InlineData("market.frames-kept = many", "market.frames-kept is 'many'; expected a whole number from 1 to 10000000")]
    [InlineData("market.frames-kept = 0", "market.frames-kept is '0'; expected a whole number from 1 to 10000000")]
    [InlineData("client.max-wait = 5", "client.max-wait is '5'; expected a time of more than 0 up to 24h, such as 250ms, 10s, 5m or 1h")]
    [InlineData("client.max-wait = -5s", "client.max-wait is '-5s'; expected a time of more than 0 up to 24h, such as 250ms, 10s, 5m or 1h")]
    [InlineData("node.log-level = LOUD", "node.log-level is 'LOUD'; expected one of DEBUG, INFO, WARNING, ERROR")]
    [InlineData("node.host = \" \"", "node.host is ''; expected a text")]
    [InlineData("rounds.patience { a = 1 }", "rounds.patience.a is unknown; did you mean collateral.rounds.patience?")]
    [InlineData("rounds = 5", "rounds is unknown; did you mean collateral.rounds.max-under-way?")]
    [InlineData("rounds.patience = [1s, 2s]", "rounds.patience is not a single value; expected one")]
    public void A_wrong_setting_is_named_with_what_would_be_right_and_where_it_is_from(string line, string problem)
    {
        var error = Assert.Throws<SettingsException>(
            () => NodeSettings.Bind(NodeConfig.Assemble($"collateral.{line}", "venue.conf")));
        Assert.Equal([$"collateral.{problem} (from venue.conf)"], error.Problems);
    }

    [Fact]
    public void A_setting_that_is_none_of_ours_is_refused()
    {
        var error = Assert.Throws<SettingsException>(() => NodeSettings.Bind(NodeConfig.Assemble("akka.loglevel = DEBUG")));
        Assert.StartsWith("akka.loglevel is unknown", Assert.Single(error.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_layer_is_named_as_the_origin_of_what_it_says_wrong()
    {
        var environment = new Hashtable { ["COLLATERAL__NODE__PORT"] = "x" };
        KeyValuePair<string, string>[] overrides = [new("collateral.node.threads", "y")];
        var error = Assert.Throws<SettingsException>(() => NodeSettings.Bind(NodeConfig.Assemble(
            overlays: ["collateral.liquidators.most = z"], environment: environment, overrides: overrides)));
        Assert.Equal(
            [
                "collateral.node.port is 'x'; expected a whole number from 0 to 65535 (from environment variable COLLATERAL__NODE__PORT)",
                "collateral.node.threads is 'y'; expected a whole number from 0 to 1024 (from command line)",
                "collateral.liquidators.most is 'z'; expected a whole number from 4 to 10000 (from overlay)",
            ],
            error.Problems);
    }

    [Fact]
    public void A_missing_setting_is_named()
    {
        var empty = NodeConfig.Of("collateral.node.port = 1", "alone");
        var error = Assert.Throws<SettingsException>(() => NodeSettings.Bind(empty));
        Assert.Contains("collateral.market.frames-kept is missing; reference.conf has it", error.Problems);
        Assert.DoesNotContain(error.Problems, problem => problem.StartsWith("collateral.node.port", StringComparison.Ordinal));
    }

    [Fact]
    public void An_unknown_environment_variable_of_ours_is_refused()
    {
        var environment = new Hashtable { ["COLLATERAL__MARKET__FRAME_KEPT"] = "3" };
        var error = Assert.Throws<SettingsException>(() => NodeSettings.Bind(NodeConfig.Assemble(environment: environment)));
        Assert.Equal(["collateral.market.frame-kept is unknown; did you mean collateral.market.frames-kept? (from environment variable COLLATERAL__MARKET__FRAME_KEPT)"], error.Problems);
    }

    [Fact]
    public void A_text_that_does_not_parse_and_an_overlay_that_is_not_there_are_named()
    {
        Assert.Contains("application.conf", Assert.Throws<SettingsException>(() => NodeConfig.Assemble("a = ${b}")).Message, StringComparison.Ordinal);
        Assert.Contains("'moon'", Assert.Throws<SettingsException>(() => NodeConfig.Assemble(overlays: ["moon"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_effective_configuration_lists_every_key_with_the_value_in_force()
    {
        var lines = NodeConfig.Assemble("collateral.client.max-wait = 7s").Print().Split('\n');
        Assert.Contains("collateral.client.max-wait = \"7s\"  # application.conf", lines);
        Assert.Contains("collateral.liquidators.most = \"64\"  # reference.conf", lines);
        Assert.Equal(lines.Order(StringComparer.Ordinal), lines);
    }

    [Theory]
    [InlineData("7s")]
    [InlineData("""a "quoted" # text = \with { all } of it""")]
    public void What_is_printed_reads_as_the_same_configuration(string value)
    {
        var config = NodeConfig.Assemble(overlays: ["sqlite"], overrides: [new("collateral.node.host", value)]);
        var again = NodeConfig.Assemble(config.Print());
        Assert.Equal(
            config.Settings.Select(setting => (setting.Key, setting.Value.Value)),
            again.Settings.Select(setting => (setting.Key, setting.Value.Value)));
    }

    private static int Kept(NodeConfig config) => NodeSettings.Bind(config).FramesKept;
}
