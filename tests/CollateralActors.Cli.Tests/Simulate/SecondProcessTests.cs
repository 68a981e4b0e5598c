using System.Diagnostics;
using System.Globalization;
using CollateralActors.Journal.Sqlite;

namespace CollateralActors.Cli.Tests.Simulate;

/// <summary>Two processes and one journal file: the lock is the operating system's, so one process cannot test it.</summary>
public sealed class SecondProcessTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("collateral-two-");

    private string Journal => Path.Combine(folder.FullName, "run.db");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_second_process_on_a_journal_is_refused_by_name_and_the_first_goes_on()
    {
        using var first = Start("simulate", FinishedRun.Scenario, "--accounts", "60", "--journal", Journal, "--follow");
        Assert.Contains("time (UTC)", await first.StandardError.ReadLineAsync(), StringComparison.Ordinal);
        await SignalAsync(first, "STOP");
        try
        {
            var second = await EndAsync(Start("simulate", FinishedRun.Scenario, "--accounts", "60", "--journal", Journal));
            var audit = await EndAsync(Start("audit", "verify", Journal));

            Assert.Equal((2, string.Empty), (second.ExitCode, second.Output));
            Assert.Contains($"is in use by process {first.Id}; stop that one first", second.Error, StringComparison.Ordinal);
            Assert.Single(second.Error.Trim().Split('\n'));
            Assert.Equal(2, audit.ExitCode);
            Assert.Contains($"is being written by process {first.Id}", audit.Error, StringComparison.Ordinal);
        }
        finally
        {
            await SignalAsync(first, "CONT");
        }

        Assert.Equal(0, (await EndAsync(first)).ExitCode);
        Assert.NotNull(JournalInfo.Of(Journal).Meta.GetValueOrDefault(JournalMeta.FinalStateHash));
        Assert.Equal([Journal], Directory.GetFiles(folder.FullName));
    }

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo(
        "dotnet", [Path.Combine(AppContext.BaseDirectory, "collateral.dll"), .. arguments])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static async Task<CommandRun> EndAsync(Process process)
    {
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new CommandRun(process.ExitCode, await output, await error);
    }

    // Stopped, the first process holds its lock for as long as the second takes to start, however fast the run is.
    private static async Task SignalAsync(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }
}
