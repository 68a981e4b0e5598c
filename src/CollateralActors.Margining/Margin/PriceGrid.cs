using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Margin;

/// <summary>
/// Rounds a price of a position so that its holder sees the earlier one: a long's up, a short's down.
/// </summary>
internal static class PriceGrid
{
    /// <summary>Step of printed prices of an instrument without a tick.</summary>
    private const decimal Finest = 0.000000000001m;

    public static Figure Round(ExactPosition position, Fraction price)
    {
        var step = StepOf(position.Instrument);
        return Figure.OfSteps(position.IsLong ? (price / step).Ceiling() : (price / step).Floor(), step);
    }

    public static Figure Round(ExactPosition position, Crossing crossing)
    {
        var step = StepOf(position.Instrument);
        return Figure.OfSteps(position.IsLong ? crossing.StepsUp(step) : crossing.StepsDown(step), step);
    }

    private static decimal StepOf(InstrumentParameters instrument) =>
        instrument.Tick.Value > 0m ? instrument.Tick.Value : Finest;
}
