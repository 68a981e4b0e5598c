using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Margin;

/// <summary>Prices as exact fractions: a mark that is a quotient of index prices keeps all of its digits.</summary>
internal static class ExactMarket
{
    public static Fraction IndexPrice(AssetId asset, MarketView market) =>
        MarginCalculator.PriceOf(asset, market).Value;

    public static Fraction Mark(InstrumentParameters instrument, MarketView market)
    {
        if (market.Marks.TryGetValue(instrument.Id, out var mark))
            return mark.Value;
        var per = instrument.IsInverse ? instrument.Quote : instrument.Settle;
        return IndexPrice(instrument.Base, market) / IndexPrice(per, market);
    }
}
