using System.Globalization;
using CollateralActors.Margining.Recalibration;
using CollateralActors.Simulation.Calibrations;
using Spectre.Console;

namespace CollateralActors.Cli.Risk;

/// <summary>A recalibration for people: every move, and how the last period's levels were decided.</summary>
internal static class RecalibrationText
{
    private const int WidthWhenPiped = 400;

    private static readonly string[] Headings =
        ["volatility", "holding", "turnover", "correlation", "raw", "target", "before", "after"];

    public static void Write(RecalibrationRun run, TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = WidthWhenPiped;
        foreach (var (at, level) in LevelMove.Of(run).Where(move => move.At != run.Inputs?.BarsUntil))
            console.WriteLine(
                $"{at}  {level.Name}  {level.Before} → {level.After}  "
                + $"(target {level.Target}; {LevelMove.Reason(level)})");
        if (run.Inputs is not { Levels.Count: > 0 } inputs)
        {
            console.WriteLine("Nothing was decided: there are too few bars, or none at the end of the last period.");
            return;
        }

        console.WriteLine($"Bars until {inputs.BarsUntil}:");
        var table = new Table { Border = TableBorder.None };
        table.AddColumn("");
        foreach (var heading in Headings)
            table.AddColumn(new TableColumn(heading).RightAligned().NoWrap());
        table.AddColumn("");
        foreach (var level in run.Periods[^1].Levels)
            table.AddRow([.. Cells(level).Select(cell => new Text(cell))]);
        console.Write(table);
    }

    private static IEnumerable<string> Cells(CalibratedLevel level) =>
    [
        $"{(level.Kind == CalibratedKind.Haircut ? "haircut" : "margin")} of {level.Name}",
        Rounded(level.Measured.Volatility.Value, 4),
        Rounded(level.Measured.Holding.Value, 0),
        Rounded(level.Measured.Turnover.Value, 0),
        Rounded(level.Measured.Correlation.Value, 2),
        Rounded(level.Raw.Value, 4),
        level.Target.ToString(),
        level.Before.ToString(),
        level.After.ToString(),
        LevelMove.Reason(level),
    ];

    private static string Rounded(decimal value, int decimals) =>
        Math.Round(value, decimals, MidpointRounding.AwayFromZero)
            .ToString($"N{decimals}", CultureInfo.InvariantCulture);
}
