using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>By which mode an account is margined.</summary>
internal static class MarginModes
{
    /// <summary>
    /// The account's own mode; cross as long as it has a contract that portfolio mode is not open to. A fill is never
    /// refused, so it may bring one to an account in portfolio mode.
    /// </summary>
    public static MarginMode InForce(AccountState account, RiskBook risk) =>
        account.Mode == MarginMode.Portfolio && ClosedTo(account, risk) is null ? MarginMode.Portfolio : MarginMode.Cross;

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
    /// Whether the account may hold contracts of an instrument in portfolio mode: isolated ones stand outside of it, and
    /// a scan of options needs volatilities that a live market may not know yet.
    /// </summary>
    public static bool IsOpenTo(AccountState account, InstrumentId instrument, RiskBook risk) =>
        account.Isolated.ContainsKey(instrument)
        || (risk[instrument] is { IsOption: false, Base: var @base } && risk.Portfolio.Find(@base) is not null);
}
