using System.Text.Json;
using CollateralActors.Journal.Sqlite;
using CollateralActors.Margining.Units;

namespace CollateralActors.Cli.Tests.Journals;

public sealed class JournalVerbTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("collateral-journal-");

    public JournalVerbTests()
    {
        using var journal = JournalFile.Open(Journal);
        journal.Parking.Park("account-b", "event 7 cannot be applied", new Instant(1_738_540_800_000));
        journal.Parking.Park("account-a", "event 3 cannot be read", new Instant(1_738_540_800_000));
    }

    private string Journal => Path.Combine(folder.FullName, "run.db");

    [Fact]
    public async Task Parked_entities_are_listed_with_their_reasons()
    {
        var run = await CommandRun.Of("journal", "parked", Journal);
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.Equal(
            [
                "account-a  2025-02-03T00:00:00.000Z  event 3 cannot be read",
                "account-b  2025-02-03T00:00:00.000Z  event 7 cannot be applied",
            ],
            Lines(run));
        Assert.Equal(["run.db"], folder.GetFiles().Select(file => file.Name));
    }

    [Fact]
    public async Task Parked_entities_are_listed_as_json()
    {
        var run = await CommandRun.Of("journal", "parked", Journal, "--json");
        using var json = JsonDocument.Parse(run.Output);
        var first = json.RootElement.GetProperty("parked")[0];
        Assert.Equal("account-a", first.GetProperty("entity").GetString());
        Assert.Equal("event 3 cannot be read", first.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_released_entity_is_parked_no_more()
    {
        var run = await CommandRun.Of("journal", "release", Journal, "--entity", "account-b");
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.Equal(["account-b"], Lines(run));
        Assert.Equal(["account-a"], Parked());
        Assert.Equal(["run.db"], folder.GetFiles().Select(file => file.Name));
    }

    [Fact]
    public async Task All_are_released_at_once()
    {
        var run = await CommandRun.Of("journal", "release", Journal, "--all");
        Assert.Equal(["account-a", "account-b"], Lines(run));
        Assert.Empty(Parked());
    }

    [Fact]
    public async Task An_entity_that_is_not_parked_is_named_and_nothing_is_released()
    {
        var run = await CommandRun.Of("journal", "release", Journal, "--entity", "account-b", "--entity", "account-c");
        Refused(run, "not parked: account-c; parked: account-a, account-b");
        Assert.Equal(["account-a", "account-b"], Parked());
    }

    [Fact]
    public async Task Nothing_or_everything_and_something_is_no_request()
    {
        Refused(await CommandRun.Of("journal", "release", Journal), "--entity ID", "--all");
        Refused(await CommandRun.Of("journal", "release", Journal, "--all", "--entity", "account-a"), "--entity ID", "--all");
    }

    [Fact]
    public async Task A_journal_that_is_in_use_is_listed_but_nothing_released()
    {
        using var journal = JournalFile.Open(Journal);
        Assert.Equal(2, Lines(await CommandRun.Of("journal", "parked", Journal)).Length);
        Refused(await CommandRun.Of("journal", "release", Journal, "--all"), "is in use by");
        Assert.Equal(2, journal.Parking.All.Count);
    }

    [Theory]
    [InlineData("parked")]
    [InlineData("release", "--all")]
    public async Task A_file_that_is_not_there_is_refused_and_not_made(string verb, params string[] more)
    {
        var missing = Path.Combine(folder.FullName, "none.db");
        Refused(await CommandRun.Of(["journal", verb, missing, .. more]), "none.db' does not exist");
        Assert.False(File.Exists(missing));
    }

    public void Dispose() => folder.Delete(recursive: true);

    private IEnumerable<string> Parked() => ParkingRegistry.Read(Journal).Select(entry => entry.PersistenceId);

    private static string[] Lines(CommandRun run) => run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static void Refused(CommandRun run, params string[] words)
    {
        Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
        Assert.All(words, word => Assert.Contains(word, run.Error, StringComparison.Ordinal));
    }
}
