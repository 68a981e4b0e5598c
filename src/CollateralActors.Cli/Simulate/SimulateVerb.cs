using System.CommandLine;
using CollateralActors.Actors.Settings;
using CollateralActors.Cli.Settings;
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
            Description =
                "Scenario file: JSON with comments; samples/scenarios has one, docs/scenarios.md explains the members.",
        };
        var journal = new Option<string?>("--journal")
        {
            Description =
                """
                SQLite file to store the journal in. If a run of the same scenario and seed was interrupted, it is taken
                up again. Default: a new file in the folder for temporary files.
                """,
        };
        var seed = WholeNumberOption.Create(
            "--seed", -ScenarioReader.LargestSeed, ScenarioReader.LargestSeed, "Overrides the scenario's seed.");
        var accounts = WholeNumberOption.Create(
            "--accounts",
            1,
            Scenario.MostAccounts,
            "Overrides the number of accounts; order books become deeper or thinner in proportion.");
        var json = new Option<bool>("--json") { Description = "Print the report as one JSON object." };
        var follow = new Option<bool>("--follow")
        {
            Description = "Print a line for each minute of the scenario even where standard error is no terminal.",
        };
        var command = new Command(
            "simulate",
            """
            Runs a scenario through real actors and a journal on disk, and reports. Exit code 0 if all holds; 1 if money
            is not conserved, a liquidation is left open, or the scenario's expectations are not met; 2 if anything
            given is wrong.

            Ctrl-C or SIGTERM ends it in order within 15 seconds, with exit code 1: what was answered is stored, the
            journal is one file, and the same command with the same --journal goes on from there.
            """)
        {
            scenario, journal, seed, accounts, json, follow,
        };
        var settings = new SettingsOptions();
        settings.AddTo(command);
        // A task from the start: until it is one, signals would end the process at once.
        command.SetAction((parsed, cancellation) => Task.Run(() => RunAsync(
            new Request(
                parsed.GetRequiredValue(scenario),
                parsed.GetValue(journal),
                parsed.GetValue(seed),
                (int?)parsed.GetValue(accounts),
                parsed.GetValue(json),
                parsed.GetValue(follow),
                () => settings.Read(parsed, overlay: "sqlite"),
                settings.IsPrintAsked(parsed)),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error,
            cancellation)));
        return command;
    }

    private static async Task<int> RunAsync(
        Request request, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var journal = request.Journal ?? NewJournal();
        try
        {
            var config = request.Config();
            var settings = NodeSettings.Bind(config);
            if (request.PrintConfig)
            {
                await output.WriteLineAsync(config.Print()).ConfigureAwait(false);
                return ExitCode.Done;
            }

            var reading = ScenarioReader.Read(request.Scenario);
            if (reading.Content is not { } scenario)
                return Refuse(error, reading.Problems.Select(problem => problem.ToString()));
            var options = new SimulationOptions(Overridden(scenario, request), journal, settings);
            return await ReportAsync(request, options, output, error, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is JournalException or SettingsException)
        {
            return Refuse(error, [e.Message]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Data.Common.DbException)
        {
            return Refuse(
                error,
                [$"{journal}: cannot be used as a journal: {e.Message}; name a file in a folder that can be written"]);
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync(
                "interrupted; everything answered is stored, and the same command with "
                + $"--journal {journal} goes on from there").ConfigureAwait(false);
            return ExitCode.DoesNotHold;
        }
    }

    private static async Task<int> ReportAsync(
        Request request, SimulationOptions options, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var follower = new Follower(error, request.Follow);
        var report = await SimulationRunner.RunAsync(options, follower, cancellation).ConfigureAwait(false);
        var shortfalls = Expectations.Unmet(report, options.Scenario);
        var text = request.Json ? ReportJson.Write(report) : ReportText.Write(report);
        await output.WriteLineAsync(text).ConfigureAwait(false);
        foreach (var shortfall in shortfalls)
            await error.WriteLineAsync(shortfall).ConfigureAwait(false);
        return shortfalls.Count == 0 ? ExitCode.Done : ExitCode.DoesNotHold;
    }

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

    private sealed record Request(
        string Scenario,
        string? Journal,
        long? Seed,
        int? Accounts,
        bool Json,
        bool Follow,
        Func<NodeConfig> Config,
        bool PrintConfig);
}
