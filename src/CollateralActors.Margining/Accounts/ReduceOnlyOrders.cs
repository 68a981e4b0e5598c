using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>
/// Orders that may only reduce a position: together they are never more than the position, whatever happens to it.
/// </summary>
internal static class ReduceOnlyOrders
{
    /// <summary>The refusal of a reduce-only order that would do more than reduce; null where it would not.</summary>
    public static Rejection? Problem(AccountState account, AccountCommand.ReserveOrder order)
    {
        var held = account.Positions.GetValueOrDefault(order.Instrument).Quantity;
        if (held.Sign == order.Quantity.Sign || held == Quantity.Zero)
            return Rejection.NothingToReduce(order.Order, order.Instrument, order.Quantity, held, Quantity.Zero);
        var others = Of(account, order.Instrument).Aggregate(Quantity.Zero, (sum, of) => sum + of.Value.Quantity.Abs());
        return order.Quantity.Abs() + others > held.Abs()
            ? Rejection.NothingToReduce(order.Order, order.Instrument, order.Quantity, held, others)
            : null;
    }

    /// <summary>
    /// What is taken off reduce-only orders when their positions have changed; one event an instrument.
    /// </summary>
    /// <remarks>
    /// Those furthest from the market give way first, as they are filled last: of sells the dearest, of buys the
    /// cheapest, then by name.
    /// </remarks>
    public static IEnumerable<AccountEvent> Trimmed(AccountState before, AccountState after) =>
        ReferenceEquals(before.Positions, after.Positions) || after.Orders.IsEmpty
            ? []
            : from instrument in after.Orders.Values.Where(order => order.IsReduceOnly)
                .Select(order => order.Instrument).Distinct().Order()
              let trimmed = Trim(after, instrument)
              where trimmed.Count > 0
              select new AccountEvent.ReduceOnlyTrimmed(instrument, trimmed);

    private static ValueList<TrimmedOrder> Trim(AccountState account, InstrumentId instrument)
    {
        var held = account.Positions.GetValueOrDefault(instrument).Quantity;
        var left = held.Abs();
        var trimmed = new List<TrimmedOrder>();
        foreach (var (id, order) in Of(account, instrument)
            .OrderBy(of => of.Value.Price.Value * -of.Value.Quantity.Sign).ThenBy(of => of.Key))
        {
            var may = order.Quantity.Sign == -held.Sign ? Quantity.Min(order.Quantity.Abs(), left) : Quantity.Zero;
            left -= may;
            if (may != order.Quantity.Abs())
                trimmed.Add(new TrimmedOrder(id, order.Quantity.Sign > 0 ? may : -may));
        }

        return trimmed.ToValueList();
    }

    private static IEnumerable<KeyValuePair<OrderId, ReservedOrder>> Of(
        AccountState account, InstrumentId instrument) =>
        account.Orders.Where(order => order.Value.IsReduceOnly && order.Value.Instrument == instrument);
}
