using System.Globalization;
using CollateralActors.Load.Reports;
using CollateralActors.Margining.Units;

namespace CollateralActors.Cli.Simulate;

/// <summary>A run's report for people.</summary>
internal static class ReportText
{
    public static string Write(SimulationReport report)
    {
        var lines = Lines(report);
        return $"""

            {report.Scenario}, seed {report.Seed}
            {string.Join('\n', lines.Select(line => $"  {line.Name,-22}{line.Text}"))}
            """;
    }

    private static IEnumerable<(string Name, string Text)> Lines(SimulationReport r)
    {
        var (woken, liquidations) = (r.Woken, r.Liquidations);
        if (r.ResumedAfterFrame is { } frame)
            yield return ("taken up after frame", Text($"{frame}; woken, delays and speed are of the rest"));
        yield return ("run", Text(
            $"{r.Accounts:N0} accounts, {r.Ticks} frames, {r.Commands:N0} commands, {r.Events:N0} events"));
        yield return ("time", Text($"{r.ElapsedSeconds:F1} s, {r.EventsPerSecond:N0} events a second"));
        yield return ("woken a frame",
            Text($"{woken.MeanPerTick:F1} accounts on average ({woken.ShareOfAccounts:P2}), ")
            + Text($"{woken.P99PerTick} at the 99th percentile"));
        yield return ("margin calls", Text($"{r.MarginCalls:N0}"));
        var leftOpen = liquidations.Started - liquidations.Completed;
        yield return ("liquidations",
            Text($"{liquidations.Started:N0} started, {liquidations.Partial:N0} partial, ")
            + Text($"{liquidations.Full:N0} full, {leftOpen:N0} left open"));
        if (liquidations.Recovered > 0)
        {
            yield return ("",
                Text($"{liquidations.Recovered:N0} of the partial ones recovered before anything was closed"));
        }

        if (r.Steps is { } steps)
        {
            yield return ("",
                Text($"{steps.Orders:N0} orders, {steps.Untraded:N0} of them without a trade; ")
                + Text($"{steps.Deferred:N0} waits for speed, {steps.Exchanges:N0} exchanges of collateral, ")
                + Text($"{steps.Postponed:N0} episodes postponed"));
        }

        if (r.DeleveragedAccounts > 0)
            yield return ("deleveraged", Text($"{r.DeleveragedAccounts:N0} accounts"));
        if (r.LossSharers > 0)
            yield return ("losses shared", Text($"{Amounts(r.SharedLosses)}, by {r.LossSharers:N0} accounts"));
        yield return ("bankruptcies", Text($"{r.Bankruptcies:N0}"));
        yield return ("insurance funds", Amounts(r.InsuranceFund));
        yield return ("paid by funds", Amounts(r.FundPayments));
        if (r.Funding is { } funding)
        {
            yield return ("funding", Text(
                $"{funding.Intervals:N0} intervals; paid {Amounts(Of(funding, f => f.Paid))}"));
            yield return ("", Text(
                $"received {Amounts(Of(funding, f => f.Received))}, rounding {Amounts(Of(funding, f => f.Rounding))}"));
        }

        if (r.Debts is { } debts)
        {
            yield return ("debts", Text($"{debts.Conversions:N0} converted; interest {Amounts(debts.Interest)}"));
            yield return ("", Text($"treasury {Amounts(debts.Treasury)}"));
        }

        if (r.Policies is { } policies)
        {
            yield return ("policies",
                Text($"{policies.Exchanges:N0} exchanges, {policies.Repayments:N0} repayments of loans, ")
                + Text($"{policies.TopUps:N0} top-ups; {policies.Skipped:N0} skipped"));
        }

        if (r.Netting is { Freed: { } freed } netting)
        {
            yield return ("netting frees",
                Text($"{freed.Rounded(4, up: false)} of what {netting.Accounts:N0} accounts would need isolated: ")
                + Text($"{Money(netting.Own)} instead of {Money(netting.Isolated)}"));
            yield return ("", Text($"in cross mode {Money(netting.Cross)}")
                + (netting.Portfolio is { } portfolio ? Text($", in portfolio mode {Money(portfolio)}") : ""));
        }

        yield return ("conservation",
            r.Conservation.Holds ? "holds to the last digit" : string.Join("; ", r.Discrepancies));
        yield return ("command delay", Delays(r.Latency.Command));
        yield return ("frame to liquidation", Delays(r.Latency.TickToLiquidation));
        yield return ("state hash", r.StateHash);
        yield return ("journal", r.Journal);
    }

    private static Dictionary<string, decimal> Of(FundingFigures funding, Func<FundingAmounts, decimal> amount) =>
        funding.Settled.ToDictionary(of => of.Key, of => amount(of.Value));

    private static string Money(Figure figure) => figure.Rounded(2, up: true).ToString(2);

    private static string Delays(Percentiles p) =>
        Text($"{p.P50:F1} ms at the median, {p.P99:F1} ms at the 99th percentile");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Amounts(IReadOnlyDictionary<string, decimal> amounts)
    {
        var some = amounts
            .Where(amount => amount.Value != 0m)
            .OrderBy(amount => amount.Key, StringComparer.Ordinal)
            .Select(amount => $"{Decimals.Plain(amount.Value)} {amount.Key}")
            .ToList();
        return some.Count == 0 ? "nothing" : string.Join(", ", some);
    }
}
