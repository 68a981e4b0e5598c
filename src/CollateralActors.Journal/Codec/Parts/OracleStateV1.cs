using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>All that an oracle remembers; absent members are what it does not have yet.</summary>
internal sealed record OracleStateV1(
    [property: JsonName("mode")] string Mode,
    [property: JsonName("condition")] string Condition,
    [property: JsonName("quotes")] SourceQuoteV1[] Quotes,
    [property: JsonName("accepted")] AcceptedPriceV1? Accepted = null,
    [property: JsonName("pending")] PendingMoveV1? Pending = null)
{
    public static OracleStateV1 Of(OracleState state) => new(
        Names<OracleMode>.Of(state.Mode),
        Names<OracleCondition>.Of(state.Condition),
        [.. state.Quotes.Select(q => new SourceQuoteV1(
            q.Source.Value, q.Price.Value, q.Time.UnixMilliseconds, q.ReceivedAt.UnixMilliseconds))],
        state.Accepted is { } a ? new AcceptedPriceV1(a.Price.Value, a.AcceptedAt.UnixMilliseconds) : null,
        state.Pending is { } p
            ? new PendingMoveV1(Names<MoveDirection>.Of(p.Direction), p.Since.UnixMilliseconds)
            : null);

    public OracleState ToDomain() => new(
        [.. Quotes.Select(q => new SourceQuote(
            new SourceId(q.Source), new Price(q.Price), new Instant(q.Time), new Instant(q.ReceivedAt)))],
        Accepted is { } a ? new AcceptedPrice(new Price(a.Price), new Instant(a.Time)) : null,
        Pending is { } p ? new PendingMove(Names<MoveDirection>.Read(p.Direction), new Instant(p.Since)) : null,
        Names<OracleMode>.Read(Mode),
        Names<OracleCondition>.Read(Condition));
}

internal sealed record SourceQuoteV1(
    [property: JsonName("source")] string Source,
    [property: JsonName("price")] decimal Price,
    [property: JsonName("time")] long Time,
    [property: JsonName("receivedAt")] long ReceivedAt);

internal sealed record AcceptedPriceV1(
    [property: JsonName("price")] decimal Price,
    [property: JsonName("time")] long Time);

internal sealed record PendingMoveV1(
    [property: JsonName("direction")] string Direction,
    [property: JsonName("since")] long Since);
