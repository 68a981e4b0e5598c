using CollateralActors.Margining.Margin;

namespace CollateralActors.Margining.Watching;

/// <summary>
/// Proofs that a status holds at every combination of prices in a box, without looking at any of them.
/// </summary>
/// <remarks>
/// Slack to a threshold is Σ over blocks of price × part. The lower bound takes each block's least part at the price
/// that makes it least: the low end where the part is positive, the high end where it is negative; the upper bound the
/// other way round. It is always valid and needs neither separability nor monotonicity. It is computed in floating
/// point and leaves more room than its rounding, and that of the exact evaluation, could take.
/// </remarks>
public static class BandCertificates
{
    private const int StackLimit = 32;

    /// <summary>Whether <paramref name="status"/> is proven at every point of <paramref name="box"/>.</summary>
    /// <param name="book">The account.</param>
    /// <param name="status">The status to prove.</param>
    /// <param name="box">
    /// An interval for each variable of the book, in its order. Every price has both ends, above 0; a variable that
    /// must have no price is
    /// <see cref="PriceInterval.Absent"/>.
    /// </param>
    /// <returns>True is a proof; false says nothing.</returns>
    public static bool Prove(WatchedBook book, MarginStatus status, ReadOnlySpan<PriceInterval> box)
    {
        if (!book.IsProvable)
            return false;
        Span<PriceRange> ranges =
            box.Length <= StackLimit ? stackalloc PriceRange[box.Length] : new PriceRange[box.Length];
        for (var i = 0; i < box.Length; i++)
            ranges[i] = PriceRange.Of(box[i]);
        var bounds = StatusBounds.Of(status, book);
        return (bounds.AtLeast is not { } floor || Lower(book, floor, ranges).ProvesAtLeast)
            && (bounds.Below is not { } ceiling || Upper(book, ceiling, ranges).ProvesBelow);
    }

    /// <summary>Slack is nowhere in the box less than this.</summary>
    internal static SlackBound Lower(WatchedBook book, Threshold threshold, ReadOnlySpan<PriceRange> box)
    {
        var sum = default(SlackBound);
        foreach (var block in book.Blocks)
        {
            var part = BlockBounds.Lower(block, threshold, box);
            sum += part * PriceOf(block, box, low: part.Slack >= 0d);
        }

        return sum + Charges(book, threshold, box, atMost: true);
    }

    /// <summary>Slack is nowhere in the box more than this.</summary>
    internal static SlackBound Upper(WatchedBook book, Threshold threshold, ReadOnlySpan<PriceRange> box)
    {
        var sum = default(SlackBound);
        foreach (var block in book.Blocks)
        {
            var part = BlockBounds.Upper(block, threshold, box);
            sum += part * PriceOf(block, box, low: part.Slack < 0d);
        }

        return sum + Charges(book, threshold, box, atMost: false);
    }

    // What is required beside the blocks: by portfolio mode, and by short options.
    private static SlackBound Charges(
        WatchedBook book, Threshold threshold, ReadOnlySpan<PriceRange> box, bool atMost)
    {
        var sum = book.Scans is { } scans ? scans.Charge(threshold, box, atMost) : default;
        foreach (ref readonly var charge in book.Charges.AsSpan())
            sum += charge.Over(threshold, box, atMost);
        return sum;
    }

    private static double PriceOf(ExposureBlock block, ReadOnlySpan<PriceRange> box, bool low)
    {
        var price = PriceRange.Of(block.Price, box);
        return low ? price.Low : price.High;
    }
}
