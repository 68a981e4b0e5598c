using System.Diagnostics;
using System.Text.Json;

namespace CollateralActors.Cli.Tests.Simulate;

/// <summary>Ctrl-C and SIGTERM at each stage of a run: it ends in order, and the same command goes on from there.</summary>
public sealed class SignalTests : IDisposable
{
    private const string Accounts = "400";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("collateral-signals-");

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Before_the_journal_is_opened(string signal)
    {
        var pipe = Beside("scenario.jsonc");
        using (var made = Process.Start("mkfifo", [pipe]))
            await made.WaitForExitAsync();
        using var process = Simulate(pipe);
        // Opening one end waits for the other: the process is about to read the scenario, and gets no further.
        var opened = Task.Run(() => new FileStream(pipe, FileMode.Open, FileAccess.Write));
        await using (var writer = new StreamWriter(await process.BeforeItEndsAsync(opened)))
        {
            process.Send(signal);
            await writer.WriteAsync(await ScenarioTextAsync());
        }

        EndedInOrder(await process.EndAsync());
        Assert.True(new HashSet<string>(["scenario.jsonc", "run.db"]).IsSupersetOf(Files()), string.Join(' ', Files()));
    }

    [Fact]
    public async Task While_the_journal_is_opened()
    {
        using var process = Simulate(FinishedRun.Scenario);
        // Looked for rather than watched for: a watcher's events are lost now and then on Linux.
        await process.BeforeItEndsAsync(() => File.Exists(Beside("run.db.lock")));
        process.Send("TERM");
        EndedInOrder(await process.EndAsync());
        Assert.Equal(["run.db"], Files());
    }

    [Fact]
    public async Task In_the_middle_again_and_again_with_the_same_end_as_without()
    {
        foreach (var signal in new[] { "INT", "TERM" })
        {
            using var process = Simulate(FinishedRun.Scenario, "--follow");
            Assert.StartsWith("time (UTC)", await process.BeforeItEndsAsync(process.Error.ReadLineAsync()), StringComparison.Ordinal);
            process.Send(signal);
            EndedInOrder(await process.EndAsync());
            Assert.Equal(["run.db"], Files());
        }

        var whole = await CommandRun.Of(
            "simulate", FinishedRun.Scenario, "--accounts", Accounts, "--json", "--journal", Beside("whole.db"));
        using var resuming = Simulate(FinishedRun.Scenario);
        var resumed = await resuming.EndAsync();
        Assert.Equal((0, string.Empty), (resumed.ExitCode, resumed.Error));
        Assert.Equal(Member(whole, "stateHash").GetString(), Member(resumed, "stateHash").GetString());
        Assert.Equal(Member(whole, "commands").GetInt64(), Member(resumed, "commands").GetInt64());
        Assert.InRange(Member(resumed, "resumedAfterFrame").GetInt64(), 1, Member(whole, "ticks").GetInt64() - 1);
        Assert.Equal(["run.db", "whole.db"], Files());
    }

    public void Dispose() => folder.Delete(recursive: true);

    private CollateralProcess Simulate(string scenario, params string[] more) =>
        new(["simulate", scenario, "--accounts", Accounts, "--json", "--journal", Beside("run.db"), .. more]);

    private static void EndedInOrder(CommandRun run)
    {
        Assert.Equal((1, string.Empty), (run.ExitCode, run.Output));
        Assert.Contains("interrupted; everything answered is stored", run.Error, StringComparison.Ordinal);
    }

    private string Beside(string file) => Path.Combine(folder.FullName, file);

    private IEnumerable<string> Files() => folder.GetFiles().Select(file => file.Name).Order(StringComparer.Ordinal);

    private static async Task<string> ScenarioTextAsync() => (await File.ReadAllTextAsync(FinishedRun.Scenario))
        .Replace("../", Path.Combine(Repository.Root, "samples") + "/", StringComparison.Ordinal);

    private static JsonElement Member(CommandRun run, string name)
    {
        using var report = JsonDocument.Parse(run.Output);
        return report.RootElement.GetProperty(name).Clone();
    }
}
