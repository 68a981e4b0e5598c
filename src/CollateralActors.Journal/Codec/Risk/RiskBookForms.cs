using CollateralActors.Journal.Codec.Parts;
using CollateralActors.Margining.Risk;
using static CollateralActors.Journal.Codec.FlatJson;

namespace CollateralActors.Journal.Codec.Risk;

/// <summary>What the venue's risk book stores.</summary>
internal static class RiskBookEvents
{
    public static readonly FormTable Table = new FormTable()
        .Add(
            "risk-book.adopted.v1",
            Default.AdoptedV1,
            (RiskBookEvent.Adopted e) => new AdoptedV1(
                RiskBookV1.Of(e.Book),
                e.EffectiveAt?.UnixMilliseconds,
                e.GraceUntil?.UnixMilliseconds,
                RecalibrationV1.Of(e.Inputs)),
            s => new RiskBookEvent.Adopted(s.Book.ToDomain())
            {
                EffectiveAt = TimeV1.Read(s.EffectiveAt),
                GraceUntil = TimeV1.Read(s.GraceUntil),
                Inputs = s.Inputs?.ToDomain(),
            });
}

/// <summary>What the venue's risk book is sent.</summary>
internal static class RiskBookCommands
{
    public static readonly FormTable Table = new FormTable()
        .Add(
            "msg.risk-book.adopt.v1",
            Default.AdoptV1,
            (RiskBookCommand.Adopt c) => new AdoptV1(
                RiskBookV1.Of(c.Book),
                c.EffectiveAt?.UnixMilliseconds,
                c.GraceUntil?.UnixMilliseconds,
                RecalibrationV1.Of(c.Inputs)),
            s => new RiskBookCommand.Adopt(s.Book.ToDomain())
            {
                EffectiveAt = TimeV1.Read(s.EffectiveAt),
                GraceUntil = TimeV1.Read(s.GraceUntil),
                Inputs = s.Inputs?.ToDomain(),
            });
}

internal sealed record AdoptedV1(
    [property: JsonName("book")] RiskBookV1 Book,
    [property: JsonName("effectiveAt")] long? EffectiveAt = null,
    [property: JsonName("graceUntil")] long? GraceUntil = null,
    [property: JsonName("inputs")] RecalibrationV1? Inputs = null);

internal sealed record AdoptV1(
    [property: JsonName("book")] RiskBookV1 Book,
    [property: JsonName("effectiveAt")] long? EffectiveAt = null,
    [property: JsonName("graceUntil")] long? GraceUntil = null,
    [property: JsonName("inputs")] RecalibrationV1? Inputs = null);
