namespace CollateralActors.Margining.Watching;

/// <summary>Looks for the largest scale of a shape at which the certificates hold.</summary>
/// <remarks>
/// Slack falls as the box grows, along a curve that is concave in most accounts: a chord between a scale that holds and
/// one that does not then lands on one that holds, and close. Where the first guess is exact it takes one look.
/// </remarks>
internal static class BandSearch
{
    private const int MostLooks = 8;

    /// <summary>Slightly inside the guess, so that an exact one holds.</summary>
    private const double Inside = 0.998;

    /// <summary>Slack left over, as a share, that is not worth another look.</summary>
    private const double GoodEnough = 0.1;

    private const double MostGrowth = 16;

    /// <summary>The largest scale found whose box is proven; 0 where there is none.</summary>
    /// <param name="book">The account.</param>
    /// <param name="slack">Its slack at the present prices.</param>
    /// <param name="shape">The shape of the box.</param>
    /// <param name="box">Room for a box.</param>
    public static double LargestScale(WatchedBook book, in StatusSlack slack, in BoxShape shape, Span<PriceRange> box)
    {
        var (held, heldLeft) = (0d, 1d);
        var (failed, failedLeft) = (double.PositiveInfinity, 0d);
        var scale = Inside;
        for (var look = 0; look < MostLooks; look++)
        {
            var canGrow = shape.Fill(scale, box);
            var left = slack.LeftOver(book, box, out var holds);
            if (holds)
                (held, heldLeft) = (scale, left);
            else
                (failed, failedLeft) = (scale, left);
            if (holds && (left < GoodEnough || (!canGrow && double.IsPositiveInfinity(failed))))
                return held;
            scale = Next(held, heldLeft, failed, failedLeft, look);
        }

        return held;
    }

    private static double Next(double held, double heldLeft, double failed, double failedLeft, int look)
    {
        if (double.IsPositiveInfinity(failed))
            return held * (heldLeft < 1d ? Math.Min(Inside / (1d - heldLeft), MostGrowth) : MostGrowth);
        if (!(failedLeft < heldLeft))
            return held + ((failed - held) / 2d);
        var chord = held + ((failed - held) * (heldLeft / (heldLeft - failedLeft)) * Inside);
        return held == 0d && look > 1 ? chord / 4d : chord;
    }
}
