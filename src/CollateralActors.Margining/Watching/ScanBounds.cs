using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;

namespace CollateralActors.Margining.Watching;

/// <summary>What portfolio mode requires to keep an account's positions, bounded over a box of prices.</summary>
/// <remarks>
/// A base's losses down and up, its basis contingency and its minimum for short options have intervals over the box:
/// see <see cref="ScannedBase"/>. With W the worse loss of a base and a credit c of at most 1, its part is
/// factor × max((1 − c) W + basis, minimum − c W), so W is taken at either end, and what is left of the credit, c × the
/// larger sum of losses on one side, grows with each of them.
/// </remarks>
internal sealed class ScanBounds
{
    private readonly ScannedBase[][] groups;
    private readonly double[] credits;

    private ScanBounds(ScannedBase[][] groups, double[] credits) => (this.groups, this.credits) = (groups, credits);

    /// <summary>Arranges the cross positions of a book in portfolio mode.</summary>
    public static ScanBounds Of(MarginBook book, MarketView market, VariableNumbers variables)
    {
        var rules = market.Risk.Portfolio;
        var groups = book.Positions.Where(position => !position.IsIsolated)
            .GroupBy(position => position.Instrument.Base)
            .Select(legs => (Offset: rules.OffsetOf(legs.Key), Base: new ScannedBase(
                legs.Key, rules.Find(legs.Key)!, [.. legs], market, variables)))
            .GroupBy(of => of.Offset)
            .SelectMany(of => of.Key >= 0
                ? [(of.Key, [.. of.Select(each => each.Base)])]
                : of.Select(each => (of.Key, Bases: new[] { each.Base })))
            .ToList();
        return new ScanBounds(
            [.. groups.Select(group => group.Bases)],
            [.. groups.Select(group => group.Key >= 0 ? (double)rules.Offsets[group.Key].Credit.Value : 0d)]);
    }

    /// <summary>
    /// Whether bounds cover the position: not an option that is not priced at the time, nor an inverse contract that
    /// does not settle in its base, whose losses are of another form.
    /// </summary>
    public static bool Cover(BookPosition position, MarketView market)
    {
        var instrument = position.Instrument;
        return market.Risk.Portfolio.Find(instrument.Base) is not null
            && (instrument.IsOption
                ? OptionMark.IsPriced(instrument, market)
                : !instrument.IsInverse || instrument.Settle == instrument.Base);
    }

    /// <summary>
    /// What the requirement takes from slack to a threshold: at most, for a lower bound, or at least.
    /// </summary>
    public SlackBound Charge(Threshold threshold, ReadOnlySpan<PriceRange> box, bool atMost)
    {
        if (threshold.IsOfValue)
            return default;
        var (required, gross) = (0d, 0d);
        for (var i = 0; i < groups.Length; i++)
            required += Required(groups[i], credits[i], box, atMost, ref gross);
        return new SlackBound(-threshold.Ratio * required, required, threshold.Ratio * gross);
    }

    /// <summary>
    /// Adds what slack changes by the requirement for a relative move of 1 of each variable, without sign.
    /// </summary>
    public void AddCosts(Threshold threshold, ReadOnlySpan<PriceRange> point, Span<double> costs)
    {
        if (threshold.IsOfValue)
            return;
        foreach (var group in groups)
        {
            foreach (var @base in group)
                @base.AddCosts(threshold.Ratio, point, costs);
        }
    }

    private static double Required(
        ScannedBase[] group, double credit, ReadOnlySpan<PriceRange> box, bool atMost, ref double gross)
    {
        var (sum, least, down, up) = (0d, 0d, 0d, 0d);
        foreach (var @base in group)
        {
            var loss = @base.LossOver(box);
            var (counted, other) = atMost ? (loss.Most, loss.Least) : (loss.Least, loss.Most);
            sum += @base.Factor * Math.Max(
                ((1d - credit) * counted.Worst) + counted.Basis, counted.Minimum - (credit * other.Worst));
            least += @base.Factor * counted.Minimum;
            down += @base.Factor * counted.Down;
            up += @base.Factor * counted.Up;
            gross += @base.Factor * loss.Gross;
        }

        return Math.Max(sum + (credit * Math.Max(down, up)), least);
    }
}
