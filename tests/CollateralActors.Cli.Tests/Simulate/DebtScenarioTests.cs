using System.Globalization;
using System.Text.Json;

namespace CollateralActors.Cli.Tests.Simulate;

/// <summary>The scenario that ships with interest and conversion: it runs, charges, converts, and its journal holds.</summary>
public sealed class DebtScenarioTests
{
    private static readonly string Scenario = Path.Combine(Repository.Root, "samples", "scenarios", "debts.jsonc");

    [Fact]
    public async Task Debts_bear_interest_and_are_converted_and_all_money_is_conserved()
    {
        var folder = Directory.CreateTempSubdirectory("collateral-debts-");
        try
        {
            var journal = Path.Combine(folder.FullName, "run.db");
            var run = await CommandRun.Of("simulate", Scenario, "--journal", journal, "--json");
            Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
            using var report = JsonDocument.Parse(run.Output);
            var debts = report.RootElement.GetProperty("debts");
            Assert.True(debts.GetProperty("conversions").GetInt32() > 10);
            Assert.True(Of("interest", "USDT") > 0m);
            Assert.True(Of("treasury", "USDT") < 0m && Of("treasury", "BTC") > 0m);
            Assert.True(report.RootElement.GetProperty("conservation").GetProperty("holds").GetBoolean());

            var audit = await CommandRun.Of("audit", "verify", journal, "--json");
            using var verification = JsonDocument.Parse(audit.Output);
            Assert.Equal(0, audit.ExitCode);
            Assert.True(verification.RootElement.GetProperty("conservation").GetProperty("holds").GetBoolean());
            Assert.Equal(
                report.RootElement.GetProperty("stateHash").GetString(), verification.RootElement.GetProperty("stateHash").GetString());

            decimal Of(string member, string asset) =>
                decimal.Parse(debts.GetProperty(member).GetProperty(asset).GetString()!, CultureInfo.InvariantCulture);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
