using System.Collections.Immutable;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Tests.Specs;

/// <summary>Frames of the specifications whose prices are not good for everything.</summary>
internal static class Qualities
{
    public static MarketView With(this MarketView market, PriceQuality quality, RiskBook? risk = null) =>
        new(market.Frame, market.Time, risk ?? market.Risk, market.IndexPrices, market.Marks, market.OptionQuotes, quality)
        {
            FundingIndices = market.FundingIndices,
            InterestIndices = market.InterestIndices,
            Totals = market.Totals,
            Settlements = market.Settlements,
        };

    public static PriceQuality Cautious(params (string Symbol, decimal Low, decimal High)[] pairs) => new()
    {
        Cautious = pairs.ToImmutableSortedDictionary(
            p => new Symbol(p.Symbol), p => new CautiousPrices(new Price(p.Low), new Price(p.High))),
    };

    public static PriceQuality Conditions(params (string Symbol, OracleCondition Condition)[] conditions) => new()
    {
        Conditions = conditions.ToImmutableSortedDictionary(c => new Symbol(c.Symbol), c => c.Condition),
    };

    public static MarketView WithMark(this MarketView market, InstrumentId instrument, decimal mark) =>
        new(market.Frame, market.Time, market.Risk, market.IndexPrices, market.Marks.SetItem(instrument, new Price(mark)), null, market.Quality);
}
