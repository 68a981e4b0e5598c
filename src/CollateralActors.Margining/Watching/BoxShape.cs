using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Watching;

/// <summary>
/// The shape of an account's box: how far it reaches down and up from each price, relative to it, at a scale of 1; from
/// a funding index, relative to the value that a funding rate is a share of.
/// </summary>
/// <remarks>Infinite where the status cannot change on that side, whatever the price.</remarks>
internal readonly ref struct BoxShape(
    WatchedBook book, ReadOnlySpan<PriceRange> point, Span<double> down, Span<double> up)
{
    /// <summary>No side reaches further than this share of its price unless it is open.</summary>
    private const double Furthest = 0.5;

    /// <summary>
    /// Widths are whole numbers of a billionth, so that an end has few digits and is the same in either arithmetic.
    /// </summary>
    private const int WidthUnits = 1_000_000_000;

    private const byte WidthScale = 9;

    private readonly WatchedBook book = book;
    private readonly ReadOnlySpan<PriceRange> point = point;
    private readonly Span<double> down = down;
    private readonly Span<double> up = up;

    /// <summary>
    /// Takes over guesses for the side of loss and the side of gain; empty where a status has no line on a side.
    /// </summary>
    public void Set(ReadOnlySpan<double> loss, ReadOnlySpan<double> gain)
    {
        for (var i = 0; i < down.Length; i++)
        {
            var role = book.Roles[i];
            var missing = role.CanOpen ? double.PositiveInfinity : loss.IsEmpty ? gain[i] : loss[i];
            var toLoss = loss.IsEmpty ? missing : loss[i];
            var toGain = gain.IsEmpty ? missing : gain[i];
            (down[i], up[i]) = role.Hurt switch
            {
                HurtBy.Fall => (toLoss, toGain),
                HurtBy.Rise => (toGain, toLoss),
                HurtBy.Passing => (Math.Min(toLoss, toGain), 0d),
                HurtBy.Either => (Math.Min(toLoss, toGain), Math.Min(toLoss, toGain)),
                _ => (0d, 0d),
            };
        }
    }

    /// <summary>Fills <paramref name="box"/> at a scale.</summary>
    /// <returns>Whether some side would reach further at a larger scale.</returns>
    public bool Fill(double scale, Span<PriceRange> box)
    {
        var canGrow = false;
        for (var i = 0; i < box.Length; i++)
        {
            var price = point[i].Low;
            var unit = book.Roles[i].Unit is > 0d and var own ? own : price;
            var high = double.IsPositiveInfinity(up[i])
                ? double.PositiveInfinity
                : price + (unit * (Width(up[i] * scale) / (double)WidthUnits));
            box[i] = new PriceRange(
                double.IsPositiveInfinity(down[i])
                    ? 0d
                    : price - (unit * (Width(down[i] * scale) / (double)WidthUnits)),
                book.Roles[i].Cap != default ? Math.Min(high, (double)book.Roles[i].Cap.Value) : high);
            canGrow |= (down[i] * scale < Furthest || up[i] * scale < Furthest) && !IsAtItsMost(i, scale);
        }

        return canGrow;
    }

    /// <summary>
    /// Fills the intervals of the box at a scale: equal to what <see cref="Fill"/> gives but for the rounding of
    /// floating point.
    /// </summary>
    public void Intervals(double scale, ReadOnlySpan<Price> prices, Span<PriceInterval> intervals)
    {
        for (var i = 0; i < intervals.Length; i++)
        {
            var price = prices[i].Value;
            if (book.Roles[i].Unit > 0d)
            {
                var unit = (decimal)book.Roles[i].Unit / WidthUnits;
                intervals[i] = new PriceInterval(
                    new Price(price - (unit * Width(down[i] * scale))),
                    new Price(price + (unit * Width(up[i] * scale))))
                {
                    IsOfFunding = true,
                };
                continue;
            }

            intervals[i] = book.Roles[i].Hurt == HurtBy.Appearing
                ? PriceInterval.Absent
                : new PriceInterval(
                    double.IsPositiveInfinity(down[i]) ? default : new Price(price * Share(-Width(down[i] * scale))),
                    double.IsPositiveInfinity(up[i])
                        ? PriceInterval.Unbounded
                        : Capped(new Price(price * Share(Width(up[i] * scale))), book.Roles[i].Cap));
        }
    }

    // Time has one side.
    private bool IsAtItsMost(int i, double scale) =>
        book.Roles[i].Hurt == HurtBy.Passing && down[i] * scale >= Furthest;

    private static Price Capped(Price high, Price cap) => cap != default && cap < high ? cap : high;

    // What is no number, or below 0, is no width.
    private static int Width(double width) => width > 0d ? (int)(Math.Min(width, Furthest) * WidthUnits) : 0;

    /// <summary>1 + a width in <see cref="WidthUnits"/>.</summary>
    private static decimal Share(int width) => new(WidthUnits + width, 0, 0, false, WidthScale);
}
