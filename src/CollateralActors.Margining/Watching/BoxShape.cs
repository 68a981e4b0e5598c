using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Watching;

/// <summary>The shape of an account's box: how far it reaches down and up from each price, relative to it, at a scale of 1.</summary>
/// <remarks>Infinite where the status cannot change on that side, whatever the price.</remarks>
internal readonly ref struct BoxShape(WatchedBook book, ReadOnlySpan<Price> prices, Span<double> down, Span<double> up)
{
    /// <summary>No side reaches further than this share of its price unless it is open.</summary>
    private const double Furthest = 0.5;

    private const double Units = 1_000_000_000;

    private const byte Scale = 9;

    private readonly WatchedBook book = book;
    private readonly ReadOnlySpan<Price> prices = prices;
    private readonly Span<double> down = down;
    private readonly Span<double> up = up;

    /// <summary>Takes over guesses for the side of loss and the side of gain; where a status has no line on a side, that guess is null.</summary>
    public void Set(ReadOnlySpan<double> loss, ReadOnlySpan<double> gain)
    {
        for (var i = 0; i < down.Length; i++)
        {
            var role = book.Roles[i];
            var (toLoss, toGain) = role.CanOpen
                ? (loss.IsEmpty ? double.PositiveInfinity : loss[i], gain.IsEmpty ? double.PositiveInfinity : gain[i])
                : (loss.IsEmpty ? gain[i] : loss[i], gain.IsEmpty ? loss[i] : gain[i]);
            (down[i], up[i]) = role.Hurt switch
            {
                HurtBy.Fall => (toLoss, toGain),
                HurtBy.Rise => (toGain, toLoss),
                HurtBy.Either => (Math.Min(toLoss, toGain), Math.Min(toLoss, toGain)),
                _ => (0d, 0d),
            };
        }
    }

    /// <summary>Fills <paramref name="box"/> at a scale, each end inside what the shape says.</summary>
    /// <returns>Whether some side would reach further at a larger scale.</returns>
    public bool Fill(double scale, Span<PriceInterval> box)
    {
        var canGrow = false;
        for (var i = 0; i < box.Length; i++)
        {
            if (book.Roles[i].Hurt == HurtBy.Appearing)
            {
                box[i] = PriceInterval.Absent;
                continue;
            }

            var price = prices[i].Value;
            var low = double.IsPositiveInfinity(down[i]) ? default : new Price(price - (price * Width(down[i] * scale)));
            var high = double.IsPositiveInfinity(up[i])
                ? PriceInterval.Unbounded
                : new Price(price + (price * Width(up[i] * scale)));
            box[i] = new PriceInterval(low, high);
            canGrow |= down[i] * scale < Furthest || up[i] * scale < Furthest;
        }

        return canGrow;
    }

    // A scale that is no number, or below 0, comes of slack that is used up on both sides at once: then there is no width.
    private static decimal Width(double width) =>
        new(width > 0d ? (int)(Math.Min(width, Furthest) * Units) : 0, 0, 0, false, Scale);
}
