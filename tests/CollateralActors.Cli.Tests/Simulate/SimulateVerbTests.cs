using System.Text.Json;

namespace CollateralActors.Cli.Tests.Simulate;

public sealed class SimulateVerbTests(FinishedRun finished) : IClassFixture<FinishedRun>
{
    [Fact]
    public void The_report_has_the_members_of_the_contract_and_no_other_and_money_as_text()
    {
        Assert.Equal((0, string.Empty), (finished.Run.ExitCode, finished.Run.Error));
        string[] members =
        [
            "scenario", "seed", "accounts", "ticks", "commands", "events", "woken", "marginCalls", "liquidations", "bankruptcies",
            "deleveragedAccounts", "insuranceFund", "conservation", "stateHash", "eventsPerSecond", "latencyMs", "elapsedSeconds",
            "journal",
        ];
        Assert.Equal(members, finished.Report.EnumerateObject().Select(member => member.Name));
        Members("woken", "meanPerTick", "p99PerTick", "shareOfAccounts");
        Members("liquidations", "started", "partial", "full", "completed");
        Members("conservation", "holds", "drift");
        Members("latencyMs", "command", "tickToLiquidation");
        Assert.All(
            finished.Report.GetProperty("insuranceFund").EnumerateObject(),
            fund => Assert.Equal(JsonValueKind.String, fund.Value.ValueKind));
        Assert.All(
            finished.Report.GetProperty("conservation").GetProperty("drift").EnumerateObject(),
            drift => Assert.Equal("0", drift.Value.GetString()));

        void Members(string of, params string[] names) =>
            Assert.Equal(names, finished.Report.GetProperty(of).EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public void Liquidations_add_up()
    {
        var liquidations = finished.Report.GetProperty("liquidations");
        int Of(string member) => liquidations.GetProperty(member).GetInt32();
        Assert.Equal(Of("completed"), Of("partial") + Of("full"));
        Assert.Equal(Of("started"), Of("completed"));
    }

    [Fact]
    public void A_clean_exit_leaves_one_file()
    {
        Assert.True(File.Exists(finished.Journal));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(finished.Journal)!, "run.db-*"));
    }

    [Fact]
    public async Task The_same_command_again_changes_nothing()
    {
        var again = await CommandRun.Of("simulate", FinishedRun.Scenario, "--accounts", "60", "--journal", finished.Journal, "--json");
        using var report = JsonDocument.Parse(again.Output);
        Assert.Equal(
            finished.Report.GetProperty("stateHash").GetString(), report.RootElement.GetProperty("stateHash").GetString());
        string[] ofTheWholeRun = ["commands", "events", "ticks", "marginCalls"];
        Assert.All(ofTheWholeRun, member => Assert.Equal(
            finished.Report.GetProperty(member).GetInt64(), report.RootElement.GetProperty(member).GetInt64()));
        Assert.Equal(
            finished.Report.GetProperty("ticks").GetInt64(), report.RootElement.GetProperty("resumedAfterFrame").GetInt64());
        Assert.Equal(0, report.RootElement.GetProperty("eventsPerSecond").GetInt64());
        Assert.Equal(0, report.RootElement.GetProperty("latencyMs").GetProperty("tickToLiquidation").GetProperty("p99").GetDouble());
    }

    [Fact]
    public async Task A_journal_of_another_seed_is_refused_by_name_and_left_alone()
    {
        var before = await File.ReadAllBytesAsync(finished.Journal);
        var run = await CommandRun.Of("simulate", FinishedRun.Scenario, "--accounts", "60", "--seed", "7", "--journal", finished.Journal);
        Refused(run, "seed '42'", "'7'");
        Assert.Equal(before.Length, new FileInfo(finished.Journal).Length);
    }

    [Fact]
    public async Task A_journal_of_other_accounts_is_refused_by_their_numbers()
    {
        var run = await CommandRun.Of("simulate", FinishedRun.Scenario, "--accounts", "70", "--journal", finished.Journal);
        Refused(run, "was made with accounts '60', not '70'; use the same or another file");
    }

    [Fact]
    public async Task A_file_that_is_no_journal_is_refused_and_left_alone()
    {
        await File.WriteAllTextAsync(finished["notes.txt"], "these are notes and no journal at all, in many words");
        var run = await CommandRun.Of("simulate", FinishedRun.Scenario, "--accounts", "60", "--journal", finished["notes.txt"]);
        Refused(run, "notes.txt");
        Assert.StartsWith("these are notes", await File.ReadAllTextAsync(finished["notes.txt"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--accounts", "0", "1 to 1000000")]
    [InlineData("--accounts", "1000001", "1 to 1000000")]
    [InlineData("--seed", "1234567890123456", "to 999999999999999")]
    [InlineData("--journal", "/nowhere/at/all/run.db", "/nowhere/at/all")]
    public async Task An_option_that_cannot_be_is_refused_in_a_line(string option, string value, string expected) =>
        Refused(await CommandRun.Of("simulate", FinishedRun.Scenario, option, value), expected);

    [Fact]
    public async Task A_finished_journal_that_was_damaged_is_not_made_good()
    {
        File.Copy(finished.Journal, finished["damaged.db"], overwrite: true);
        FinishedRun.Execute(finished["damaged.db"], "UPDATE journal SET deleted = 1 WHERE persistence_id = 'account-a00001' AND sequence_number = 2");
        var run = await CommandRun.Of("simulate", FinishedRun.Scenario, "--accounts", "60", "--journal", finished["damaged.db"], "--json");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("account-a00001 is out of service", run.Error, StringComparison.Ordinal);
        Assert.Equal(
            finished.Report.GetProperty("stateHash").GetString(),
            FinishedRun.Execute(finished["damaged.db"], "SELECT value FROM collateral_journal WHERE key = 'final-state-hash'"));
    }

    [Theory]
    [InlineData("\"seed\": 42", "\"sede\": 42", "'sede' is unknown", "'seed' is missing")]
    [InlineData("\"seed\": 42", "\"seed\": \"many\"", "seed", "many")]
    [InlineData("\"accounts\": 10000", "\"accounts\": 0", "accounts", "0")]
    [InlineData("perpetuals.jsonc", "nothing.jsonc", "riskBook", "nothing.jsonc")]
    public async Task A_typo_in_a_scenario_is_named_with_its_place(string right, string wrong, params string[] expected)
    {
        var text = (await File.ReadAllTextAsync(FinishedRun.Scenario))
            .Replace("../", Path.Combine(Repository.Root, "samples") + "/", StringComparison.Ordinal)
            .Replace(right, wrong, StringComparison.Ordinal);
        await File.WriteAllTextAsync(finished["typo.jsonc"], text);
        var run = await CommandRun.Of("simulate", finished["typo.jsonc"], "--journal", finished["typo.db"]);
        Refused(run, [.. expected, "typo.jsonc:"]);
        Assert.False(File.Exists(finished["typo.db"]));
    }

    private static void Refused(CommandRun run, params string[] words)
    {
        Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
        Assert.All(words, word => Assert.Contains(word, run.Error, StringComparison.Ordinal));
    }
}
