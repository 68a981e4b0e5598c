using System.Globalization;
using System.Text.Json;

namespace CollateralActors.Cli.Tests.PublishedFigures;

public sealed class PublishedFiguresTests
{
    private static readonly JsonElement Figures = Load();

    public static TheoryData<string> Computed =>
        [.. Figures.EnumerateArray().Select(figure => figure.GetProperty("id").GetString()!)];

    [Theory]
    [MemberData(nameof(Computed))]
    public async Task A_published_figure_comes_out_right(string id)
    {
        var figure = Figures.EnumerateArray().Single(f => f.GetProperty("id").GetString() == id);

        var run = await CommandRun.Margin(figure.GetProperty("portfolio").GetRawText());

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        foreach (var expected in figure.GetProperty("expect").EnumerateObject())
        {
            var actual = At(run.Accounts()[0], expected.Name);
            if (expected.Name.EndsWith("status", StringComparison.Ordinal))
                Assert.Equal(expected.Value.GetString(), actual);
            else
                Assert.InRange(Math.Abs(Number(expected.Value.GetString()) - Number(actual)), 0m, Number(figure.GetProperty("tolerance").GetString()));
        }
    }

    private static string? At(JsonElement account, string path) => path.Split('.').Aggregate(
        account,
        (element, step) => int.TryParse(step, CultureInfo.InvariantCulture, out var index) ? element[index] : element.GetProperty(step)).GetString();

    private static decimal Number(string? text) => decimal.Parse(text!, CultureInfo.InvariantCulture);

    private static JsonElement Load()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "PublishedFigures", "published-figures.json");
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return document.RootElement.Clone();
    }
}
