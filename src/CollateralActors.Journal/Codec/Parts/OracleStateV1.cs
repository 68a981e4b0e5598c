using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>All that an oracle remembers; absent members are what it does not have.</summary>
internal sealed record OracleStateV1(
    [property: JsonName("mode")] string Mode,
    [property: JsonName("condition")] string Condition,
    [property: JsonName("quotes")] SourceQuoteV1[] Quotes,
    [property: JsonName("accepted")] AcceptedPriceV1? Accepted = null,
    [property: JsonName("pending")] PendingMoveV1? Pending = null,
    [property: JsonName("confidence")] decimal? Confidence = null,
    [property: JsonName("premium")] TimeAverageV1? Premium = null,
    [property: JsonName("lastPremium")] decimal? LastPremium = null,
    [property: JsonName("smoothed")] decimal? Smoothed = null,
    [property: JsonName("average")] TimeAverageV1? Average = null,
    [property: JsonName("low")] decimal? Low = null,
    [property: JsonName("high")] decimal? High = null,
    [property: JsonName("downSince")] long? DownSince = null,
    [property: JsonName("remaining")] decimal? Remaining = null)
{
    public static OracleStateV1 Of(OracleState state) => new(
        Names<OracleMode>.Of(state.Mode),
        Names<OracleCondition>.Of(state.Condition),
        [.. state.Quotes.Select(SourceQuoteV1.Of)],
        state.Accepted is { } a ? new AcceptedPriceV1(a.Price.Value, a.AcceptedAt.UnixMilliseconds) : null,
        state.Pending is { } p
            ? new PendingMoveV1(Names<MoveDirection>.Of(p.Direction), p.Since.UnixMilliseconds)
            : null,
        state.Confidence?.Value,
        TimeAverageV1.Of(state.Premium),
        state.Premium is null ? null : state.LastPremium,
        state.Smoothed?.Value,
        TimeAverageV1.Of(state.Average),
        state.Cautious?.Low.Value,
        state.Cautious?.High.Value,
        state.DownSince?.UnixMilliseconds,
        state.Remaining?.Value);

    public OracleState ToDomain() => new(
        [.. Quotes.Select(quote => quote.ToDomain())],
        Accepted is { } a ? new AcceptedPrice(new Price(a.Price), new Instant(a.Time)) : null,
        Pending is { } p ? new PendingMove(Names<MoveDirection>.Read(p.Direction), new Instant(p.Since)) : null,
        Names<OracleMode>.Read(Mode),
        Names<OracleCondition>.Read(Condition))
    {
        Confidence = PriceV1.Read(Confidence),
        Premium = Premium?.ToDomain(),
        LastPremium = LastPremium ?? 0m,
        Smoothed = PriceV1.Read(Smoothed),
        Average = Average?.ToDomain(),
        Cautious = Low is { } low && High is { } high ? new CautiousPrices(new Price(low), new Price(high)) : null,
        DownSince = DownSince is { } since ? new Instant(since) : null,
        Remaining = Remaining is { } share ? new Rate(share) : null,
    };
}

internal sealed record SourceQuoteV1(
    [property: JsonName("source")] string Source,
    [property: JsonName("price")] decimal Price,
    [property: JsonName("time")] long Time,
    [property: JsonName("receivedAt")] long ReceivedAt,
    [property: JsonName("confidence")] decimal? Confidence = null)
{
    public static SourceQuoteV1 Of(SourceQuote q) => new(
        q.Source.Value, q.Price.Value, q.Time.UnixMilliseconds, q.ReceivedAt.UnixMilliseconds, q.Confidence?.Value);

    public SourceQuote ToDomain() =>
        new(new SourceId(Source), new Price(Price), new Instant(Time), new Instant(ReceivedAt))
        {
            Confidence = PriceV1.Read(Confidence),
        };
}

internal sealed record AcceptedPriceV1(
    [property: JsonName("price")] decimal Price,
    [property: JsonName("time")] long Time);

internal sealed record PendingMoveV1(
    [property: JsonName("direction")] string Direction,
    [property: JsonName("since")] long Since);

/// <summary>A mean over time, the milliseconds that it rests on, and up to when it is made.</summary>
internal sealed record TimeAverageV1(
    [property: JsonName("value")] decimal Value,
    [property: JsonName("weight")] decimal Weight,
    [property: JsonName("at")] long At)
{
    public static TimeAverageV1? Of(TimeAverage? average) =>
        average is null ? null : new(average.Value, average.Weight, average.At.UnixMilliseconds);

    public TimeAverage ToDomain() => new(Value, Weight, new Instant(At));
}
