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
        Assert.Equal(2, Kept(NodeConfig.Assemble(application, overlay)));
        Assert.Equal(3, Kept(NodeConfig.Assemble(application, overlay, environment)));
        Assert.Equal(4, Kept(NodeConfig.Assemble(application, overlay, environment, overrides)));
    }

    [Theory]
    [InlineData("collateral.client.max-wiat = 1s", "collateral.client.max-wiat is unknown; did you mean collateral.client.max-wait?")]
    [InlineData("collateral.market.frames-kept = many", "collateral.market.frames-kept is 'many'; expected a whole number from 1 to 10000000")]
    [InlineData("collateral.market.frames-kept = 0", "collateral.market.frames-kept is '0'; expected a whole number from 1 to 10000000")]
    [InlineData("collateral.client.max-wait = 5", "collateral.client.max-wait is '5'; expected a time of more than 0 up to 24h, such as 250ms, 10s, 5m or 1h")]
    [InlineData("collateral.client.max-wait = -5s", "collateral.client.max-wait is '-5s'; expected a time of more than 0 up to 24h, such as 250ms, 10s, 5m or 1h")]
    [InlineData("collateral.node.log-level = LOUD", "collateral.node.log-level is 'LOUD'; expected one of DEBUG, INFO, WARNING, ERROR")]
    [InlineData("collateral.rounds.patience { a = 1 }", "collateral.rounds.patience is not a single value; expected one")]
    public void A_wrong_setting_is_named_with_what_would_be_right(string application, string problem)
    {
        var error = Assert.Throws<SettingsException>(() => NodeSettings.Bind(NodeConfig.Assemble(application)));
        Assert.Contains(problem, error.Problems);
    }

    [Fact]
    public void A_missing_setting_is_named()
    {
        var empty = Akka.Configuration.ConfigurationFactory.ParseString("collateral.node.port = 1");
        var error = Assert.Throws<SettingsException>(() => NodeSettings.Bind(empty));
        Assert.Contains("collateral.market.frames-kept is missing; reference.conf has it", error.Problems);
        Assert.DoesNotContain(error.Problems, problem => problem.StartsWith("collateral.node.port", StringComparison.Ordinal));
    }

    [Fact]
    public void An_unknown_environment_variable_of_ours_is_refused()
    {
        var environment = new Hashtable { ["COLLATERAL__MARKET__FRAME_KEPT"] = "3" };
        var error = Assert.Throws<SettingsException>(() => NodeSettings.Bind(NodeConfig.Assemble(environment: environment)));
        Assert.Equal(["collateral.market.frame-kept is unknown; did you mean collateral.market.frames-kept?"], error.Problems);
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
        var lines = NodeConfig.Print(NodeConfig.Assemble("collateral.client.max-wait = 7s")).Split('\n');
        Assert.Contains("collateral.client.max-wait = 7s", lines);
        Assert.Contains("collateral.liquidators.count = 8", lines);
        Assert.Equal(lines.Order(StringComparer.Ordinal), lines);
    }

    private static int Kept(Akka.Configuration.Config config) => NodeSettings.Bind(config).FramesKept;
}
