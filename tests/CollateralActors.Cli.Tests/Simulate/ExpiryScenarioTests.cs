using System.Text.Json;
using CollateralActors.Journal.Codec;
using CollateralActors.Journal.Reading;
using CollateralActors.Load.Reports;
using CollateralActors.Margining.Accounts;
using Microsoft.Data.Sqlite;

namespace CollateralActors.Cli.Tests.Simulate;

/// <summary>The scenario that ships with contracts that end: it runs, settles everybody, and its journal holds.</summary>
public sealed class ExpiryScenarioTests
{
    private static readonly string Scenario = Path.Combine(Repository.Root, "samples", "scenarios", "expiries.jsonc");

    [Fact]
    public async Task It_settles_futures_and_options_conserves_all_money_and_verifies()
    {
        var folder = Directory.CreateTempSubdirectory("collateral-expiries-");
        try
        {
            var journal = Path.Combine(folder.FullName, "run.db");
            var run = await CommandRun.Of("simulate", Scenario, "--journal", journal, "--json");
            Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
            using var report = JsonDocument.Parse(run.Output);

            // Holds only where long and short of each contract were settled at one price.
            Assert.True(report.RootElement.GetProperty("conservation").GetProperty("holds").GetBoolean());

            var audit = await CommandRun.Of("audit", "verify", journal, "--json");
            using var verification = JsonDocument.Parse(audit.Output);
            Assert.Equal(0, audit.ExitCode);
            Assert.Equal(
                report.RootElement.GetProperty("stateHash").GetString(), verification.RootElement.GetProperty("stateHash").GetString());

            var settled = Settlements(journal);
            Assert.Equal(
                ["BTC-3FEB25", "BTC-3FEB25-94000-C", "BTC-3FEB25-94000-P", "BTCUSD-3FEB25"],
                settled.Select(e => e.Instrument.Value).Distinct().Order(StringComparer.Ordinal));
            foreach (var contract in settled.GroupBy(e => e.Instrument))
            {
                Assert.Single(contract.Select(e => e.Price).Distinct());
                Assert.Equal(0m, contract.Sum(e => e.Quantity.Contracts));
                Assert.Equal(0m, contract.Sum(e => e.Booked.Posting.Given.Value));
            }

            // A run that stops when some were settled and others not: what those have given these are due.
            CutAfterFirstSettlement(journal);
            Assert.DoesNotContain(
                JournalFigures.Read(journal).Discrepancies, d => d.StartsWith("due at settlement", StringComparison.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void CutAfterFirstSettlement(string journal)
    {
        using var connection = new SqliteConnection($"Data Source={journal};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            DELETE FROM journal WHERE ordering >
              (SELECT MIN(ordering) FROM journal WHERE manifest = 'account.contract-settled.v1')
            """;
        command.ExecuteNonQuery();
    }

    private static List<AccountEvent.ContractSettled> Settlements(string journal)
    {
        using var reader = JournalReader.Open(journal);
        return
        [
            .. reader.ReadAll()
                .Where(row => row.Manifest == "account.contract-settled.v1")
                .Select(row => (AccountEvent.ContractSettled)EventCodec.Default.Decode(row.Manifest, row.Payload).Event),
        ];
    }
}
