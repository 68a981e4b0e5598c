using System.Text.Json;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Escrows;

namespace CollateralActors.Cli.Tests.Simulate;

/// <summary>The scenario that ships with escrows: each of them ends, in another way, and its journal holds.</summary>
public sealed class EscrowScenarioTests
{
    [Fact]
    public async Task Each_escrow_ends_in_its_own_way_and_the_journal_verifies()
    {
        using var run = await SampleRun.Of("escrow");
        var ends = run.Events<EscrowEvent.Ended>();
        Assert.Equal(
            ["defaulted", "none", "over", "ruled", "seized", "swapped"],
            ends.Select(e => e.Exit ?? "none").Order(StringComparer.Ordinal));
        Assert.Equal(
            ["Agreement", "Default", "Ruling", "Seen"],
            ends.Select(e => e.Cause.GetType().Name).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(ends, e => e is { Exit: "seized", Cause: EscrowCause.Seen { Sighting.Prices: [{ Price.Value: <= 93_000m }] } });

        var words = await CommandRun.Of("journal", "escrows", run.Journal);
        Assert.Equal(0, words.ExitCode);
        Assert.Contains("  ended by seized", words.Output, StringComparison.Ordinal);
        Assert.Contains("  did not come about", words.Output, StringComparison.Ordinal);
        Assert.Contains("    seized: when the index price of BTC is 93000 or less, ", words.Output, StringComparison.Ordinal);
        var json = JsonDocument.Parse((await CommandRun.Of("journal", "escrows", run.Journal, "--json")).Output).RootElement;
        Assert.Equal(6, json.GetProperty("escrows").GetArrayLength());

        // What was locked is what was paid, and what was paid has arrived.
        Assert.Equal(
            run.Events<EscrowEvent.LockReceived>().Sum(e => e.Amount.Value),
            ends.Sum(e => e.Paid.Sum(payment => payment.Amount.Value)));
        Assert.Equal(
            ends.Sum(e => e.Paid.Sum(payment => payment.Amount.Value)),
            run.Events<AccountEvent.EscrowReceived>().Sum(e => e.Amounts.Sum(money => money.Amount.Value)));
    }
}
