using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;

namespace CollateralActors.Margining.Accounts;

/// <summary>By which mode an account is margined.</summary>
internal static class MarginModes
{
    /// <summary>
    /// The account's own mode; cross as long as it has a position, an order or a negative balance in loan mode, which
    /// knows none, or as it has a contract that portfolio mode is not open to, or an option that
    /// the market cannot scan yet. A fill is never refused, so it may bring one to an account in portfolio mode; the
    /// band of that ends with the frame that brings what the scan lacks: see
    /// <see cref="VariableNumbers.AwaitScanOf"/>.
    /// </summary>
    public static MarginMode InForce(AccountState account, MarketView market) =>
        account.Mode == MarginMode.Portfolio
        && ClosedTo(account, market.Risk) is null
        && Unscanned(account, market) is null
            ? MarginMode.Portfolio
        : account.Mode == MarginMode.Loan && account.Positions.IsEmpty && account.Orders.IsEmpty
            && !account.HasOverdrafts
            ? MarginMode.Loan
        : MarginMode.Cross;

    /// <summary>
    /// A contract of the account's cross positions or orders that portfolio mode is not open to; null if there is none.
    /// </summary>
    public static InstrumentId? ClosedTo(AccountState account, RiskBook risk)
    {
        foreach (var instrument in account.Positions.Keys)
        {
            if (!IsOpenTo(account, instrument, risk))
                return instrument;
        }

        foreach (var order in account.Orders.Values)
        {
            if (!IsOpenTo(account, order.Instrument, risk))
                return order.Instrument;
        }

        return null;
    }

    /// <summary>
    /// Whether the account may hold contracts of an instrument in portfolio mode: isolated ones stand outside of it,
    /// and spot has no positions.
    /// </summary>
    public static bool IsOpenTo(AccountState account, InstrumentId instrument, RiskBook risk) =>
        account.Isolated.ContainsKey(instrument) || risk[instrument].IsSpot
        || risk.Portfolio.Find(risk[instrument].Base) is not null;

    /// <summary>
    /// An option of the account's positions or orders of which the market lacks what a scan prices it with; null if
    /// there is none. Once there, none of that goes away.
    /// </summary>
    public static InstrumentId? Unscanned(AccountState account, MarketView market)
    {
        foreach (var instrument in account.Positions.Keys)
        {
            if (!IsScannable(instrument, market))
                return instrument;
        }

        foreach (var order in account.Orders.Values)
        {
            if (!IsScannable(order.Instrument, market))
                return order.Instrument;
        }

        return null;
    }

    /// <summary>
    /// Whether the market has what a scan prices a contract with; an option with a mark of its own may still be without
    /// a volatility.
    /// </summary>
    public static bool IsScannable(InstrumentId id, MarketView market)
    {
        var instrument = market.Risk[id];
        return !instrument.IsOption
            || (market.ImpliedVolatility(instrument) is not null
                && market.YearsToExpiry(instrument) is not null
                && market.IndexPrice(instrument.Base) is not null
                && market.IndexPrice(instrument.Settle) is not null);
    }
}
