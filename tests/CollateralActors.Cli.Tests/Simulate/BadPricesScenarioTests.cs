using System.Text.Json;
using CollateralActors.Journal.Codec;
using CollateralActors.Journal.Reading;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;

namespace CollateralActors.Cli.Tests.Simulate;

/// <summary>The scenario that ships with lost collateral and halts: it runs, and its journal holds.</summary>
public sealed class BadPricesScenarioTests
{
    private static readonly string Scenario = Path.Combine(Repository.Root, "samples", "scenarios", "bad-prices.jsonc");

    [Fact]
    public async Task Collateral_is_lost_prices_and_the_venue_are_halted_and_the_journal_verifies()
    {
        var folder = Directory.CreateTempSubdirectory("collateral-prices-");
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
            Assert.Equal(
                report.RootElement.GetProperty("stateHash").GetString(), verification.RootElement.GetProperty("stateHash").GetString());

            var frames = Frames(journal);
            var eth = frames.SelectMany(frame => frame.Symbols).Where(update => update.Symbol.Value == "ETH").ToList();
            var falling = eth.Where(update => update.Oracle.Remaining is not null).Select(update => update.Oracle.Remaining!.Value.Value).ToList();
            Assert.Equal((1m, 0m), (falling[0], falling[^1]));
            Assert.Equal(falling.OrderDescending(), falling);
            Assert.Equal(OracleCondition.Live, eth[^1].Oracle.Condition);
            Assert.Equal(16, frames.Count(frame => frame.IsHalted));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static List<MarketEvent.FrameIssued> Frames(string journal)
    {
        using var reader = JournalReader.Open(journal);
        return
        [
            .. reader.ReadEntity(Entities.Market.PersistenceId, 1)
                .Select(row => EventCodec.Default.Decode(row.Manifest, row.Payload).Event)
                .OfType<MarketEvent.FrameIssued>(),
        ];
    }
}
