using System.Globalization;
using System.Text.Json;

namespace CollateralActors.Cli.Tests.Simulate;

/// <summary>The scenario that ships with funding: it runs, pays, and its journal holds.</summary>
public sealed class FundingScenarioTests
{
    private static readonly string Scenario = Path.Combine(Repository.Root, "samples", "scenarios", "funding.jsonc");

    [Fact]
    public async Task It_pays_in_every_interval_conserves_all_money_and_verifies()
    {
        var folder = Directory.CreateTempSubdirectory("collateral-funding-");
        try
        {
            var journal = Path.Combine(folder.FullName, "run.db");
            var run = await CommandRun.Of("simulate", Scenario, "--journal", journal, "--json");
            Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
            using var report = JsonDocument.Parse(run.Output);
            var funding = report.RootElement.GetProperty("funding");

            // Six intervals of ten minutes begin in the hour, for two contracts.
            Assert.Equal(12, funding.GetProperty("intervals").GetInt32());
            foreach (var asset in new[] { "BTC", "USDT" })
            {
                Assert.True(Of("paid", asset) > 0m && Of("received", asset) > 0m, $"nobody paid or received {asset}");
                Assert.InRange(Of("rounding", asset), 0m, 0.01m);
            }

            // Holds only where what was settled and what is owed sum to zero, too.
            Assert.True(report.RootElement.GetProperty("conservation").GetProperty("holds").GetBoolean());

            var audit = await CommandRun.Of("audit", "verify", journal, "--json");
            using var verification = JsonDocument.Parse(audit.Output);
            Assert.Equal(0, audit.ExitCode);
            Assert.True(verification.RootElement.GetProperty("conservation").GetProperty("holds").GetBoolean());
            Assert.Equal(
                report.RootElement.GetProperty("stateHash").GetString(), verification.RootElement.GetProperty("stateHash").GetString());

            decimal Of(string member, string asset) =>
                decimal.Parse(funding.GetProperty(member).GetProperty(asset).GetString()!, CultureInfo.InvariantCulture);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
