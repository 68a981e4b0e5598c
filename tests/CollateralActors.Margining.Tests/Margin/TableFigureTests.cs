using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Tests.Margin;

/// <summary>Figures for a table that people read.</summary>
public sealed class ShortenedFigureTests
{
    [Theory]
    // printed figure, digits, rounded down, rounded up
    [InlineData("20929.55912328", 9, "20929.5591", "20929.5592")]
    [InlineData("-20929.55912328", 9, "-20929.5592", "-20929.5591")]
    [InlineData("0.12345678", 4, "0.123", "0.124")]
    [InlineData("12345678901.5", 9, "12345678901", "12345678902")]
    [InlineData("5000", 9, "5000", "5000")]
    [InlineData("0", 9, "0", "0")]
    public void A_figure_keeps_its_whole_part_and_rounds_the_rest_once_more(string printed, int digits, string down, string up)
    {
        var figure = Figure.Down(decimal.Parse(printed, System.Globalization.CultureInfo.InvariantCulture), 8);

        Assert.Equal((down, up), (figure.Shortened(digits, up: false).ToString(), figure.Shortened(digits, up: true).ToString()));
    }
}
