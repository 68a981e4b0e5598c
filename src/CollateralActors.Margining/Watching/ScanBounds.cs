using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;

namespace CollateralActors.Margining.Watching;

/// <summary>What portfolio mode requires to keep an account's positions, bounded over a box of prices.</summary>
/// <remarks>
/// Without options every gain of a scan is exposure × move, so a base's losses follow from the sum of its exposures N:
/// down it loses max(0, N) × the deepest fall, up max(0, −N) × the highest rise. The requirement grows with each of these
/// and with the basis contingency, offsets or not, since a credit is at most 1. So an interval of N gives bounds of it.
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
                rules.Find(legs.Key)!, [.. legs.Select(leg => new ScannedLeg(leg, market, variables))])))
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
    /// Whether bounds cover the position: options have losses of another form, and so has an inverse contract that does
    /// not settle in its base.
    /// </summary>
    public static bool Cover(BookPosition position, PortfolioRules rules) =>
        !position.Instrument.IsOption && rules.Find(position.Instrument.Base) is not null
        && (!position.Instrument.IsInverse || position.Instrument.Settle == position.Instrument.Base);

    /// <summary>What the requirement takes from slack to a threshold: at most, for a lower bound, or at least.</summary>
    public SlackBound Charge(Threshold threshold, ReadOnlySpan<PriceRange> box, bool atMost)
    {
        if (threshold.IsOfValue)
            return default;
        var (required, gross) = (0d, 0d);
        for (var i = 0; i < groups.Length; i++)
            required += Required(groups[i], credits[i], box, atMost, ref gross);
        return new SlackBound(-threshold.Ratio * required, required, threshold.Ratio * gross);
    }

    /// <summary>Adds what slack changes by the requirement for a relative move of 1 of each variable, without sign.</summary>
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
        var (sum, down, up) = (0d, 0d, 0d);
        foreach (var @base in group)
        {
            var loss = @base.LossOver(box, atMost);
            sum += @base.Factor * (((1d - credit) * Math.Max(loss.Down, loss.Up)) + loss.Basis);
            down += @base.Factor * loss.Down;
            up += @base.Factor * loss.Up;
            gross += @base.Factor * loss.Gross;
        }

        return sum + (credit * Math.Max(down, up));
    }
}

/// <summary>The positions on one base, and what a scan makes of their exposures.</summary>
internal sealed class ScannedBase(ScanParameters scan, ScannedLeg[] legs)
{
    private readonly double fall = Math.Max(0d, -(double)scan.PriceMoves.Min(move => move.Value));
    private readonly double rise = Math.Max(0d, (double)scan.PriceMoves.Max(move => move.Value));
    private readonly double basis = (double)scan.BasisContingency.Value;

    public double Factor { get; } = (double)scan.MaintenanceFactor.Value;

    /// <summary>Each loss at most, or at least, as large as this anywhere in the box.</summary>
    public (double Down, double Up, double Basis, double Gross) LossOver(ReadOnlySpan<PriceRange> box, bool atMost)
    {
        var (net, longs, shorts, gross) = (new PriceRange(0d, 0d), 0d, 0d, 0d);
        foreach (ref readonly var leg in legs.AsSpan())
        {
            var worth = leg.WorthOver(box);
            var counted = atMost ? worth.High : worth.Low;
            gross += worth.High;
            if (leg.IsLong)
            {
                net = new PriceRange(net.Low + worth.Low, net.High + worth.High);
                longs += counted;
            }
            else
            {
                net = new PriceRange(net.Low - worth.High, net.High - worth.Low);
                shorts += counted;
            }
        }

        return (
            fall * Math.Max(0d, atMost ? net.High : net.Low),
            rise * Math.Max(0d, atMost ? -net.Low : -net.High),
            basis * Math.Min(longs, shorts),
            gross * (fall + rise + basis));
    }

    public void AddCosts(double ratio, ReadOnlySpan<PriceRange> point, Span<double> costs)
    {
        foreach (ref readonly var leg in legs.AsSpan())
            leg.AddCosts(ratio * Factor * Math.Max(fall, rise), point, costs);
    }
}

/// <summary>A position as a scan without options sees it: its worth in the valuation currency.</summary>
internal readonly struct ScannedLeg(BookPosition position, MarketView market, VariableNumbers variables)
{
    private readonly Exposure exposure = new(position, variables.MarkOf(position.Instrument, market), isScanned: true);
    private readonly int price = variables.Index(position.Instrument.Settle);

    public bool IsLong { get; } = position.Quantity.Sign > 0;

    /// <summary>Value × price of the settle asset; 0 or more.</summary>
    public PriceRange WorthOver(ReadOnlySpan<PriceRange> box)
    {
        var settle = price < 0 ? new PriceRange(1d, 1d) : box[price];
        return new PriceRange(exposure.LeastValue(box) * settle.Low, exposure.GreatestValue(box) * settle.High);
    }

    public void AddCosts(double perWorth, ReadOnlySpan<PriceRange> point, Span<double> costs)
    {
        var cost = perWorth * WorthOver(point).Low;
        foreach (var variable in (ReadOnlySpan<int>)[exposure.Mark.Own, exposure.Mark.Base, exposure.Mark.Per, price])
        {
            if (variable >= 0)
                costs[variable] += cost;
        }
    }
}
