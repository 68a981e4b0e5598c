using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Watching;

/// <summary>Makes the band of an account that is looked at.</summary>
public static class BandMaker
{
    private const int StackLimit = 32;

    /// <summary>The band of an account at <paramref name="market"/>.</summary>
    /// <param name="book">Cross positions and balances count; isolated positions and orders do not.</param>
    /// <param name="market">The market that <paramref name="figures"/> were evaluated at.</param>
    /// <param name="figures">The account's figures; their status is the one that the band keeps.</param>
    /// <param name="weights">How much the variables move; all alike where none are given.</param>
    /// <param name="ownLine">A ratio to maintenance that the band must not cross either; null without one.</param>
    /// <returns>
    /// <see cref="Band.Everything"/> without exposure; else intervals around the present prices, or a hot band where
    /// there is no slack.
    /// </returns>
    public static Band Make(
        MarginBook book,
        MarketView market,
        MarginFigures figures,
        BandWeights? weights = null,
        Rate? ownLine = null) =>
        Make(
            WatchedBook.Of(book, market, figures.IsWarned(market.Risk), OwnLine.Of(ownLine, figures)),
            market,
            figures,
            weights);

    /// <summary>
    /// The same for a book that is arranged already, for whoever watches an account over many frames.
    /// </summary>
    /// <exception cref="ArgumentException">The arrangement does not fit the market: see <see
    /// cref="WatchedBook.Fits"/>.</exception>
    public static Band Make(WatchedBook book, MarketView market, MarginFigures figures, BandWeights? weights = null) =>
        book.Fits(market)
            ? Renew(book, market, figures.Status, weights)?.Band ?? Band.HotAt(market, book, figures.Status)
            : throw new ArgumentException(
                "the account was arranged under another risk book or other marks", nameof(book));

    /// <summary>
    /// A new band for an account that a frame woke, if its status is proven not to have changed: then there is no need
    /// to evaluate it.
    /// </summary>
    /// <param name="book">The account.</param>
    /// <param name="market">The frame that woke it.</param>
    /// <param name="status">The status that it had before.</param>
    /// <param name="weights">How much the variables move; all alike where none are given.</param>
    /// <returns>
    /// Null where nothing is proven: the status changed, there is no slack to speak of, or the arrangement does not
    /// fit.
    /// </returns>
    public static RenewedBand? Renew(
        WatchedBook book, MarketView market, MarginStatus status, BandWeights? weights = null)
    {
        if (!book.Fits(market))
            return null;
        var count = book.Variables.Length;
        Span<Price> prices = count <= StackLimit ? stackalloc Price[count] : new Price[count];
        Span<PriceRange> point = count <= StackLimit ? stackalloc PriceRange[count] : new PriceRange[count];
        for (var i = 0; i < count; i++)
        {
            prices[i] = book.Variables[i].In(market);
            point[i] = new PriceRange((double)prices[i].Value, (double)prices[i].Value);
        }

        Span<PriceRange> box = count <= StackLimit ? stackalloc PriceRange[count] : new PriceRange[count];
        var intervals = new PriceInterval[count];
        if (!TryRenew(book, prices, point, status, weights ?? BandWeights.Equal, box, intervals, out var rank))
            return null;
        return new RenewedBand(
            book.IsExposed ? Band.Owned(market, book, status, intervals) : Band.Everything, rank.Severity);
    }

    /// <summary>The same with the prices at hand, for a book that fits.</summary>
    /// <param name="book">The account.</param>
    /// <param name="prices">Prices of its variables, in its order.</param>
    /// <param name="point">The same in floating point, as intervals without width.</param>
    /// <param name="status">The status that it had before.</param>
    /// <param name="weights">How much the variables move.</param>
    /// <param name="box">Gets the box that was proven.</param>
    /// <param name="intervals">Gets the same in decimals; left as it is where nothing is proven.</param>
    /// <param name="severity">How badly off it is.</param>
    internal static bool TryRenew(
        WatchedBook book,
        ReadOnlySpan<Price> prices,
        ReadOnlySpan<PriceRange> point,
        MarginStatus status,
        BandWeights weights,
        Span<PriceRange> box,
        Span<PriceInterval> intervals,
        out LadderRank severity)
    {
        severity = LadderRank.Least;
        if (!book.IsProvable || (book.IsCapped && book.IsBeyondCap(prices)))
            return false;
        if (!book.IsExposed)
            return status == MarginStatus.Healthy && !book.IsWarned && book.Own is not { IsBelow: true };
        var bounds = StatusBounds.Of(status, book);
        var slack = new StatusSlack(book, bounds, point);
        if (!slack.IsProven)
            return false;
        severity = RankOf(slack);
        return FillIntervals(book, prices, point, bounds, slack, weights, box, intervals);
    }

    private static bool FillIntervals(
        WatchedBook book,
        ReadOnlySpan<Price> prices,
        ReadOnlySpan<PriceRange> point,
        StatusBounds bounds,
        in StatusSlack slack,
        BandWeights weights,
        Span<PriceRange> box,
        Span<PriceInterval> intervals)
    {
        var count = prices.Length;
        Span<double> work = count <= StackLimit ? stackalloc double[4 * count] : new double[4 * count];
        var loss = work[..count];
        var gain = work.Slice(count, count);
        if (bounds.AtLeast is { } floor)
            BandSizing.Share(book, floor, slack.Above, point, weights, loss);
        if (bounds.Below is { } ceiling)
            BandSizing.Share(book, ceiling, slack.Beneath, point, weights, gain);
        var shape = new BoxShape(book, point, work.Slice(2 * count, count), work.Slice(3 * count, count));
        shape.Set(bounds.AtLeast is null ? [] : loss, bounds.Below is null ? [] : gain);
        var scale = BandSearch.LargestScale(book, slack, shape, box);
        if (!(scale > 0d))
            return false;
        shape.Fill(scale, box);
        shape.Intervals(scale, prices, intervals);
        return true;
    }

    private static LadderRank RankOf(in StatusSlack slack)
    {
        // The proof that an account is bankrupt does not look at its requirement: it counts as without any.
        var worst = (double)Severity.Worst.Value;
        var severity = slack.Maintenance > 0d ? 1d - (slack.Equity / slack.Maintenance)
            : slack.Equity < 0d ? worst
            : -worst;
        return LadderRank.OfBillionths((long)(Math.Clamp(severity, -worst, worst) * LadderRank.Billion));
    }
}
