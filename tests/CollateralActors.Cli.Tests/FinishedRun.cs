using System.Text.Json;

namespace CollateralActors.Cli.Tests;

/// <summary>One small run of the scenario that ships, which several tests look at.</summary>
public sealed class FinishedRun : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("collateral-cli-");

    public static string Scenario { get; } = Path.Combine(Repository.Root, "samples", "scenarios", "2025-02-03-crash.jsonc");

    public string Journal => this["run.db"];

    public JsonElement Report { get; private set; }

    internal CommandRun Run { get; private set; } = null!;

    /// <summary>A file beside the journal.</summary>
    public string this[string file] => Path.Combine(folder.FullName, file);

    public async Task InitializeAsync()
    {
        Run = await CommandRun.Of("simulate", Scenario, "--accounts", "60", "--journal", Journal, "--json");
        Report = JsonDocument.Parse(Run.Output).RootElement.Clone();
    }

    public Task DisposeAsync()
    {
        folder.Delete(recursive: true);
        return Task.CompletedTask;
    }
}
