using System.Text.Json;
using CollateralActors.Journal.Codec;
using CollateralActors.Journal.Reading;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Risk;

namespace CollateralActors.Cli.Tests.Risk;

/// <summary><c>risk dry-run</c> and <c>risk apply</c>: a risk book is tried on a journal, and adopted in it.</summary>
public sealed class AdoptionVerbTests(FinishedRun run) : IClassFixture<FinishedRun>
{
    private static string Raised { get; } = Book("perpetuals-raised.jsonc");

    [Fact]
    public async Task A_dry_run_counts_all_who_stand_otherwise_and_stores_nothing()
    {
        var before = await File.ReadAllBytesAsync(run.Journal);
        var tried = await CommandRun.Of("risk", "dry-run", run.Journal, Raised, "--json");
        Assert.Equal(0, tried.ExitCode);
        var report = JsonDocument.Parse(tried.Output).RootElement;
        Assert.Equal((1, 2), (report.GetProperty("inForce").GetInt32(), report.GetProperty("version").GetInt32()));
        Assert.True(report.GetProperty("looked").GetInt32() > 10);
        foreach (var member in new[] { "liquidatedAtOnce", "liquidatedAtEnd", "called", "relieved" })
        {
            var outcome = report.GetProperty(member);
            Assert.Equal(outcome.GetProperty("count").GetInt32(), outcome.GetProperty("accounts").GetArrayLength());
        }

        Assert.Equal(before, await File.ReadAllBytesAsync(run.Journal));
    }

    [Fact]
    public async Task The_same_book_changes_nothing()
    {
        var tried = await CommandRun.Of("risk", "dry-run", run.Journal, Book("perpetuals.jsonc"), "--grace", "01:00:00");
        Assert.Equal(0, tried.ExitCode);
        Assert.Contains("nobody's status changes", tried.Output, StringComparison.Ordinal);
        Assert.Contains("by a grace path until ", tried.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--grace", "-01:00:00", "is not after")]
    [InlineData("--grace", "soon", "--grace 'soon' is not a duration")]
    [InlineData("--effective-at", "2020-01-01T00:00:00Z", "effective time 2020-01-01T00:00:00.000Z is before now")]
    [InlineData("--effective-at", "noon", "--effective-at 'noon' is not a time")]
    public async Task Times_that_are_wrong_are_refused_by_both(string option, string value, string says)
    {
        foreach (var verb in new[] { "dry-run", "apply" })
        {
            var refused = await CommandRun.Of("risk", verb, run.Journal, Raised, $"{option}={value}");
            Assert.Equal(2, refused.ExitCode);
            Assert.Contains(says, refused.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_book_that_cannot_follow_is_refused_with_every_reason()
    {
        var refused = await CommandRun.Of("risk", "apply", run.Journal, Book("spot.jsonc"));
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("instrument ETH-PERP of version 1 is missing", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_has_ended_takes_no_book()
    {
        var refused = await CommandRun.Of("risk", "apply", run.Journal, Raised);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("the run that it is of has ended", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_is_adopted_as_a_node_would_and_the_next_one_follows_on_it()
    {
        var journal = run["adopting.db"];
        File.Copy(run.Journal, journal);
        FinishedRun.Execute(journal, "DELETE FROM collateral_journal WHERE key = 'final-state-hash'");
        var first = await CommandRun.Of("risk", "apply", journal, Raised, "--grace", "01:00:00");
        Assert.Equal((0, "version 2"), (first.ExitCode, first.Output.Trim()));
        var second = await CommandRun.Of("risk", "apply", journal, Raised, "--grace", "02:00:00");
        Assert.Equal(2, second.ExitCode);
        Assert.Contains("the path to version 2 goes on until", second.Error, StringComparison.Ordinal);
        Assert.Equal("version 3", (await CommandRun.Of("risk", "apply", journal, Raised)).Output.Trim());

        var verified = await CommandRun.Of("audit", "verify", journal);
        Assert.Equal(0, verified.ExitCode);
        Assert.Contains("2 outstanding", verified.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_calibration_is_tried_and_adopted_with_what_the_set_was_computed_from()
    {
        var journal = run["recalibrated.db"];
        File.Copy(run.Journal, journal);
        FinishedRun.Execute(journal, "DELETE FROM collateral_journal WHERE key = 'final-state-hash'");
        var calibration = Path.Combine(Repository.Root, "samples", "calibrations", "btc-daily.jsonc");
        var tried = await CommandRun.Of("risk", "dry-run", journal, calibration, "--json");
        Assert.Equal(0, tried.ExitCode);
        Assert.Equal(2, JsonDocument.Parse(tried.Output).RootElement.GetProperty("version").GetInt32());
        var applied = await CommandRun.Of("risk", "apply", journal, calibration, "--grace", "01:00:00");
        Assert.Equal((0, "version 2"), (applied.ExitCode, applied.Output.Trim()));

        var adopted = Adopted(journal);
        Assert.Equal(["BTC", "BTC-PERP"], adopted.Inputs!.Levels.Select(level => level.Name));
        Assert.Contains(adopted.Inputs.Levels, level => level.After != level.Before);
        var proposed = run["proposed.jsonc"];
        await CommandRun.Of("risk", "recalibrate", Book("perpetuals.jsonc"), calibration, "--out", proposed);
        var difference = await CommandRun.Of("risk", "diff", journal, proposed);
        Assert.Equal((0, ""), (difference.ExitCode, difference.Output));
        Assert.Equal(0, (await CommandRun.Of("audit", "verify", journal)).ExitCode);
    }

    [Fact]
    public async Task A_calibration_that_is_wrong_is_refused_with_its_place()
    {
        var folder = Directory.CreateDirectory(run["calibrations"]);
        var file = Path.Combine(folder.FullName, "wrong.jsonc");
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "samples", "calibrations", "btc-daily.jsonc"));
        await File.WriteAllTextAsync(file, text.Replace("\"lambda\": \"0.94\"", "\"lambda\": \"1.5\"", StringComparison.Ordinal));
        var refused = await CommandRun.Of("risk", "apply", run.Journal, file);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("lambda: 1.5 is not within 0 … 1", refused.Error, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, text);
        var missing = await CommandRun.Of("risk", "apply", run.Journal, file);
        Assert.Equal(2, missing.ExitCode);
        Assert.Contains("btc_daily_2017_2021_daveskender.csv", missing.Error, StringComparison.Ordinal);
    }

    private static RiskBookEvent.Adopted Adopted(string journal)
    {
        using var reader = JournalReader.Open(journal);
        return reader.ReadEntity(Entities.RiskBook.PersistenceId)
            .Select(row => EventCodec.Default.Decode(row.Manifest, row.Payload).Event)
            .OfType<RiskBookEvent.Adopted>().Last();
    }

    private static string Book(string name) => Path.Combine(Repository.Root, "samples", "risk-books", name);
}
