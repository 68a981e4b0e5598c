using System.Text.Json;
using System.Text.Json.Nodes;
using CollateralActors.Margining.Recalibration;
using CollateralActors.Simulation.Calibrations;

namespace CollateralActors.Cli.Risk;

/// <summary>A recalibration as one JSON object, numbers of money and rates as texts.</summary>
internal static class RecalibrationJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Of(RecalibrationRun run) => new JsonObject
    {
        ["periods"] = run.Periods.Count,
        ["barsUntil"] = run.Inputs?.BarsUntil.ToString(),
        ["levels"] = new JsonArray([.. (run.Inputs?.Levels ?? []).Select(LevelOf)]),
        ["moves"] = new JsonArray([.. LevelMove.Of(run).Select(move =>
        {
            var json = LevelOf(move.Level);
            json.Insert(0, "at", move.At.ToString());
            return json;
        })]),
    }.ToJsonString(Indented);

    private static JsonObject LevelOf(CalibratedLevel level) => new()
    {
        ["kind"] = level.Kind == CalibratedKind.Haircut ? "haircut" : "margin",
        ["name"] = level.Name,
        ["volatility"] = level.Measured.Volatility.ToString(),
        ["holding"] = level.Measured.Holding.ToString(),
        ["turnover"] = level.Measured.Turnover.ToString(),
        ["correlation"] = level.Measured.Correlation.ToString(),
        ["raw"] = level.Raw.ToString(),
        ["target"] = level.Target.ToString(),
        ["quietPeriods"] = level.QuietPeriods,
        ["before"] = level.Before.ToString(),
        ["after"] = level.After.ToString(),
        ["reason"] = LevelMove.Reason(level),
    };
}
