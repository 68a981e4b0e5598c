using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <content>Isolated positions and their margin.</content>
public abstract partial record AccountCommand
{
    /// <summary>
    /// Positions in an instrument shall use the account's margin, or margin of their own. Only while there is neither a
    /// position nor an open order in it.
    /// </summary>
    /// <param name="Instrument">An instrument of the risk book; an option cannot be isolated.</param>
    /// <param name="Type">Cross, as at the beginning, or isolated.</param>
    [RiskClass(RiskClass.None)]
    public sealed record SetMarginType(InstrumentId Instrument, MarginType Type) : AccountCommand;

    /// <summary>Margin of an isolated position comes from the balance, if balance and free collateral allow.</summary>
    /// <param name="Instrument">An instrument that the account holds isolated.</param>
    /// <param name="Amount">Settle units; more than 0, at the asset's scale.</param>
    [RiskClass(RiskClass.TakesOn)]
    public sealed record AddMargin(InstrumentId Instrument, Amount Amount) : AccountCommand;

    /// <summary>Margin of an isolated position goes back to the balance, if the position does not need it.</summary>
    /// <param name="Instrument">An instrument that the account holds isolated.</param>
    /// <param name="Amount">Settle units; more than 0, at the asset's scale.</param>
    [RiskClass(RiskClass.TakesOn)]
    public sealed record RemoveMargin(InstrumentId Instrument, Amount Amount) : AccountCommand;
}
