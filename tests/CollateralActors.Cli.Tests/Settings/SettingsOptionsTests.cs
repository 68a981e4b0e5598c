namespace CollateralActors.Cli.Tests.Settings;

public sealed class SettingsOptionsTests : IDisposable
{
    private const string Variable = "COLLATERAL__MARKET__FRAMES_KEPT";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("collateral-settings-");

    [Fact]
    public async Task Each_layer_beats_the_one_before_and_the_origin_of_each_value_is_printed()
    {
        var file = Written("collateral { entity.recoveries = 7, client.max-under-way = 11, market.frames-kept = 5, node.port = 6 }");
        var run = await Printed(
            new() { [Variable] = "400", ["COLLATERAL__NODE__PORT"] = "500" },
            "--config", file, "--set", "collateral.node.port=600", "--set", "collateral.node.threads=3");
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        string[] expected =
        [
            "collateral.liquidators.most = \"64\"  # reference.conf",
            "collateral.entity.recoveries = \"20\"  # sqlite.conf",
            $"collateral.market.frames-kept = \"400\"  # environment variable {Variable}",
            "collateral.node.port = \"600\"  # command line",
            "collateral.node.threads = \"3\"  # command line",
        ];
        Assert.All(expected, line => Assert.Contains(line, run.Output.Split('\n', StringSplitOptions.TrimEntries)));
    }

    [Fact]
    public async Task A_file_beats_the_reference_and_what_is_printed_can_be_the_file()
    {
        var run = await Printed([], "--config", Written("collateral.liquidators.most = 9"));
        Assert.Contains($"collateral.liquidators.most = \"9\"  # {Path.Combine(folder.FullName, "application.conf")}", run.Output, StringComparison.Ordinal);
        var again = await Printed([], "--config", Written(run.Output));
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("collateral.liquidators.most = \"9\"", again.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("collateral.account.passivate-after=60s", "collateral.account.passivate-after is unknown; did you mean collateral.entity.passivate-after?")]
    [InlineData("collateral.entity.recoveries=few", "collateral.entity.recoveries is 'few'; expected a whole number from 1 to 10000 (from command line)")]
    [InlineData("collateral.entity.recoveries", "--set is 'collateral.entity.recoveries'; expected KEY=VALUE")]
    [InlineData("=5", "--set is '=5'; expected KEY=VALUE")]
    public async Task A_wrong_setting_on_the_command_line_is_refused(string setting, string expected)
    {
        var run = await CommandRun.Of("simulate", FinishedRun.Scenario, "--journal", Path.Combine(folder.FullName, "run.db"), "--set", setting);
        Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Empty(folder.GetFiles());
    }

    [Theory]
    [InlineData("collateral.client.max-wiat = 1s", "collateral.client.max-wiat is unknown; did you mean collateral.client.max-wait? (from ")]
    [InlineData("a = ${b}", "application.conf cannot be read as settings")]
    public async Task A_wrong_file_is_refused_by_name(string text, string expected)
    {
        var run = await Printed([], "--config", Written(text));
        Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Contains("application.conf", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_refused_by_name()
    {
        var run = await Printed([], "--config", Path.Combine(folder.FullName, "nothing.conf"));
        Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
        Assert.Contains("nothing.conf cannot be read", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Delete(recursive: true);

    // A process of its own: variables of this one are everybody's.
    private static async Task<CommandRun> Printed(Dictionary<string, string> environment, params string[] arguments)
    {
        using var process = new CollateralProcess(["simulate", FinishedRun.Scenario, "--print-config", .. arguments], environment);
        return await process.EndAsync();
    }

    private string Written(string text)
    {
        var path = Path.Combine(folder.FullName, "application.conf");
        File.WriteAllText(path, text);
        return path;
    }
}
