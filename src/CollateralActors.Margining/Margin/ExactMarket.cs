using CollateralActors.Margining.Market;
using CollateralActors.Margining.Options;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Margin;

/// <summary>Prices as exact fractions: a mark that is a quotient of index prices keeps all of its digits.</summary>
internal static class ExactMarket
{
    public static Fraction IndexPrice(AssetId asset, MarketView market) =>
        MarginCalculator.PriceOf(asset, market).Value;

    /// <summary>Mark of an instrument; an option's that has none of its own is quantised against the side.</summary>
    public static Fraction Mark(InstrumentParameters instrument, int side, MarketView market)
    {
        if (market.Settlement(instrument.Id) is { } settled)
            return instrument.IsOption ? settled.UnitValue.Value : settled.Index.Value;
        if (market.Marks.TryGetValue(instrument.Id, out var mark) && !instrument.IsSpot)
            return mark.Value;
        if (instrument.IsOption)
            return instrument.Terms.Intrinsic(Spot(instrument, market)) + ValueOf(instrument, market).TimeValue(side);
        var per = instrument.IsInverse ? instrument.Quote : instrument.Settle;
        return IndexPrice(instrument.Base, market) / IndexPrice(per, market);
    }

    /// <summary>P_base ÷ P_settle: an option's spot price, and its forward.</summary>
    public static Fraction Spot(InstrumentParameters instrument, MarketView market) =>
        IndexPrice(instrument.Base, market) / IndexPrice(instrument.Settle, market);

    public static OptionValue ValueOf(InstrumentParameters option, MarketView market) =>
        market.ValueOf(option) ?? throw new InvalidOperationException($"no price or volatility of {option.Id}");
}
