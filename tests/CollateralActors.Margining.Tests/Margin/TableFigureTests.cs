using System.Globalization;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Tests.Margin;

/// <summary>Figures for a table that people read.</summary>
public sealed class TableFigureTests
{
    [Theory]
    // printed figure, decimals, rounded down, rounded up
    [InlineData("20929.55912328", 4, "20929.5591", "20929.5592")]
    [InlineData("-20929.55912328", 4, "-20929.5592", "-20929.5591")]
    [InlineData("0.12345678", 3, "0.123", "0.124")]
    [InlineData("12345678901.5", 0, "12345678901", "12345678902")]
    [InlineData("999.999", 2, "999.99", "1000")]
    [InlineData("5000", 9, "5000", "5000")]
    public void A_figure_is_rounded_once_more_in_its_direction(string printed, int decimals, string down, string up)
    {
        var figure = FigureOf(printed);

        Assert.Equal(
            (down, up),
            (figure.Rounded(decimals, up: false).ToString(), figure.Rounded(decimals, up: true).ToString()));
    }

    [Theory]
    [InlineData("1234567.8", 2, "1,234,567.80")]
    [InlineData("-1234.5", 0, "-1,234.5")]
    [InlineData("-0.25", 2, "-0.25")]
    [InlineData("999", 0, "999")]
    [InlineData("0", 2, "0.00")]
    public void Thousands_are_set_apart_and_zeros_fill_the_decimals(string printed, int decimals, string shown) =>
        Assert.Equal(shown, FigureOf(printed).ToString(decimals));

    [Theory]
    [InlineData("1234.50", 4, 1)]
    [InlineData("0.001", 0, 3)]
    [InlineData("-70", 2, 0)]
    public void Digits_are_counted_on_both_sides_of_the_point(string printed, int whole, int decimals) =>
        Assert.Equal((whole, decimals), (FigureOf(printed).WholeDigits, FigureOf(printed).Decimals));

    private static Figure FigureOf(string printed) =>
        Figure.Down(decimal.Parse(printed, CultureInfo.InvariantCulture), 8);
}
