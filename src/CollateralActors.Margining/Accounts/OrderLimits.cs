using CollateralActors.Margining.Deciding;
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
    public static Rejection? Of(AccountState account, AccountCommand.ReserveOrder order, InstrumentParameters instrument)
    {
        if (instrument.PositionLimit is not { } limit)
            return null;
        var held = account.Positions.GetValueOrDefault(order.Instrument).Quantity;
        var open = OpenBeside(account, order);
        var reached = held + open + order.Quantity;
        return reached.Sign != order.Quantity.Sign || instrument.SizeOf(reached) <= limit
            ? null
            : Rejection.PositionLimit(
                order.Order,
                instrument.Id,
                limit,
                SizeOf(reached, instrument),
                SizeOf(held, instrument),
                SizeOf(open, instrument));
    }

    /// <summary>What is still open of the account's orders on the side of a new one.</summary>
    private static Quantity OpenBeside(AccountState account, AccountCommand.ReserveOrder order) =>
        account.Orders.Values
            .Where(other => other.Instrument == order.Instrument && other.Quantity.Sign == order.Quantity.Sign)
            .Aggregate(Quantity.Zero, (sum, other) => sum + other.Quantity);

    private static decimal SizeOf(Quantity quantity, InstrumentParameters instrument) =>
        quantity.Sign * instrument.SizeOf(quantity);
}
