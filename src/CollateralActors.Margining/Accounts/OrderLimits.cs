using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>How far an order may let a position grow, whatever collateral there is.</summary>
internal static class OrderLimits
{
    /// <summary>The refusal of an order that goes too far; null where it does not.</summary>
    /// <remarks>
    /// It is judged by the position that there would be if all open orders on its side had filled, and none on the
    /// other. What brings a position nearer to 0 is within every limit; what would cross 0 and go on is not.
    /// </remarks>
    public static Rejection? Of(AccountState account, AccountCommand.ReserveOrder order, MarketView market)
    {
        var instrument = market.Risk[order.Instrument];
        if (instrument.PositionLimit is null && instrument.OpenInterest?.Limit is null)
            return null;
        var held = account.Positions.GetValueOrDefault(order.Instrument).Quantity;
        var open = OpenBeside(account, order);
        var reached = held + open + order.Quantity;
        if (reached.Sign != order.Quantity.Sign)
            return null;
        if (instrument.SizeOf(reached) > instrument.PositionLimit)
            return Rejection.PositionLimit(
                order.Order,
                instrument.Id,
                instrument.PositionLimit.Value,
                SizeOf(reached, instrument),
                SizeOf(held, instrument),
                SizeOf(open, instrument));

        // Whoever is on the other side may be opening too: then all that this account adds is added to the sum.
        var added = instrument.SizeOf(reached) - (held.Sign == reached.Sign ? instrument.SizeOf(held) : 0m);
        var total = instrument.SizeOf(market.Totals.Of(instrument.Id));
        return added > 0m && total + added > instrument.OpenInterest?.Limit
            ? Rejection.OpenInterestLimit(
                order.Order, instrument.Id, instrument.OpenInterest.Limit.Value, total, added)
            : null;
    }

    /// <summary>What is still open of the account's orders on the side of a new one.</summary>
    private static Quantity OpenBeside(AccountState account, AccountCommand.ReserveOrder order) =>
        account.Orders.Values
            .Where(other => other.Instrument == order.Instrument && other.Quantity.Sign == order.Quantity.Sign)
            .Aggregate(Quantity.Zero, (sum, other) => sum + other.Quantity);

    private static decimal SizeOf(Quantity quantity, InstrumentParameters instrument) =>
        quantity.Sign * instrument.SizeOf(quantity);
}
