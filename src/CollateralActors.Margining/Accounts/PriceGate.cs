using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>
/// What an account may not do now, whatever it has: because of a price, or because the venue is halted.
/// </summary>
internal static class PriceGate
{
    /// <summary>
    /// Whether the venue or a price keeps a command that takes on risk from being looked at; null if not.
    /// </summary>
    public static Rejection? Refusal(AccountState account, AccountCommand command, MarketView market)
    {
        if (!market.IsHalted && market.Quality.Conditions.IsEmpty)
            return null;
        var order = command as AccountCommand.ReserveOrder;
        var isExit = order is not null
            && (order.IsReduceOnly || IsExit(account, order.Instrument, order.Quantity));
        if (market.IsHalted && !isExit && command is not AccountCommand.AddMargin)
            return Rejection.VenueHalted();
        if (order is not null)
        {
            return Wrong(order.Instrument, isExit ? PriceActions.Reduce : PriceActions.TakeOnRisk) is { } bad
                ? Rejection.PriceNotGood(
                    order.Instrument, bad.Symbol, bad.Condition, isExit || market.Risk[order.Instrument].IsSpot)
                : null;
        }

        return command is AccountCommand.RemoveMargin c && Wrong(c.Instrument, PriceActions.Withdraw) is { } wrong
            ? Rejection.PriceNotGoodForMargin(c.Instrument, wrong.Symbol, wrong.Condition)
            : null;

        (Symbol Symbol, OracleCondition Condition)? Wrong(InstrumentId id, PriceActions actions) =>
            market.Risk.Find(id) is { } instrument
                ? market.WrongFor(instrument, actions, IsScanned(account, account.ScopeOf(id), market))
                : null;
    }

    /// <summary>
    /// Whether an order can only make a position smaller: even if it and all orders on its side fill, the position does
    /// not turn.
    /// </summary>
    public static bool IsExit(AccountState account, InstrumentId instrument, Quantity quantity)
    {
        var position = account.Positions.GetValueOrDefault(instrument).Quantity;
        if (position.Sign == 0 || position.Sign == quantity.Sign)
            return false;
        var all = quantity;
        foreach (var order in account.Orders.Values)
        {
            if (order.Instrument == instrument && order.Quantity.Sign == quantity.Sign)
                all += order.Quantity;
        }

        return all.Abs() <= position.Abs();
    }

    /// <summary>
    /// Whether a liquidation of a part of the account has to wait: nothing may be closed, or nothing claimed, at the
    /// prices of the frame.
    /// </summary>
    /// <remarks>
    /// Its status does not wait. What has to wait is looked at again in every frame. While a pool has not answered,
    /// what the account holds and owes may change by the answer.
    /// </remarks>
    public static bool IsPostponed(AccountState account, MarginScope scope, MarketView market)
    {
        if (market.HoldsLiquidations)
            return true;
        if (scope.IsCross && !account.Stakes.IsEmpty && account.Stakes.Values.Any(stake => stake.Asked is not null)
            && !account.HasPositionsIn(scope))
            return true;
        if (market.Quality.Conditions.IsEmpty)
            return false;
        if (account.HasPositionsIn(scope))
        {
            var isScanned = IsScanned(account, scope, market);
            return account.Positions.Keys.Where(id => account.ScopeOf(id) == scope)
                .All(id => !market.IsGoodFor(market.Risk[id], PriceActions.Liquidate, isScanned));
        }

        // For what an isolated position owes nothing is taken over.
        return scope.IsCross
            && account.Balances.Keys.Concat(account.Stakes.Keys)
                .Any(asset => !market.IsGoodFor(asset, PriceActions.Settle));
    }

    private static bool IsScanned(AccountState account, MarginScope scope, MarketView market) =>
        scope.IsCross && MarginModes.InForce(account, market) == MarginMode.Portfolio;
}
