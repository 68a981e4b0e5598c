using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Margin;

/// <summary>
/// Initial requirements as exact fractions; the same rules as <see cref="MarginSchedule.Initial(Amount, decimal,
/// decimal)"/> and <see cref="OrderMargin"/>.
/// </summary>
internal static class ExactRequirement
{
    public static Fraction Initial(
        MarginSchedule schedule, Fraction value, Fraction size, decimal leverage, Fraction maintenance)
    {
        var measure = schedule.TierOf == TierMeasure.Value ? value : size;
        var tier = schedule.Tiers.First(t => t.UpTo == MarginSchedule.Endless || measure <= t.UpTo);
        var bracket = value * tier.Initial.Value;
        var byLeverage = leverage > 0m ? value / leverage : Fraction.Zero;
        return Fraction.Max(maintenance, Fraction.Max(bracket, byLeverage) + (size * value * schedule.SizeSlope.Value));
    }

    /// <summary>What open orders add to the account's initial requirement, valuation currency.</summary>
    public static Fraction OfOrders(MarginBook book, MarketView market)
    {
        var total = Fraction.Zero;
        var contracts = book.Orders.Where(order => !order.Instrument.IsSpot);
        foreach (var orders in contracts.GroupBy(order => order.Instrument.Id))
        {
            var instrument = orders.First().Instrument;
            total += OfOrders(instrument, [.. orders], book, market)
                * ExactMarket.IndexPrice(instrument.Settle, market);
        }

        return total;
    }

    /// <summary>
    /// What an order would lose at once if it were filled now: 0 or more, 0 for one that only reduces; settle units.
    /// </summary>
    public static Fraction OpeningLoss(BookOrder order, MarketView market)
    {
        if (order.IsReduceOnly)
            return Fraction.Zero;
        var exposure = (Fraction)order.Quantity.Contracts * order.Instrument.ContractSize;
        var mark = ExactMarket.Mark(order.Instrument, order.Quantity.Sign, market);
        return Fraction.Max(
            Fraction.Zero,
            order.Instrument.IsInverse
                ? (exposure / mark) - (exposure / order.Price.Value)
                : exposure * (order.Price.Value - mark));
    }

    private static Fraction OfOrders(
        InstrumentParameters instrument, BookOrder[] orders, MarginBook book, MarketView market)
    {
        var position = book.Positions.FirstOrDefault(
            p => p.IsIsolated == orders[0].IsIsolated && p.Instrument.Id == instrument.Id);
        Fraction held = position?.Quantity.Contracts ?? 0m;
        var present = At(held);
        return Fraction.Max(Fraction.Zero, Fraction.Max(Growth(side: 1), Growth(side: -1)));

        Fraction Growth(int side)
        {
            var (after, loss) = (held, Fraction.Zero);
            foreach (var order in orders.Where(order => order.Quantity.Sign == side))
            {
                after += order.Quantity.Contracts;
                loss += OpeningLoss(order, market);
            }

            return At(after) - present + loss;
        }

        Fraction At(Fraction quantity)
        {
            if (quantity.IsZero)
                return Fraction.Zero;
            var mark = ExactMarket.Mark(instrument, quantity.Sign, market);
            if (instrument.IsOption)
                return ExactOption.Requirement(instrument, quantity, mark, market).Initial;
            var size = quantity.Abs() * instrument.ContractSize;
            var perSize = instrument.IsInverse ? Fraction.One / mark : mark;
            var maintenance = PositionTerm.Maintenance(instrument.Margin, size, perSize);
            var leverage = position?.Leverage ?? orders[0].Leverage;
            var initial = Initial(instrument.Margin, size * perSize, size, leverage, maintenance);
            return OpenInterestMargin.Raised(instrument, initial, size * perSize, market);
        }
    }
}
