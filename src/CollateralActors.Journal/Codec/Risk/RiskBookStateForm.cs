using CollateralActors.Journal.Codec.Parts;
using CollateralActors.Margining.Risk;

namespace CollateralActors.Journal.Codec.Risk;

/// <summary>The risk book as snapshots and state hashes see it.</summary>
internal static class RiskBookStateForm
{
    public static readonly FormTable Table = new FormTable()
        .Add(
            "risk-book.state.v1",
            FlatJson.Default.RiskBookStateV1,
            (RiskBookState state) => new RiskBookStateV1(
                state.Book is { } book ? RiskBookV1.Of(book) : null, PathTermsV1.Of(state.Paths)),
            s => new RiskBookState(s.Book?.ToDomain()) { Paths = PathTermsV1.Read(s.Paths) });
}

internal sealed record RiskBookStateV1(
    [property: JsonName("book")] RiskBookV1? Book = null,
    [property: JsonName("paths")] PathTermsV1[]? Paths = null);
