using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Risk;

/// <summary>The risk book as snapshots and state hashes see it.</summary>
internal static class RiskBookStateForm
{
    public static readonly FormTable Table = new FormTable()
        .Add(
            "risk-book.state.v1",
            FlatJson.Default.RiskBookStateV1,
            (RiskBookState state) => new RiskBookStateV1(state.Version.Value),
            s => new RiskBookState(new RiskBookVersion(s.Version)));
}

internal sealed record RiskBookStateV1(
    [property: JsonName("version")] int Version);
