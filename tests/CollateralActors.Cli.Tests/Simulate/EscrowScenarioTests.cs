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

        // What was locked is what was paid, and what was paid has arrived.
        Assert.Equal(
            run.Events<EscrowEvent.LockReceived>().Sum(e => e.Amount.Value),
            ends.Sum(e => e.Paid.Sum(payment => payment.Amount.Value)));
        Assert.Equal(
            ends.Sum(e => e.Paid.Sum(payment => payment.Amount.Value)),
            run.Events<AccountEvent.EscrowReceived>().Sum(e => e.Amounts.Sum(money => money.Amount.Value)));
    }
}
