using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>What a source says that a price is. Time in milliseconds since 1970, UTC.</summary>
internal sealed record QuoteV1(
    [property: JsonName("symbol")] string Symbol,
    [property: JsonName("source")] string Source,
    [property: JsonName("price")] decimal Price,
    [property: JsonName("time")] long Time,
    [property: JsonName("confidence")] decimal? Confidence = null)
{
    public static QuoteV1[] Of(IEnumerable<Quote> list) =>
        [.. list.Select(q => new QuoteV1(
            q.Symbol.Value, q.Source.Value, q.Price.Value, q.Time.UnixMilliseconds, q.Confidence?.Value))];

    public static ValueList<Quote> Read(QuoteV1[] list) => [.. list.Select(part => part.ToDomain())];

    private Quote ToDomain() => new(new Symbol(Symbol), new SourceId(Source), new Price(Price), new Instant(Time))
    {
        Confidence = PriceV1.Read(Confidence),
    };
}
