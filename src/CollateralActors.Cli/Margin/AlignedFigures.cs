using CollateralActors.Margining.Units;

namespace CollateralActors.Cli.Margin;

/// <summary>
/// Figures that stand below each other: with the same number of decimals, so that their points do too.
/// </summary>
/// <remarks>
/// The largest keeps about as many digits as one reads at a glance; whole parts stay whole. What is cut is rounded once
/// more in the direction in which the figure is rounded anyway.
/// </remarks>
internal sealed class AlignedFigures
{
    private const int DigitsOfAmounts = 7;
    private const int DigitsOfPrices = 9;
    private const int FewestDecimals = 2;

    private readonly int decimals;

    /// <summary>Finds the decimals that a column needs.</summary>
    /// <param name="column">Its figures; null for an empty cell.</param>
    /// <param name="digits">Digits that the largest keeps, its whole part among them.</param>
    public AlignedFigures(IEnumerable<Figure?> column, int digits = DigitsOfAmounts)
    {
        var figures = column.OfType<Figure>().ToList();
        var whole = figures.Select(figure => figure.WholeDigits).DefaultIfEmpty(0).Max();
        var kept = Math.Max(digits - whole, FewestDecimals);
        decimals = figures.Select(figure => Math.Min(figure.Decimals, kept)).DefaultIfEmpty(0).Max();
    }

    /// <summary>A price by itself: each has its own tick. A dash for none.</summary>
    public static string Price(Figure? price, bool up) => new AlignedFigures([price], DigitsOfPrices).Text(price, up);

    /// <summary>A figure of the column; a dash for none.</summary>
    public string Text(Figure? figure, bool up) => figure?.Rounded(decimals, up).ToString(decimals) ?? "–";
}
