using System.Text.Json;

namespace CollateralActors.Cli.Tests.Simulate;

/// <summary>The scenario that ships with spot: coins are exchanged beside a perpetual, and the journal holds.</summary>
public sealed class SpotScenarioTests
{
    private static readonly string Scenario = Path.Combine(Repository.Root, "samples", "scenarios", "spot.jsonc");

    [Fact]
    public async Task Coins_are_exchanged_beside_contracts_and_all_money_is_conserved()
    {
        var folder = Directory.CreateTempSubdirectory("collateral-spot-");
        try
        {
            var journal = Path.Combine(folder.FullName, "run.db");
            var run = await CommandRun.Of("simulate", Scenario, "--journal", journal, "--json");
            Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
            using var report = JsonDocument.Parse(run.Output);
            Assert.True(report.RootElement.GetProperty("conservation").GetProperty("holds").GetBoolean());

            var audit = await CommandRun.Of("audit", "verify", journal, "--json");
            using var verification = JsonDocument.Parse(audit.Output);
            Assert.Equal(0, audit.ExitCode);
            Assert.True(verification.RootElement.GetProperty("conservation").GetProperty("holds").GetBoolean());
            Assert.Equal(
                report.RootElement.GetProperty("stateHash").GetString(), verification.RootElement.GetProperty("stateHash").GetString());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
