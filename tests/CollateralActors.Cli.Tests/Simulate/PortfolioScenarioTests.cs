using System.Globalization;
using System.Text.Json;

namespace CollateralActors.Cli.Tests.Simulate;

/// <summary>The scenario that ships with portfolio mode and transfers: it runs, frees margin, and its journal holds.</summary>
public sealed class PortfolioScenarioTests
{
    private static readonly string Scenario = Path.Combine(Repository.Root, "samples", "scenarios", "portfolio-mode.jsonc");

    [Fact]
    public async Task It_frees_margin_moves_money_liquidates_and_verifies()
    {
        var folder = Directory.CreateTempSubdirectory("collateral-portfolio-");
        try
        {
            var journal = Path.Combine(folder.FullName, "run.db");
            var run = await CommandRun.Of("simulate", Scenario, "--journal", journal, "--json");
            Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
            using var report = JsonDocument.Parse(run.Output);
            var netting = report.RootElement.GetProperty("netting");
            Assert.True(netting.GetProperty("accounts").GetInt32() > 100);
            Assert.True(Of("own") < Of("isolated") && Of("cross") <= Of("isolated"));
            Assert.InRange(Of("freed"), 0.01m, 0.99m);
            Assert.True(Of("portfolio") > 0m);

            foreach (var manifest in new[] { "account.mode-switched.v1", "account.transferred.v1", "account.transfer-received.v1" })
                Assert.NotEqual("0", FinishedRun.Execute(journal, $"SELECT CAST(COUNT(*) AS TEXT) FROM journal WHERE manifest = '{manifest}'"));

            var audit = await CommandRun.Of("audit", "verify", journal, "--json");
            Assert.Equal(0, audit.ExitCode);
            using var verification = JsonDocument.Parse(audit.Output);
            Assert.Equal(
                report.RootElement.GetProperty("stateHash").GetString(), verification.RootElement.GetProperty("stateHash").GetString());

            decimal Of(string member) => decimal.Parse(netting.GetProperty(member).GetString()!, CultureInfo.InvariantCulture);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
