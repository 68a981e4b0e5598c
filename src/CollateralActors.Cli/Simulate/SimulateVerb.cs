using System.CommandLine;
using CollateralActors.Actors.Settings;
using CollateralActors.Journal.Sqlite;
using CollateralActors.Load.Driving;
using CollateralActors.Load.Reports;
using CollateralActors.Simulation.Scenarios;

namespace CollateralActors.Cli.Simulate;

/// <summary><c>collateral simulate</c>: a scenario through the whole system, on virtual time.</summary>
internal static class SimulateVerb
{
    public static Command Create()
    {
        var scenario = new Argument<string>("SCENARIO")
        {
            Description = "Scenario file: JSON with comments; samples/scenarios has one, docs/scenarios.md explains the members.",
        };
        var journal = new Option<string?>("--journal")
        {
            Description =
                """
                SQLite file to store the journal in. If a run of the same scenario and seed was interrupted, it is taken up
                again. Default: a new file in the folder for temporary files.
                """,
        };
        var seed = new Option<long?>("--seed") { Description = "Overrides the scenario's seed." };
        var accounts = new Option<int?>("--accounts")
        {
            Description = "Overrides the number of accounts; order books become deeper or thinner in proportion.",
        };
        var json = new Option<bool>("--json") { Description = "Print the report as one JSON object." };
        var follow = new Option<bool>("--follow")
        {
            Description = "Print a line for each minute of the scenario even where standard error is no terminal.",
        };
        var command = new Command(
            "simulate",
            "Runs a scenario through real actors and a journal on disk, and reports. Exit code 1 if money is not conserved, a "
            + "liquidation is left open, or the scenario's expectations are not met.")
        {
            scenario, journal, seed, accounts, json, follow,
        };
        // A task from the start: until it is one, signals would end the process at once.
        command.SetAction((parsed, cancellation) => Task.Run(() => RunAsync(
            new Request(
                parsed.GetRequiredValue(scenario),
                parsed.GetValue(journal),
                parsed.GetValue(seed),
                parsed.GetValue(accounts),
                parsed.GetValue(json),
                parsed.GetValue(follow)),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error,
            cancellation)));
        return command;
    }

    private static async Task<int> RunAsync(
        Request request, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var reading = ScenarioReader.Read(request.Scenario);
        if (reading.Content is not { } scenario)
            return Refuse(error, reading.Problems.Select(problem => problem.ToString()));
        if (OutOfRange(request) is { } problem)
            return Refuse(error, [problem]);
        var journal = request.Journal ?? NewJournal();
        try
        {
            var options = new SimulationOptions(
                Overridden(scenario, request),
                journal,
                NodeSettings.Bind(NodeConfig.Assemble(overlays: ["sqlite"], environment: Environment.GetEnvironmentVariables())));
            var follower = new Follower(error, request.Follow);
            var report = await SimulationRunner.RunAsync(options, follower, cancellation).ConfigureAwait(false);
            var shortfalls = Expectations.Unmet(report, options.Scenario);
            await output.WriteLineAsync(request.Json ? ReportJson.Write(report) : ReportText.Write(report)).ConfigureAwait(false);
            foreach (var shortfall in shortfalls)
                await error.WriteLineAsync(shortfall).ConfigureAwait(false);
            return shortfalls.Count == 0 ? ExitCode.Done : ExitCode.DoesNotHold;
        }
        catch (JournalException e)
        {
            return Refuse(error, [e.Message]);
        }
        catch (SettingsException e)
        {
            return Refuse(error, [e.Message]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Data.Common.DbException)
        {
            return Refuse(error, [$"{journal}: cannot be used as a journal: {e.Message}; name a file in a folder that can be written"]);
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync(
                $"interrupted; everything answered is stored, and the same command with --journal {journal} goes on from there")
                .ConfigureAwait(false);
            return ExitCode.DoesNotHold;
        }
    }

    private static string? OutOfRange(Request request) =>
        request.Accounts is < 1 or > Scenario.MostAccounts ? $"--accounts {request.Accounts} is not 1 to {Scenario.MostAccounts}"
        : request.Seed is < -ScenarioReader.LargestSeed or > ScenarioReader.LargestSeed
            ? $"--seed {request.Seed} is not a whole number of at most 15 digits"
        : null;

    private static int Refuse(TextWriter error, IEnumerable<string> problems)
    {
        foreach (var problem in problems)
            error.WriteLine(problem);
        return ExitCode.WrongInput;
    }

    private static Scenario Overridden(Scenario scenario, Request request)
    {
        var seeded = request.Seed is { } seed ? scenario with { Seed = seed } : scenario;
        return request.Accounts is { } accounts ? seeded.WithAccounts(accounts) : seeded;
    }

    private static string NewJournal() =>
        Path.Combine(Path.GetTempPath(), $"collateral-{DateTime.UtcNow:yyyyMMdd-HHmmss}-{Environment.ProcessId}.db");

    private sealed record Request(string Scenario, string? Journal, long? Seed, int? Accounts, bool Json, bool Follow);
}
