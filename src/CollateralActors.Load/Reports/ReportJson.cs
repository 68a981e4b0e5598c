using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CollateralActors.Margining.Accounts;

namespace CollateralActors.Load.Reports;

/// <summary>Writes a report as one JSON object; money as strings, in plain decimal notation.</summary>
public static class ReportJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>
    /// The members of the command line's contract; where a run was taken up, how far it had come by then; funding and
    /// what debts paid and what policies did where there is any; and what netting frees where portfolio mode is open.
    /// </summary>
    public static string Write(SimulationReport report)
    {
        var json = Members(report);
        if (report.ResumedAfterFrame is { } frame)
            json["resumedAfterFrame"] = frame;
        if (report.Funding is { } funding)
            json["funding"] = Of(funding);
        if (report.Debts is { } debts)
            json["debts"] = Of(debts);
        if (report.Policies is { } policies)
            json["policies"] = Of(policies);
        if (report.Steps is { } steps)
            json["liquidationSteps"] = Of(steps);
        if (report.Netting is { Portfolio: not null } netting)
            json["netting"] = Of(netting);
        return json.ToJsonString(Indented);
    }

    private static JsonObject Members(SimulationReport report) => new()
    {
        ["scenario"] = report.Scenario,
        ["seed"] = report.Seed,
        ["accounts"] = report.Accounts,
        ["ticks"] = report.Ticks,
        ["commands"] = report.Commands,
        ["events"] = report.Events,
        ["woken"] = new JsonObject
        {
            ["meanPerTick"] = Math.Round(report.Woken.MeanPerTick, 3),
            ["p99PerTick"] = report.Woken.P99PerTick,
            ["shareOfAccounts"] = Math.Round(report.Woken.ShareOfAccounts, 6),
        },
        ["marginCalls"] = report.MarginCalls,
        ["liquidations"] = new JsonObject
        {
            ["started"] = report.Liquidations.Started,
            ["partial"] = report.Liquidations.Partial,
            ["full"] = report.Liquidations.Full,
            ["completed"] = report.Liquidations.Completed,
        },
        ["bankruptcies"] = report.Bankruptcies,
        ["deleveragedAccounts"] = report.DeleveragedAccounts,
        ["insuranceFund"] = Amounts(report.InsuranceFund),
        ["conservation"] = new JsonObject
        {
            ["holds"] = report.Conservation.Holds,
            ["drift"] = Amounts(report.Conservation.Drift),
        },
        ["stateHash"] = report.StateHash,
        ["eventsPerSecond"] = Math.Round(report.EventsPerSecond),
        ["latencyMs"] = new JsonObject
        {
            ["command"] = Of(report.Latency.Command),
            ["tickToLiquidation"] = Of(report.Latency.TickToLiquidation),
        },
        ["elapsedSeconds"] = Math.Round(report.ElapsedSeconds, 3),
        ["journal"] = report.Journal,
    };

    private static JsonObject Of(StepFigures steps) => new()
    {
        ["orders"] = steps.Orders,
        ["untraded"] = steps.Untraded,
        ["deferred"] = steps.Deferred,
        ["exchanges"] = steps.Exchanges,
        ["postponed"] = steps.Postponed,
    };

    private static JsonObject Of(FundingFigures funding) => new()
    {
        ["intervals"] = funding.Intervals,
        ["paid"] = Amounts(funding.Settled.ToDictionary(of => of.Key, of => of.Value.Paid)),
        ["received"] = Amounts(funding.Settled.ToDictionary(of => of.Key, of => of.Value.Received)),
        ["rounding"] = Amounts(funding.Settled.ToDictionary(of => of.Key, of => of.Value.Rounding)),
    };

    private static JsonObject Of(DebtFigures debts) => new()
    {
        ["conversions"] = debts.Conversions,
        ["interest"] = Amounts(debts.Interest),
        ["treasury"] = Amounts(debts.Treasury),
    };

    private static JsonObject Of(PolicyFigures policies) => new()
    {
        ["exchanges"] = policies.Exchanges,
        ["repayments"] = policies.Repayments,
        ["topUps"] = policies.TopUps,
        ["skipped"] = policies.Skipped,
    };

    private static JsonObject Of(NettingReport netting) => new()
    {
        ["accounts"] = netting.Accounts,
        ["isolated"] = netting.Isolated.ToString(),
        ["cross"] = netting.Cross.ToString(),
        ["portfolio"] = netting.Portfolio?.ToString(),
        ["own"] = netting.Own.ToString(),
        ["freed"] = netting.Freed?.ToString(),
    };

    private static JsonObject Of(Percentiles p) =>
        new() { ["p50"] = Math.Round(p.P50, 3), ["p99"] = Math.Round(p.P99, 3) };

    private static JsonObject Amounts(IReadOnlyDictionary<string, decimal> amounts) => new(
        amounts.OrderBy(amount => amount.Key, StringComparer.Ordinal)
            .Select(amount => KeyValuePair.Create<string, JsonNode?>(
                amount.Key, Margining.Units.Decimals.Plain(amount.Value).ToString(CultureInfo.InvariantCulture))));
}
