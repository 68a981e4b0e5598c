using System.Globalization;
using System.Text.Json;

namespace CollateralActors.Cli.Tests.Risk;

/// <summary><c>collateral risk recalibrate</c> on the daily bars of 2017 to 2021.</summary>
public sealed class RecalibrateVerbTests : IDisposable
{
    private static readonly string Samples = Path.Combine(Repository.Root, "samples");
    private static readonly string Book = Path.Combine(Samples, "risk-books", "perpetuals.jsonc");
    private static readonly string Calibration = Path.Combine(Samples, "calibrations", "btc-daily.jsonc");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("recalibrate-");

    [Fact]
    public async Task Haircuts_and_rates_rise_at_once_in_March_2020_and_fall_only_after_the_quiet_period()
    {
        var moves = await MovesFrom("2017-08-01");
        foreach (var name in new[] { "BTC", "BTC-PERP" })
        {
            var spring = moves.Where(move => move.Name == name && move.At >= Day(3, 12) && move.At <= Day(5, 31)).ToList();

            // The bar of 12 March is known when the day is over.
            Assert.Equal(Day(3, 13), spring[0].At);
            Assert.True(spring[0].After >= 1.7m * spring[0].Before);
            var peak = spring.TakeWhile(move => move.After > move.Before).Last();
            Assert.InRange(peak.At, Day(3, 13), Day(3, 15));
            var fall = spring.First(move => move.After < move.Before);
            Assert.InRange((fall.At - peak.At).TotalDays, 30, 31);
            Assert.DoesNotContain(spring, move => move.At > peak.At && move.At < fall.At);
        }

        Assert.Equal(
            [(0.065m, 0.115m), (0.115m, 0.165m), (0.165m, 0.18m)],
            moves.Where(move => move.Name == "BTC" && move.At >= Day(3, 12) && move.At <= Day(3, 31)).Select(move => (move.Before, move.After)));
    }

    [Fact]
    public async Task No_level_ever_falls_before_thirty_quiet_days()
    {
        var moves = await MovesFrom("2017-08-01");
        Assert.True(moves.Count > 100);
        Assert.All(moves.Where(move => move.After < move.Before), move => Assert.True(move.Quiet >= 30));
        Assert.All(moves.Where(move => move.After > move.Before), move => Assert.Equal(0, move.Quiet));
    }

    [Fact]
    public async Task The_picture_in_the_page_is_what_the_command_in_the_page_draws()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "recalibration.md"));
        var command = page.Split('\n').Single(line => line.Contains("--svg", StringComparison.Ordinal))
            .Split("./scripts/collateral ")[1].Split(' ');
        var committed = Path.Combine(Repository.Root, command[^1]);
        var drawn = Path.Combine(folder.FullName, "drawn.svg");
        var run = await CommandRun.Of(
            [.. command[..^1].Select(word => word.StartsWith("samples/", StringComparison.Ordinal) ? Path.Combine(Repository.Root, word) : word), drawn]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(await File.ReadAllTextAsync(committed), await File.ReadAllTextAsync(drawn));
    }

    [Fact]
    public async Task A_proposed_book_is_the_text_of_the_present_one_with_other_rates()
    {
        var proposed = Path.Combine(folder.FullName, "proposed.jsonc");
        var run = await CommandRun.Of("risk", "recalibrate", Book, Calibration, "--out", proposed);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("rises at once", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await CommandRun.Of("risk", "validate", proposed, "--after", Book)).ExitCode);
        var diff = await CommandRun.Of("risk", "diff", Book, proposed);
        Assert.StartsWith("assets.BTC.slices[0].haircut: 0.05 → 0.085\nassets.BTC.slices[1].haircut: 0.1 → 0.135\n", diff.Output, StringComparison.Ordinal);
        Assert.Contains("instruments.BTC-PERP.tiers[0].initial: 0.02 → 0.0275\n", diff.Output, StringComparison.Ordinal);
        Assert.Equal(11, diff.Output.Split('\n').Length - 1);
        Assert.StartsWith("// A venue for perpetual contracts", await File.ReadAllTextAsync(proposed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bar_out_of_order_is_refused_with_its_line()
    {
        var text = await File.ReadAllTextAsync(Calibration);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "c.jsonc"), text.Replace("../prices/btc_daily_2017_2021_daveskender.csv", "bars.csv", StringComparison.Ordinal));
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "bars.csv"), "date,open,high,low,close,volume\n2020-03-02,1,2,1,2,5\n2020-03-01,1,2,1,2,5\n");
        var run = await CommandRun.Of("risk", "recalibrate", Book, Path.Combine(folder.FullName, "c.jsonc"));
        Assert.Equal(
            (2, "", "bars.csv, line 3: the bar of 2020-03-02T00:00:00.000Z comes after that of 2020-03-03T00:00:00.000Z; expected bars in order of time\n"),
            (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public async Task A_time_that_is_none_is_answered_with_what_would_be_right()
    {
        var run = await CommandRun.Of("risk", "recalibrate", Book, Calibration, "--from", "yesterday");
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("--from is 'yesterday'; expected a time in UTC", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static DateTimeOffset Day(int month, int day) => new(2020, month, day, 0, 0, 0, TimeSpan.Zero);

    private static async Task<List<(string Name, DateTimeOffset At, decimal Before, decimal After, int Quiet)>> MovesFrom(string time)
    {
        var run = await CommandRun.Of("risk", "recalibrate", Book, Calibration, "--from", time, "--json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        using var json = JsonDocument.Parse(run.Output);
        return
        [
            .. json.RootElement.GetProperty("moves").EnumerateArray().Select(move => (
                move.GetProperty("name").GetString()!,
                DateTimeOffset.Parse(move.GetProperty("at").GetString()!, CultureInfo.InvariantCulture),
                decimal.Parse(move.GetProperty("before").GetString()!, CultureInfo.InvariantCulture),
                decimal.Parse(move.GetProperty("after").GetString()!, CultureInfo.InvariantCulture),
                move.GetProperty("quietPeriods").GetInt32())),
        ];
    }
}
