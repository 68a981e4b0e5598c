using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Margin;

/// <summary>What an option requires outside portfolio mode, in units of its settle asset, unrounded.</summary>
/// <remarks>
/// A long can lose its value and no more: that is what it requires. A short requires a share of the spot price S =
/// P_base ÷ P_settle on top of the mark, which its profit and loss carries already.
/// </remarks>
internal static class OptionMargin
{
    /// <summary>Requirement of some contracts; none for no contracts.</summary>
    public static MarginRequirement Of(
        InstrumentParameters option, Quantity quantity, Price mark, MarketView market)
    {
        if (quantity.Sign >= 0)
        {
            var value = option.SignedValue(quantity, mark);
            return new MarginRequirement(value, value);
        }

        var (rates, size) = (RatesOf(option), option.SizeOf(quantity));
        var spot = MarginCalculator.PriceOf(option.Base, market).Value
            / MarginCalculator.PriceOf(option.Settle, market).Value;
        var initial = Math.Max(
            (rates.Initial.Value * spot) - option.Terms.OutOfTheMoney(spot), rates.InitialMinimum.Value * spot);
        return new MarginRequirement(new Amount(size * initial), new Amount(size * rates.Maintenance.Value * spot));
    }

    // A fill is a fact: who is short of an option that was meant for portfolio mode alone has to stand for all of it.
    private static readonly OptionRates Whole = new(Rate.One, Rate.One, Rate.One);

    /// <summary>The option's rates; all of the spot price where it has none.</summary>
    public static OptionRates RatesOf(InstrumentParameters option) => option.Terms.Rates ?? Whole;
}
