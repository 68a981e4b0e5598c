using CollateralActors.Load.Reports;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Funds;

namespace CollateralActors.Cli.Tests.Simulate;

/// <summary>The scenario that ships with contracts that end: it runs, settles everybody, and its journal holds.</summary>
public sealed class ExpiryScenarioTests
{
    // Conservation holds only where long and short of each contract were settled at one price.
    [Fact]
    public async Task It_settles_futures_and_options_conserves_all_money_and_verifies()
    {
        using var run = await SampleRun.Of("expiries");
        var settled = run.Events<AccountEvent.ContractSettled>();
        Assert.Equal(
            ["BTC-3FEB25", "BTC-3FEB25-94000-C", "BTC-3FEB25-94000-P", "BTCUSD-3FEB25"],
            settled.Select(e => e.Instrument.Value).Distinct().Order(StringComparer.Ordinal));
        foreach (var contract in settled.GroupBy(e => e.Instrument))
        {
            Assert.Single(contract.Select(e => e.Price).Distinct());
            Assert.Equal(0m, contract.Sum(e => e.Quantity.Contracts));
            Assert.Equal(0m, contract.Sum(e => e.Booked.Posting.Given.Value));
        }

        // Some have abandoned an exercise, and what it would have paid is the fund's.
        var abandoned = run.Events<AccountEvent.ExerciseAbandoned>().Select(e => e.Instrument).ToHashSet();
        Assert.NotEmpty(abandoned);
        var forfeits = run.Events<FundEvent.ForfeitReceived>();
        Assert.NotEmpty(forfeits);
        Assert.All(forfeits, forfeit => Assert.Contains(forfeit.Instrument, abandoned));

        // A run that stops when some were settled and others not: what those have given these are due.
        FinishedRun.Execute(
            run.Journal,
            """
            DELETE FROM journal WHERE ordering >
              (SELECT MIN(ordering) FROM journal WHERE manifest = 'account.contract-settled.v1')
            """);
        Assert.DoesNotContain(
            JournalFigures.Read(run.Journal).Discrepancies, d => d.StartsWith("due at settlement", StringComparison.Ordinal));
    }
}
