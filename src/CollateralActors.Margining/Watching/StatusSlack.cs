namespace CollateralActors.Margining.Watching;

/// <summary>How far an account is, at the present prices, from the lines that bound its status.</summary>
/// <remarks>Infinite where there is no line.</remarks>
internal readonly struct StatusSlack
{
    private readonly StatusBounds bounds;

    /// <summary>Measures the distances at a point.</summary>
    public StatusSlack(WatchedBook book, StatusBounds bounds, ReadOnlySpan<PriceRange> point)
    {
        this.bounds = bounds;
        (Above, Beneath, IsProven) = (double.PositiveInfinity, double.PositiveInfinity, true);
        if (bounds.AtLeast is { } floor)
        {
            var bound = BandCertificates.Lower(book, floor, point);
            Above = bound.Slack;
            IsProven = bound.ProvesAtLeast;
            (Equity, Maintenance) = (bound.Slack + (floor.Ratio * bound.Maintenance), bound.Maintenance);
        }

        if (bounds.Below is { } ceiling)
        {
            var bound = BandCertificates.Upper(book, ceiling, point);
            Beneath = -bound.Slack;
            IsProven &= bound.ProvesBelow;
            (Equity, Maintenance) = (bound.Slack + (ceiling.Ratio * bound.Maintenance), bound.Maintenance);
        }
    }

    /// <summary>Distance above the lower line.</summary>
    public double Above { get; }

    /// <summary>Distance below the upper line.</summary>
    public double Beneath { get; }

    /// <summary>Whether the account is between its lines for certain, whatever is rounded.</summary>
    public bool IsProven { get; }

    /// <summary>Equity; the value where the status is bankrupt.</summary>
    public double Equity { get; }

    /// <summary>Maintenance requirement; 0 where the status is bankrupt.</summary>
    public double Maintenance { get; }

    /// <summary>
    /// The share of the slack that a box leaves over, the smaller one of the two sides; negative where it takes more
    /// than all.
    /// </summary>
    /// <param name="book">The account.</param>
    /// <param name="box">The box.</param>
    /// <param name="holds">Whether the status is proven in all of the box.</param>
    public double LeftOver(WatchedBook book, ReadOnlySpan<PriceRange> box, out bool holds)
    {
        holds = true;
        var left = 1d;
        if (bounds.AtLeast is { } floor)
        {
            var bound = BandCertificates.Lower(book, floor, box);
            holds = bound.ProvesAtLeast;
            left = bound.Slack / Above;
        }

        if (bounds.Below is { } ceiling)
        {
            var bound = BandCertificates.Upper(book, ceiling, box);
            holds &= bound.ProvesBelow;
            left = Math.Min(left, -bound.Slack / Beneath);
        }

        return left;
    }
}
