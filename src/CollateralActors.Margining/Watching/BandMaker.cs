using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Watching;

/// <summary>Makes the band of an account that has just been looked at.</summary>
public static class BandMaker
{
    private const int StackLimit = 32;

    /// <summary>The band of an account at <paramref name="market"/>.</summary>
    /// <param name="book">Cross positions and balances count; isolated positions and orders do not.</param>
    /// <param name="market">The market that <paramref name="figures"/> were evaluated at.</param>
    /// <param name="figures">The account's figures; their status is the one that the band keeps.</param>
    /// <param name="weights">How much the variables move; all alike where none are given.</param>
    /// <returns>
    /// <see cref="Band.Everything"/> without exposure; else intervals around the present prices, or a hot band where there is no slack.
    /// </returns>
    public static Band Make(MarginBook book, MarketView market, MarginFigures figures, BandWeights? weights = null) =>
        Make(WatchedBook.Of(book, market), market, figures, weights);

    /// <summary>The same for a book that is arranged already, for whoever watches an account over many frames.</summary>
    /// <exception cref="ArgumentException">The arrangement does not fit the market: see <see cref="WatchedBook.Fits"/>.</exception>
    public static Band Make(WatchedBook book, MarketView market, MarginFigures figures, BandWeights? weights = null)
    {
        if (!book.Fits(market))
            throw new ArgumentException("the account was arranged under another risk book or other marks", nameof(book));
        if (!book.IsExposed)
            return Band.Everything;
        var slack = new StatusSlack(figures, book.Risk.MarginCallRatio);
        var box = new PriceInterval[book.Variables.Length];
        return slack.Above > 0d && slack.Beneath > 0d && Find(book, market, slack, weights ?? BandWeights.Equal, box)
            ? Band.Owned(market, book.SharedVariables, box)
            : Band.HotAt(market);
    }

    private static bool Find(WatchedBook book, MarketView market, StatusSlack slack, BandWeights weights, PriceInterval[] box)
    {
        var count = box.Length;
        Span<Price> prices = count <= StackLimit ? stackalloc Price[count] : new Price[count];
        Span<double> work = count <= StackLimit ? stackalloc double[4 * count] : new double[4 * count];
        for (var i = 0; i < count; i++)
        {
            prices[i] = book.Variables[i].In(market);
            box[i] = new PriceInterval(prices[i], prices[i]);
        }

        var loss = Guess(slack.Bounds.AtLeast, slack.Above, work[..count]);
        var gain = Guess(slack.Bounds.Below, slack.Beneath, work.Slice(count, count));
        var shape = new BoxShape(book, prices, work.Slice(2 * count, count), work.Slice(3 * count, count));
        shape.Set(loss, gain);
        return BandSearch.Find(book, slack, shape, box);

        Span<double> Guess(Threshold? threshold, double distance, Span<double> widths)
        {
            if (threshold is not { } line)
                return [];
            BandSizing.Share(book, line, distance, box, weights, widths);
            return widths;
        }
    }
}
