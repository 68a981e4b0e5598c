using CollateralActors.Margining.Margin;

namespace CollateralActors.Margining.Watching;

/// <summary>Proofs that a status holds at every combination of prices in a box, without looking at any of them.</summary>
/// <remarks>
/// Slack to a threshold is Σ over blocks of price × part. The lower bound takes each block's least part at the price that makes it
/// least: the low end where the part is positive, the high end where it is negative; the upper bound the other way round.
/// It is always valid, needs neither separability nor monotonicity, and leaves room for what decimals round.
/// </remarks>
public static class BandCertificates
{
    /// <summary>Whether <paramref name="status"/> is proven at every point of <paramref name="box"/>.</summary>
    /// <param name="book">The account.</param>
    /// <param name="status">The status to prove.</param>
    /// <param name="box">
    /// An interval for each variable of the book, in its order. Every price has both ends, above 0; a variable that must have no price is
    /// <see cref="PriceInterval.Absent"/>.
    /// </param>
    /// <returns>True is a proof; false says nothing.</returns>
    public static bool Prove(WatchedBook book, MarginStatus status, ReadOnlySpan<PriceInterval> box)
    {
        var bounds = StatusBounds.Of(status, book.Risk.MarginCallRatio);
        return (bounds.AtLeast is not { } floor || Lower(book, floor, box).ProvesAtLeast)
            && (bounds.Below is not { } ceiling || Upper(book, ceiling, box).ProvesBelow);
    }

    /// <summary>Slack is nowhere in the box less than this.</summary>
    internal static SlackBound Lower(WatchedBook book, Threshold threshold, ReadOnlySpan<PriceInterval> box)
    {
        var (slack, gross) = (0m, 0m);
        foreach (var block in book.Blocks)
        {
            var part = BlockBounds.Lower(block, threshold, box);
            var price = PriceOf(block, box, low: part.Slack >= 0m);
            slack += price * part.Slack;
            gross += price * part.Gross;
        }

        return new SlackBound(slack, gross);
    }

    /// <summary>Slack is nowhere in the box more than this.</summary>
    internal static SlackBound Upper(WatchedBook book, Threshold threshold, ReadOnlySpan<PriceInterval> box)
    {
        var (slack, gross) = (0m, 0m);
        foreach (var block in book.Blocks)
        {
            var part = BlockBounds.Upper(block, threshold, box);
            var price = PriceOf(block, box, low: part.Slack < 0m);
            slack += price * part.Slack;
            gross += price * part.Gross;
        }

        return new SlackBound(slack, gross);
    }

    private static decimal PriceOf(ExposureBlock block, ReadOnlySpan<PriceInterval> box, bool low) =>
        block.Price < 0 ? 1m : (low ? box[block.Price].Low : box[block.Price].High).Value;
}
