using System.Text.Json;
using CollateralActors.Journal.Codec;
using CollateralActors.Journal.Reading;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Cli.Tests.Simulate;

/// <summary>The scenario that ships with limits of what may be held: it runs, meets each of them, and its journal holds.</summary>
public sealed class VenueLimitsScenarioTests
{
    private static readonly string Scenario = Path.Combine(Repository.Root, "samples", "scenarios", "venue-limits.jsonc");

    [Fact]
    public async Task It_meets_every_limit_conserves_all_money_and_verifies()
    {
        var folder = Directory.CreateTempSubdirectory("collateral-limits-");
        try
        {
            var journal = Path.Combine(folder.FullName, "run.db");
            var run = await CommandRun.Of("simulate", Scenario, "--journal", journal, "--json");
            Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
            using var report = JsonDocument.Parse(run.Output);
            Assert.True(report.RootElement.GetProperty("conservation").GetProperty("holds").GetBoolean());

            var refusals = RefusalsIn(journal);
            Assert.Contains(refusals, refusal => refusal.Code == RejectionCode.PositionLimit);
            Assert.Contains(refusals, refusal => refusal.Code == RejectionCode.OpenInterestLimit);
            Assert.Contains(refusals, refusal => refusal.Detail.Contains("because the venue holds much of the asset", StringComparison.Ordinal));
            Assert.Contains(refusals, refusal => refusal.Detail.Contains("beyond what the venue may count", StringComparison.Ordinal));

            var audit = await CommandRun.Of("audit", "verify", journal, "--json");
            using var verification = JsonDocument.Parse(audit.Output);
            Assert.Equal(0, audit.ExitCode);
            Assert.Equal(
                report.RootElement.GetProperty("stateHash").GetString(), verification.RootElement.GetProperty("stateHash").GetString());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static List<Rejection> RefusalsIn(string journal)
    {
        using var reader = JournalReader.Open(journal);
        return
        [
            .. reader.ReadAll().Select(row => EventCodec.Default.Decode(row.Manifest, row.Payload).Event)
                .OfType<EntityEvent.CommandRefused>().Select(refused => refused.Reason),
        ];
    }
}
