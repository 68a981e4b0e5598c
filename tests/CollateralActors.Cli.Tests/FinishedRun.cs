using System.Text.Json;
using Microsoft.Data.Sqlite;

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

    /// <summary>Runs a statement on a journal, as somebody who tampers with it would; the first value of the first row, if any.</summary>
    public static string? Execute(string journal, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={journal};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() as string;
    }

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
