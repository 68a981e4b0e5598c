using System.Globalization;
using CollateralActors.Load.Reports;
using CollateralActors.Margining.Units;

namespace CollateralActors.Cli.Simulate;

/// <summary>A run's report for people.</summary>
internal static class ReportText
{
    public static string Write(SimulationReport r) => string.Create(CultureInfo.InvariantCulture,
        $"""

        {r.Scenario}, seed {r.Seed}
          {r.Accounts:N0} accounts, {r.Ticks} frames, {r.Commands:N0} commands, {r.Events:N0} events in {r.ElapsedSeconds:F1} s ({r.EventsPerSecond:N0} a second)
          woken a frame    {r.Woken.MeanPerTick:F1} accounts on average ({r.Woken.ShareOfAccounts:P2}), {r.Woken.P99PerTick} at the 99th percentile
          margin calls     {r.MarginCalls:N0}
          liquidations     {r.Liquidations.Started:N0} started, {r.Liquidations.Partial:N0} partial, {r.Liquidations.Full:N0} full, {r.Liquidations.Started - r.Liquidations.Completed:N0} left open
          bankruptcies     {r.Bankruptcies:N0}
          insurance funds  {Amounts(r.InsuranceFund)}
          paid by funds    {Amounts(r.FundPayments)}
          conservation     {(r.Conservation.Holds ? "holds to the last digit" : string.Join("; ", r.Discrepancies))}
          command delay    {r.Latency.Command.P50:F1} ms at the median, {r.Latency.Command.P99:F1} ms at the 99th percentile
          frame to liquidation  {r.Latency.TickToLiquidation.P50:F1} ms at the median, {r.Latency.TickToLiquidation.P99:F1} ms at the 99th percentile
          state hash       {r.StateHash}
          journal          {r.Journal}
        """);

    private static string Amounts(IReadOnlyDictionary<string, decimal> amounts)
    {
        var some = amounts.Where(amount => amount.Value != 0m).OrderBy(amount => amount.Key, StringComparer.Ordinal).ToList();
        return some.Count == 0 ? "nothing" : string.Join(", ", some.Select(amount => $"{Decimals.Plain(amount.Value)} {amount.Key}"));
    }
}
