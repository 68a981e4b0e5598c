using System.Text.Json;

namespace CollateralActors.Cli.Tests.Audit;

public sealed class AuditVerbTests(FinishedRun finished) : IClassFixture<FinishedRun>
{
    [Fact]
    public async Task A_good_journal_holds_and_has_the_hash_of_the_run()
    {
        var run = await CommandRun.Of("audit", "verify", finished.Journal, "--json");
        using var report = JsonDocument.Parse(run.Output);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [
                "holds", "events", "entities", "redecided", "mismatches", "gaps", "altered", "undecodable", "missedCalls",
                "conservation", "stateHash", "eventsPerSecond",
            ],
            report.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.True(report.RootElement.GetProperty("holds").GetBoolean());
        Assert.Equal(finished.Report.GetProperty("stateHash").GetString(), report.RootElement.GetProperty("stateHash").GetString());
    }

    [Fact]
    public async Task A_changed_byte_is_found_with_its_place_and_the_exit_code_is_1()
    {
        File.Copy(finished.Journal, finished["changed.db"], overwrite: true);
        FinishedRun.Execute(
            finished["changed.db"],
            "UPDATE journal SET message = CAST(replace(CAST(message AS TEXT), '\"part\":1', '\"part\":2') AS BLOB) "
            + "WHERE persistence_id = 'account-a00001' AND sequence_number = 1");
        var run = await CommandRun.Of("audit", "verify", finished["changed.db"], "--json");
        using var report = JsonDocument.Parse(run.Output);
        Assert.Equal(1, run.ExitCode);
        Assert.False(report.RootElement.GetProperty("holds").GetBoolean());
        var finding = report.RootElement.GetProperty("altered")[0];
        Assert.Equal("account-a00001", finding.GetProperty("persistenceId").GetString());
        Assert.Equal(1, finding.GetProperty("sequence").GetInt64());
    }

    [Theory]
    [InlineData("UPDATE journal SET deleted = 1 WHERE persistence_id = 'account-a00001' AND sequence_number = 2", "altered", "account-a00001")]
    [InlineData("UPDATE collateral_journal SET value = 'x' WHERE key = 'final-state-hash'", "mismatches", "collateral_journal")]
    public async Task What_no_event_tells_of_is_listed_all_the_same(string change, string list, string place)
    {
        File.Copy(finished.Journal, finished["marked.db"], overwrite: true);
        FinishedRun.Execute(finished["marked.db"], change);
        var run = await CommandRun.Of("audit", "verify", finished["marked.db"], "--json");
        using var report = JsonDocument.Parse(run.Output);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(place, Assert.Single(report.RootElement.GetProperty(list).EnumerateArray()).GetProperty("persistenceId").GetString());
    }

    [Theory]
    [InlineData("missing.db", null)]
    [InlineData("words.db", "no journal at all, but words that are long enough to be read as the head of a file")]
    [InlineData("empty.db", "")]
    public async Task What_is_no_journal_is_refused_by_name(string file, string? content)
    {
        if (content is not null)
            await File.WriteAllTextAsync(finished[file], content);
        var run = await CommandRun.Of("audit", "verify", finished[file], "--json");
        Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
        Assert.Contains(file, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_usage_says_where_help_is()
    {
        var run = await CommandRun.Of("audit", "verify");
        Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
        Assert.Contains("collateral audit verify --help", run.Error, StringComparison.Ordinal);
    }
}
