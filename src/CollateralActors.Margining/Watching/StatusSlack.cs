using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Watching;

/// <summary>How far an account's figures are from the lines that bound its status.</summary>
internal readonly struct StatusSlack
{
    private readonly StatusBounds bounds;

    /// <summary>Takes the distances from <paramref name="figures"/>.</summary>
    public StatusSlack(MarginFigures figures, Rate marginCallRatio)
    {
        bounds = StatusBounds.Of(figures.Status, marginCallRatio);
        Above = bounds.AtLeast is { } floor ? (double)SlackTo(floor, figures) : double.PositiveInfinity;
        Beneath = bounds.Below is { } ceiling ? -(double)SlackTo(ceiling, figures) : double.PositiveInfinity;
    }

    /// <summary>Distance above the lower line; infinite where there is none.</summary>
    public double Above { get; }

    /// <summary>Distance below the upper line; infinite where there is none.</summary>
    public double Beneath { get; }

    /// <summary>The lines.</summary>
    public StatusBounds Bounds => bounds;

    /// <summary>The share of the slack that a box leaves over, the smaller one of the two sides; negative where it takes more than all.</summary>
    /// <param name="book">The account.</param>
    /// <param name="box">The box.</param>
    /// <param name="holds">Whether the status is proven in all of the box.</param>
    public double LeftOver(WatchedBook book, ReadOnlySpan<PriceInterval> box, out bool holds)
    {
        holds = true;
        var left = 1d;
        if (bounds.AtLeast is { } floor)
        {
            var bound = BandCertificates.Lower(book, floor, box);
            holds = bound.ProvesAtLeast;
            left = (double)bound.Slack / Above;
        }

        if (bounds.Below is { } ceiling)
        {
            var bound = BandCertificates.Upper(book, ceiling, box);
            holds &= bound.ProvesBelow;
            left = Math.Min(left, -(double)bound.Slack / Beneath);
        }

        return left;
    }

    private static decimal SlackTo(Threshold threshold, MarginFigures figures) =>
        threshold.IsOfValue ? figures.Value.Value : figures.Equity.Value - (threshold.Ratio * figures.Maintenance.Value);
}
