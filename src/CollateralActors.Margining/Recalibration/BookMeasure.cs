using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Recalibration;

/// <summary>How the accounts' loss as a whole moved with the loss of each asset.</summary>
/// <param name="Closes">Last closes that all measured assets had at one time; in the order of the assets.</param>
/// <param name="At">Start of those bars; null before any.</param>
/// <param name="OfBook">Fading mean of the book's squared return.</param>
/// <param name="OfAssets">The same of each asset, over the same bars.</param>
/// <param name="Joint">Fading mean of each asset's return × the book's.</param>
/// <remarks>
/// The book's return is the mean of the assets' returns, weighted with what accounts hold of each by contracts and
/// balances; its loss is the opposite. Only bars that all assets have are compared, so that a gap in one of them does
/// not count as a move of the others.
/// </remarks>
public sealed record BookMeasure(
    ValueList<Price> Closes,
    Instant? At,
    FadingMean OfBook,
    ValueList<FadingMean> OfAssets,
    ValueList<FadingMean> Joint)
{
    /// <summary>Before any bar.</summary>
    public static BookMeasure None { get; } = new([], null, default, [], []);

    /// <summary>Correlation of the loss of the asset at <paramref name="index"/> with the book's loss.</summary>
    public Rate CorrelationOf(int index) => At is null || OfAssets.Count == 0
        ? Rate.Zero
        : Figures.Correlation(Joint[index].Sum, OfAssets[index].Sum, OfBook.Sum);

    /// <summary>The measure with a bar of every asset, which start at one time.</summary>
    internal BookMeasure Add(IReadOnlyList<Bar> bars, IReadOnlyList<decimal> weights, Calibration calibration)
    {
        var (start, closes) = (bars[0].Start, bars.Select(bar => bar.Close).ToValueList());
        if (At is not { } before)
            return this with { At = start, Closes = closes };
        var steps = calibration.StepsBetween(before, start);
        var returns = Closes.Zip(closes, Figures.LogReturn).ToList();
        var book = returns.Zip(weights, (change, weight) => change * weight).Sum();
        return new BookMeasure(
            closes,
            start,
            Added(OfBook, book * book),
            Each(OfAssets, change => change * change),
            Each(Joint, change => change * book));

        FadingMean Added(FadingMean mean, decimal product) => mean.Add(product / steps, calibration.Fading, steps);

        ValueList<FadingMean> Each(ValueList<FadingMean> means, Func<decimal, decimal> product) =>
            [.. returns.Select((change, i) => Added(i < means.Count ? means[i] : default, product(change)))];
    }
}
