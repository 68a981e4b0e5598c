using CollateralActors.Margining.Units;

namespace CollateralActors.Simulation.Prices;

/// <summary>A price at a time.</summary>
public readonly record struct PriceTick(Instant Time, Price Price);

/// <summary>
/// Turns bars into ticks. A bar does not say which of its extremes came first: a rising bar is walked open, low, high,
/// close and a falling one open, high, low, close, so that the path moves on towards its close. Further ticks lie on
/// the lines in between.
/// </summary>
public static class PricePath
{
    /// <summary>With fewer ticks a bar would lose an extreme.</summary>
    public const int FewestTicksPerBar = 4;

    /// <param name="bars">In order of time.</param>
    /// <param name="ticksPerBar">
    /// 4 or more, at most one a millisecond; spread evenly over the bar, the first at its start.
    /// </param>
    /// <param name="priceScale">Decimals of the ticks' prices; those of the bars fit it.</param>
    public static IReadOnlyList<PriceTick> Ticks(
        IReadOnlyList<PriceBar> bars, int ticksPerBar = FewestTicksPerBar, int priceScale = 2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ticksPerBar, FewestTicksPerBar);
        return [.. bars.SelectMany(bar => Ticks(bar, ticksPerBar, priceScale))];
    }

    private static IEnumerable<PriceTick> Ticks(PriceBar bar, int ticks, int scale)
    {
        var length = (long)bar.Length.TotalMilliseconds;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ticks, length);
        var corners = Corners(bar);
        foreach (var corner in corners)
        {
            if (!Decimals.FitsScale(corner, scale))
                throw new ArgumentException(FormattableString.Invariant(
                    $"price {corner} of the bar at {bar.Start} has more than {scale} decimals"));
        }

        for (var tick = 0; tick < ticks; tick++)
        {
            var time = new Instant(bar.Start.UnixMilliseconds + (length * tick / ticks));
            yield return new PriceTick(time, new Price(PriceAt(corners, tick, ticks, scale)));
        }
    }

    private static decimal[] Corners(PriceBar bar) => bar.Close >= bar.Open
        ? [bar.Open.Value, bar.Low.Value, bar.High.Value, bar.Close.Value]
        : [bar.Open.Value, bar.High.Value, bar.Low.Value, bar.Close.Value];

    private static decimal PriceAt(decimal[] corners, int tick, int ticks, int scale)
    {
        var leg = 0;
        while (tick > TickOf(leg + 1, ticks))
            leg++;
        var (from, to) = (TickOf(leg, ticks), TickOf(leg + 1, ticks));
        var rise = (corners[leg + 1] - corners[leg]) * (tick - from) / (to - from);
        return Math.Round(corners[leg] + rise, scale, MidpointRounding.ToEven);
    }

    /// <summary>
    /// Which tick is at a corner: 0 at the first, ticks − 1 at the fourth, the others nearest to the thirds.
    /// </summary>
    private static int TickOf(int corner, int ticks) => ((2 * corner * (ticks - 1)) + 3) / 6;
}
