using System.Text.Json;

namespace CollateralActors.Cli.Tests.Risk;

/// <summary><c>collateral risk show</c>, <c>diff</c> and <c>validate</c>.</summary>
public sealed class RiskVerbTests(FinishedRun finished) : IClassFixture<FinishedRun>
{
    private static readonly string Books = Path.Combine(Repository.Root, "samples", "risk-books");
    private static readonly string Perpetuals = Path.Combine(Books, "perpetuals.jsonc");

    [Fact]
    public async Task Show_prints_every_parameter_by_its_path()
    {
        var run = await CommandRun.Of("risk", "show", Perpetuals);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("version = 1\nvaluation = USD\nmarginCallRatio = 1.25\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nassets.BTC.slices[1].upTo = 500\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_prints_the_book_of_a_journal()
    {
        var run = await CommandRun.Of("risk", "show", finished.Journal, "--json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal("USD", json.RootElement.GetProperty("valuation").GetString());
        var other = await CommandRun.Of("risk", "show", finished.Journal, "--version", "9");
        Assert.Equal((2, $"{finished.Journal}: there is no version 9; versions are 1 to 1\n"), (other.ExitCode, other.Error));
        var alike = await CommandRun.Of("risk", "diff", finished.Journal, finished.Journal);
        Assert.Equal((0, "", ""), (alike.ExitCode, alike.Output, alike.Error));
    }

    [Fact]
    public async Task A_version_of_a_file_is_refused()
    {
        var run = await CommandRun.Of("risk", "show", Perpetuals, "--version", "1");
        Assert.Equal((2, $"{Perpetuals}: only a journal has versions; leave --version out\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Diff_tells_what_is_other_what_came_and_what_went()
    {
        var other = finished["other.jsonc"];
        await File.WriteAllTextAsync(
            other,
            (await File.ReadAllTextAsync(Perpetuals)).Replace("\"marginCallRatio\": \"1.25\"", "\"marginCallRatio\": \"1.3\"", StringComparison.Ordinal)
                .Replace("\"ETH\": {\n      \"scale\": 8,", "\"ETH\": {\n      \"scale\": 8, \"accountCap\": \"7\",", StringComparison.Ordinal));
        var there = await CommandRun.Of("risk", "diff", Perpetuals, other);
        Assert.Equal((0, "marginCallRatio: 1.25 → 1.3\nassets.ETH.rules.accountCap: – → 7\n"), (there.ExitCode, there.Output));
        var back = await CommandRun.Of("risk", "diff", other, Perpetuals, "--json");
        using var json = JsonDocument.Parse(back.Output);
        var change = json.RootElement.GetProperty("changes")[1];
        Assert.Equal(("7", JsonValueKind.Null), (change.GetProperty("before").GetString(), change.GetProperty("after").ValueKind));
    }

    [Fact]
    public async Task Every_risk_book_that_ships_is_sound()
    {
        var files = Directory.GetFiles(Books);
        var run = await CommandRun.Of(["risk", "validate", .. files]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(files.Length, run.Output.Split(": sound, ").Length - 1);
    }

    [Fact]
    public async Task Validate_fails_a_book_that_is_wrong_and_refuses_a_file_that_cannot_be_read()
    {
        var wrong = finished["wrong.jsonc"];
        await File.WriteAllTextAsync(wrong, (await File.ReadAllTextAsync(Perpetuals)).Replace("\"1.25\"", "\"0.5\"", StringComparison.Ordinal));
        var run = await CommandRun.Of("risk", "validate", Perpetuals, wrong, "--json");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"{wrong}:4:22: marginCallRatio: 0.5 is below 1", run.Error, StringComparison.Ordinal);
        Assert.Contains("\"sound\": false", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await CommandRun.Of("risk", "validate", wrong, finished["none.jsonc"])).ExitCode);
    }

    [Fact]
    public async Task Validate_tells_whether_a_book_may_take_the_place_of_another()
    {
        var run = await CommandRun.Of("risk", "validate", Path.Combine(Books, "spot.jsonc"), "--after", Perpetuals);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("instrument BTCUSD of version 1 is missing", run.Error, StringComparison.Ordinal);
    }
}
