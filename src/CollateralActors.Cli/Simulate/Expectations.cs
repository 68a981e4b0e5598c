using CollateralActors.Load.Reports;
using CollateralActors.Simulation.Scenarios;

namespace CollateralActors.Cli.Simulate;

/// <summary>What must hold of every run, and what the scenario says must hold of its own.</summary>
internal static class Expectations
{
    /// <summary>A sentence for everything that does not hold; empty where all does.</summary>
    public static IReadOnlyList<string> Unmet(SimulationReport report, Scenario scenario)
    {
        var liquidations = report.Liquidations;
        var expected = scenario.Expectations;
        var unmet = report.Discrepancies.Select(discrepancy => $"does not hold: {discrepancy}").ToList();
        if (liquidations.Completed != liquidations.Started)
            unmet.Add($"{liquidations.Started - liquidations.Completed} liquidations were left open");
        AtLeast("liquidations", liquidations.Completed, expected.Liquidations);
        AtLeast("partial liquidations", liquidations.Partial - liquidations.Recovered, expected.PartialLiquidations);
        AtLeast("full liquidations", liquidations.Full, expected.FullLiquidations);
        AtLeast("payments by insurance funds", report.FundPaymentCount, expected.FundPayments);
        return unmet;

        void AtLeast(string what, int actual, int least)
        {
            if (actual < least)
                unmet.Add($"there were {actual} {what}; the scenario expects at least {least}");
        }
    }
}
