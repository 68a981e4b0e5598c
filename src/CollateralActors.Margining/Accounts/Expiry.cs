using CollateralActors.Margining.Expiries;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>What an account holds of contracts that have been settled comes to an end.</summary>
/// <remarks>
/// It is done before anything else that the account decides, and again after what was decided: a leg of a trade that
/// was made in time may reach the account later than the settlement.
/// </remarks>
internal static class Expiry
{
    /// <summary>The end of each contract that the account has a position or an order in; mostly nothing.</summary>
    public static IReadOnlyList<AccountEvent> Of(AccountState state, MarketView market) =>
        market.Settlements.IsEmpty || (state.Positions.IsEmpty && state.Orders.IsEmpty)
            ? []
            : [.. Ended(state, market).Select(instrument => Settle(state, instrument, market))];

    private static IEnumerable<InstrumentId> Ended(AccountState state, MarketView market) =>
        state.Positions.Keys.Concat(state.Orders.Values.Select(order => order.Instrument))
            .Distinct()
            .Where(instrument => market.Settlement(instrument) is not null)
            .Order();

    // A debt stays in the margin: an isolated position's loss is nobody's but the fund's.
    private static TradePosting OutOfMargin(
        AccountState state, InstrumentId id, TradePosting posting, MarketView market)
    {
        var left = IsolatedBooking.Left(Quantity.Zero, state.IsolatedMarginOf(id) + posting.Posted);
        return posting with { Isolated = new IsolatedPosting(left, default, market.Mark(market.Risk[id])!.Value) };
    }

    private static AccountEvent.ContractSettled Settle(AccountState state, InstrumentId id, MarketView market)
    {
        var instrument = market.Risk[id];
        var position = state.Positions.GetValueOrDefault(id);
        var price = market.Settlement(id)!.Value;
        var booked = SettlementBooking.Book(
            instrument, position, price, state.Abandoned.Contains(id), market.Risk[instrument.Settle].Scale);
        if (state.Isolated.ContainsKey(id) && position.Quantity != Quantity.Zero)
            booked = booked with { Posting = OutOfMargin(state, id, booked.Posting, market) };
        return new AccountEvent.ContractSettled(id, position.Quantity, price, booked)
        {
            Orders = state.Orders.Where(order => order.Value.Instrument == id)
                .Select(order => order.Key)
                .ToValueList(),
        };
    }
}
