using System.Globalization;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;

namespace CollateralActors.Margining.Tests.Watching;

/// <summary>Markets inside a box: corners half of the time, else points anywhere in it. Open sides are tried far out.</summary>
internal static class BoxSamples
{
    public static MarketView Within(RandomVenue venue, Band band, MarketView market) =>
        Within(venue, band.Variables, band.Intervals, market);

    public static MarketView Within(
        RandomVenue venue, ReadOnlySpan<MarketVariable> variables, ReadOnlySpan<PriceInterval> box, MarketView market)
    {
        var (indexPrices, marks, funding) = (market.IndexPrices, market.Marks, market.FundingIndices);
        var (interest, quotes, time) = (market.InterestIndices, market.OptionQuotes, market.Time);
        var isCorner = venue.Random.Next(2) == 0;
        for (var i = 0; i < box.Length; i++)
        {
            if (box[i].IsAbsent)
                continue;
            var now = variables[i].In(market).Value;
            var low = box[i].HasLow ? box[i].Low.Value : now / 50m;
            var high = box[i].HasHigh ? box[i].High.Value : now * 50m;
            var price = new Price(isCorner ? venue.Pick(low, high) : venue.Between(low, high));
            if (variables[i].IsFunding)
                funding = funding.SetItem(new InstrumentId(variables[i].Name), new Amount(price.Value));
            else if (variables[i].Kind == MarketVariableKind.InterestIndex)
                interest = interest.SetItem(new AssetId(variables[i].Name), new Rate(price.Value));
            else if (variables[i].Kind == MarketVariableKind.ImpliedVolatility)
                quotes = quotes.SetItem(new InstrumentId(variables[i].Name), new OptionQuote(new Rate(price.Value)));
            else if (variables[i].Kind == MarketVariableKind.TimeLeft)
                time = new Instant(long.Parse(variables[i].Name, CultureInfo.InvariantCulture) - (long)Math.Ceiling(price.Value));
            else if (variables[i].Kind == MarketVariableKind.MarkPrice)
                marks = marks.SetItem(new InstrumentId(variables[i].Name), price);
            else
                indexPrices = indexPrices.SetItem(new AssetId(variables[i].Name), price);
        }

        return new MarketView(market.Frame.Next, time, market.Risk, indexPrices, marks, quotes)
        {
            FundingIndices = funding,
            InterestIndices = interest,
        };
    }
}
