using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Risk;
using CollateralActors.Simulation.Files;

namespace CollateralActors.Simulation.Portfolios;

/// <summary>What an account's mode asks of the instruments that it names.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="Portfolio">The rules of portfolio mode.</param>
internal sealed record ModeRules(MarginMode Mode, PortfolioRules Portfolio)
{
    /// <summary>Notes an instrument that the account cannot hold.</summary>
    /// <param name="owner">The position or order.</param>
    /// <param name="instrument">Its instrument.</param>
    /// <param name="isIsolated">Whether it stands outside the account's margin, and so outside its mode.</param>
    public void Check(JsonObjectReader owner, InstrumentParameters instrument, bool isIsolated)
    {
        var isScanned = Mode == MarginMode.Portfolio && !isIsolated;
        if (isScanned && Portfolio.Find(instrument.Base) is null)
            owner.Wrong("instrument", $"portfolio mode needs scenarios of '{instrument.Base}'; add them to scenarios");
        if (!isScanned && instrument.Option is { Rates: null })
            owner.Wrong(
                "instrument",
                $"the option '{instrument.Id}' has no margin.option, which it needs outside portfolio mode; add it");
    }
}
