using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace CollateralActors.Cli.Tests.Simulate;

/// <summary>The scenario that ships with isolated positions: it runs, liquidates them alone, and its journal holds.</summary>
public sealed class IsolatedScenarioTests
{
    private static readonly string Scenario = Path.Combine(Repository.Root, "samples", "scenarios", "isolated.jsonc");

    [Fact]
    public async Task It_liquidates_isolated_positions_conserves_all_money_and_verifies()
    {
        var folder = Directory.CreateTempSubdirectory("collateral-isolated-");
        try
        {
            var journal = Path.Combine(folder.FullName, "run.db");
            var run = await CommandRun.Of("simulate", Scenario, "--journal", journal, "--json");
            Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
            using var report = JsonDocument.Parse(run.Output);
            Assert.True(report.RootElement.GetProperty("conservation").GetProperty("holds").GetBoolean());
            Assert.True(CountOf(journal, "liquidation.opened.v1", "liquidation-%:%") > 20);
            Assert.True(CountOf(journal, "liquidation.opened.v1", "liquidation-%") > CountOf(journal, "liquidation.opened.v1", "liquidation-%:%"));
            Assert.True(CountOf(journal, "account.margin-added.v1", "account-%") > 0);
            Assert.True(CountOf(journal, "account.margin-removed.v1", "account-%") > 0);

            // Visits every part of every account in every frame.
            var audit = await CommandRun.Of("audit", "verify", journal, "--json");
            using var verification = JsonDocument.Parse(audit.Output);
            Assert.Equal(0, audit.ExitCode);
            Assert.Equal(
                report.RootElement.GetProperty("stateHash").GetString(), verification.RootElement.GetProperty("stateHash").GetString());
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static long CountOf(string journal, string manifest, string entities)
    {
        using var connection = new SqliteConnection($"Data Source={journal};Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM journal WHERE manifest = $manifest AND persistence_id LIKE $entities";
        command.Parameters.AddWithValue("$manifest", manifest);
        command.Parameters.AddWithValue("$entities", entities);
        return (long)command.ExecuteScalar()!;
    }
}
