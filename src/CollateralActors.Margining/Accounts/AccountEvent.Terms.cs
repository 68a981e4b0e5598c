using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <content>What an account asked of its own margin.</content>
public abstract partial record AccountEvent
{
    /// <summary>Positions and orders in the instrument need at least value ÷ leverage of initial margin.</summary>
    public sealed record LeverageSet(InstrumentId Instrument, Rate Leverage) : AccountEvent;

    /// <summary>The account's requirements are found in this mode.</summary>
    public sealed record ModeSwitched(MarginMode Mode) : AccountEvent;
}
