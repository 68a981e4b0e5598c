using System.Globalization;
using System.Text;
using CollateralActors.Margining.Recalibration;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Calibrations;

namespace CollateralActors.Cli.Risk;

/// <summary>Price and volatility, and below them each level with its target, as an SVG picture.</summary>
internal static class RecalibrationPlot
{
    private const int Width = 960;
    private const int Left = 70;
    private const int Right = 20;
    private const int PanelHeight = 150;
    private const int Gap = 45;

    public static string Of(RecalibrationRun run, RiskBook book)
    {
        var levels = run.Periods.SelectMany(period => period.Levels)
            .Select(level => (level.Kind, level.Name)).Distinct();
        var panels = levels.SelectMany(level => PanelsOf(run, book, level)).DistinctBy(panel => panel.Title).ToList();
        var height = (panels.Count * (PanelHeight + Gap)) + Gap;
        var svg = new StringBuilder();
        svg.Append("<svg xmlns=\"http://www.w3.org/2000/svg\" ");
        svg.Append(CultureInfo.InvariantCulture, $"viewBox=\"0 0 {Width} {height}\"");
        svg.Append(" font-family=\"sans-serif\" font-size=\"12\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{Width}\" height=\"{height}\" fill=\"#fff\"/>\n");
        foreach (var (i, panel) in panels.Index())
        {
            var top = Gap + (i * (PanelHeight + Gap));
            panel.Draw(svg, new PlotArea(
                Left, top, Width - Left - Right, PanelHeight, run.Periods[0].End, run.Periods[^1].End));
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static IEnumerable<PlotPanel> PanelsOf(
        RecalibrationRun run, RiskBook book, (CalibratedKind Kind, string Name) level)
    {
        var isHaircut = level.Kind == CalibratedKind.Haircut;
        var asset = isHaircut ? new AssetId(level.Name) : book[new InstrumentId(level.Name)].Base;
        var closes = run.Periods.Where(period => period.Closes.ContainsKey(asset))
            .Select(period => (period.End, (double)period.Closes[asset].Value));
        yield return new PlotPanel(
            $"Price of {asset} (logarithmic)",
            IsLogarithmic: true,
            [new PlotLine("close", "#444", false, [.. closes])]);
        yield return new PlotPanel(
            $"Volatility of {asset} a day, %",
            IsLogarithmic: false,
            [new PlotLine("EWMA", "#7a3db8", false, Points(found => found.Measured.Volatility))]);
        yield return new PlotPanel(
            $"{(isHaircut ? "First haircut" : "First maintenance rate")} of {level.Name}, %",
            IsLogarithmic: false,
            [
                new PlotLine("target", "#e8a33d", false, Points(found => found.Target)),
                new PlotLine("in force", "#c0392b", true, Points(found => found.After)),
            ]);

        IReadOnlyList<(Instant, double)> Points(Func<CalibratedLevel, Rate> of) =>
        [
            .. run.Periods.SelectMany(
                period => period.Levels.Where(found => (found.Kind, found.Name) == level),
                (period, found) => (period.End, Percent(of(found)))),
        ];
    }

    private static double Percent(Rate rate) => (double)(rate.Value * 100m);
}
