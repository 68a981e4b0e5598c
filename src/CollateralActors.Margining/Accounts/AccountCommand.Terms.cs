using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <content>What an account asks of its own margin.</content>
public abstract partial record AccountCommand
{
    /// <summary>
    /// From now on positions and orders in an instrument need at least value ÷ leverage of initial margin, if there is
    /// enough. The tiers' rates hold beside it: more leverage than they allow changes nothing.
    /// </summary>
    /// <param name="Instrument">An instrument of the risk book.</param>
    /// <param name="Leverage">1 to <see cref="Limits.Leverage"/>, at most <see cref="Limits.LeverageScale"/>
    /// decimals.</param>
    [RiskClass(RiskClass.TakesOn)]
    public sealed record SetLeverage(InstrumentId Instrument, Rate Leverage) : AccountCommand;

    /// <summary>From now on the account's requirements are found in this mode, if there is enough for it.</summary>
    /// <param name="Mode">Portfolio only where it is open to the bases of all positions and orders.</param>
    [RiskClass(RiskClass.TakesOn)]
    public sealed record SwitchMode(MarginMode Mode) : AccountCommand;
}
