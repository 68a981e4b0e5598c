using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Scanning;

/// <summary>What portfolio mode requires, exactly; valuation currency.</summary>
internal readonly record struct ScanRequirement(Fraction Initial, Fraction Maintenance);

/// <summary>
/// Portfolio margin as exact fractions: every price on a base moves together, through every cell of its scan, and the
/// worst loss of all positions on it together is what they require.
/// </summary>
internal static class ExactScan
{
    /// <summary>Null where there is no portfolio mode, or where it is not open to all bases of the positions.</summary>
    public static ScanRequirement? Of(IEnumerable<ExactPosition> positions, MarketView market)
    {
        var rules = market.Risk.Portfolio;
        if (rules.Scans.IsEmpty)
            return null;
        var losses = new List<(AssetId Base, ScanParameters Scan, BaseLoss Loss)>();
        foreach (var group in positions.GroupBy(position => position.Instrument.Base))
        {
            if (rules.Find(group.Key) is not { } scan)
                return null;
            var legs = group.Select(p => new ScanLeg(p.Instrument, p.Source.Quantity, market)).ToList();
            losses.Add((group.Key, scan, BaseLoss.Of(scan, legs)));
        }

        return new ScanRequirement(
            Sum(rules, [.. losses.Select(l => (l.Base, l.Loss, (Fraction)l.Scan.InitialFactor.Value))]),
            Sum(rules, [.. losses.Select(l => (l.Base, l.Loss, (Fraction)l.Scan.MaintenanceFactor.Value))]));
    }

    /// <summary>
    /// What open orders add to the initial requirement: each its own worst loss alone, and what it would lose at once.
    /// </summary>
    public static Fraction OfOrders(IEnumerable<BookOrder> orders, MarketView market)
    {
        var sum = Fraction.Zero;
        foreach (var order in orders.Where(order => !order.Instrument.IsSpot))
        {
            var instrument = order.Instrument;
            var scan = market.Risk.Portfolio.Find(instrument.Base)
                ?? throw new InvalidOperationException($"portfolio mode is not open to {instrument.Base}");
            var loss = BaseLoss.Of(scan, [new ScanLeg(instrument, order.Quantity, market)]).Worst;
            sum += (loss * scan.InitialFactor.Value)
                + (ExactRequirement.OpeningLoss(order, market) * ExactMarket.IndexPrice(instrument.Settle, market));
        }

        return sum;
    }

    private static Fraction Sum(PortfolioRules rules, (AssetId Base, BaseLoss Loss, Fraction Factor)[] losses)
    {
        var total = Fraction.Zero;
        foreach (var (_, loss, factor) in losses.Where(l => rules.OffsetOf(l.Base) < 0))
            total += factor * Fraction.Max(loss.Worst + loss.Basis, loss.Minimum);
        foreach (var offset in losses.Where(l => rules.OffsetOf(l.Base) >= 0).GroupBy(l => rules.OffsetOf(l.Base)))
            total += Sum([.. offset.Select(l => (l.Loss, l.Factor))], rules.Offsets[offset.Key].Credit);
        return total;
    }

    /// <summary>
    /// Bases that offset each other: where one loses by falling and another by rising prices, a share of the smaller
    /// side of both is not required.
    /// </summary>
    private static Fraction Sum((BaseLoss Loss, Fraction Factor)[] losses, Rate credit)
    {
        var (apart, least) = (Fraction.Zero, Fraction.Zero);
        var (worst, down, up) = (Fraction.Zero, Fraction.Zero, Fraction.Zero);
        foreach (var (loss, factor) in losses)
        {
            apart += factor * Fraction.Max(loss.Worst + loss.Basis, loss.Minimum);
            least += factor * loss.Minimum;
            worst += factor * loss.Worst;
            down += factor * loss.Down;
            up += factor * loss.Up;
        }

        var common = worst - Fraction.Max(down, up);
        return Fraction.Max(apart - (common * credit.Value), least);
    }
}
