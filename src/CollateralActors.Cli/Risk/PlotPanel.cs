using System.Globalization;
using System.Text;
using CollateralActors.Margining.Units;

namespace CollateralActors.Cli.Risk;

/// <summary>Where a panel stands in a picture, and which times it spans.</summary>
internal readonly record struct PlotArea(int X, int Y, int Width, int Height, Instant First, Instant Last)
{
    /// <summary>The place of a time, in pixels from the left.</summary>
    public double XOf(Instant time)
    {
        var span = Math.Max(1L, Last.UnixMilliseconds - First.UnixMilliseconds);
        return X + (Width * (double)(time.UnixMilliseconds - First.UnixMilliseconds) / span);
    }
}

/// <summary>A line of a panel.</summary>
/// <param name="Name">For the legend.</param>
/// <param name="Colour">Of the line.</param>
/// <param name="IsStepped">Whether it keeps its value until the next point.</param>
/// <param name="Points">In order of time.</param>
internal sealed record PlotLine(
    string Name, string Colour, bool IsStepped, IReadOnlyList<(Instant Time, double Value)> Points);

/// <summary>A panel: a title, axes and lines.</summary>
internal sealed record PlotPanel(string Title, bool IsLogarithmic, IReadOnlyList<PlotLine> Lines)
{
    private static readonly double[] Steps = [1d, 2d, 5d];

    /// <summary>Appends the panel to a picture.</summary>
    public void Draw(StringBuilder svg, PlotArea area)
    {
        var values = Lines.SelectMany(line => line.Points).Select(point => point.Value).ToList();
        if (values.Count == 0)
            return;
        var marks = IsLogarithmic ? LogarithmicMarks(values.Min(), values.Max()) : EvenMarks(values.Max());
        var (low, high) = (Height(marks[0]), Height(marks[^1]));
        Text(svg, area.X, area.Y - 8, "start", Title);
        foreach (var mark in marks)
        {
            Append(svg, $"<path d=\"M{area.X} {Y(mark):0.0}H{area.X + area.Width}\" stroke=\"#ddd\"/>\n");
            Text(svg, area.X - 6, Y(mark) + 4, "end", mark.ToString("#,0.##", CultureInfo.InvariantCulture));
        }

        Years(svg, area);
        foreach (var (i, line) in Lines.Index())
        {
            Append(svg, $"<path d=\"{PathOf(line)}\" fill=\"none\" stroke=\"{line.Colour}\" stroke-width=\"1.3\"/>\n");
            var x = area.X + area.Width - (80 * (Lines.Count - i));
            Append(svg, $"<path d=\"M{x} {area.Y - 12}h18\" stroke=\"{line.Colour}\" stroke-width=\"2\"/>\n");
            Text(svg, x + 22, area.Y - 8, "start", line.Name);
        }

        double Y(double value) => area.Y + (area.Height * (high - Height(value)) / (high - low));

        string PathOf(PlotLine line)
        {
            var path = new StringBuilder();
            foreach (var (i, (time, value)) in line.Points.Index())
            {
                var (x, y) = (area.XOf(time), Y(value));
                if (i > 0 && line.IsStepped)
                    Append(path, $"H{x:0.0}V{y:0.0}");
                else
                    Append(path, $"{(i == 0 ? 'M' : 'L')}{x:0.0} {y:0.0}");
            }

            return path.ToString();
        }
    }

    private static void Years(StringBuilder svg, PlotArea area)
    {
        var start = DateTimeOffset.FromUnixTimeMilliseconds(area.First.UnixMilliseconds);
        for (var year = start.Year + 1; ; year++)
        {
            var time = new Instant(new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds());
            if (time > area.Last)
                return;
            var x = area.XOf(time);
            Append(svg, $"<path d=\"M{x:0.0} {area.Y}V{area.Y + area.Height}\" stroke=\"#eee\"/>\n");
            Text(svg, x, area.Y + area.Height + 16, "middle", year.ToString(CultureInfo.InvariantCulture));
        }
    }

    private double Height(double value) => IsLogarithmic ? Math.Log10(value) : value;

    private static List<double> LogarithmicMarks(double least, double most)
    {
        var marks = new List<double>();
        for (var power = Math.Pow(10d, Math.Floor(Math.Log10(least))); ; power *= 10d)
        {
            foreach (var mark in Steps.Select(step => step * power))
            {
                if (mark <= least)
                    marks.Clear();
                marks.Add(mark);
                if (mark >= most && marks.Count > 1)
                    return marks;
            }
        }
    }

    private static List<double> EvenMarks(double most)
    {
        var power = Math.Pow(10d, Math.Floor(Math.Log10(Math.Max(most, 0.01d) / 4d)));
        var step = Steps.Append(10d).Select(s => s * power).First(s => s * 5d >= most);
        var marks = new List<double> { 0d };
        while (marks[^1] < most || marks.Count < 2)
            marks.Add(marks.Count * step);
        return marks;
    }

    private static void Text(StringBuilder svg, double x, double y, string anchor, string text) =>
        Append(svg, $"<text x=\"{x:0.0}\" y=\"{y:0.0}\" text-anchor=\"{anchor}\" fill=\"#333\">{text}</text>\n");

    private static void Append(StringBuilder svg, FormattableString text) =>
        svg.Append(text.ToString(CultureInfo.InvariantCulture));
}
