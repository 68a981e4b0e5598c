using CollateralActors.Journal.Codec.Parts;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Loans;

/// <summary>A pool as snapshots and state hashes see it.</summary>
internal static class PoolStateForm
{
    public static readonly FormTable Table = new FormTable()
        .Add("pool.state.v1", FlatJson.Default.PoolStateV1, (PoolState state) => ToStored(state), ToDomain);

    private static PoolStateV1 ToStored(PoolState state) => new(
        PoolFiguresV1.Of(state.Figures),
        state.Index.Value,
        state.Before.Value,
        state.VenueShares == Amount.Zero ? null : state.VenueShares.Value,
        state.InAdvance == Amount.Zero ? null : state.InAdvance.Value,
        state.Told is { } told ? PoolFiguresV1.Of(told) : null);

    private static PoolState ToDomain(PoolStateV1 s)
    {
        var figures = s.Figures.ToDomain();
        return new PoolState(figures.Asset)
        {
            Cash = figures.Cash,
            Units = figures.Units,
            Shares = figures.Shares,
            SupplyIndex = figures.SupplyIndex,
            Reserve = figures.Reserve,
            Index = new Rate(s.Index),
            Before = new Rate(s.Before),
            VenueShares = new Amount(s.VenueShares ?? 0m),
            InAdvance = new Amount(s.InAdvance ?? 0m),
            Told = s.Told?.ToDomain(),
        };
    }
}

internal sealed record PoolStateV1(
    [property: JsonName("figures")] PoolFiguresV1 Figures,
    [property: JsonName("index")] decimal Index,
    [property: JsonName("before")] decimal Before,
    [property: JsonName("venueShares")] decimal? VenueShares = null,
    [property: JsonName("inAdvance")] decimal? InAdvance = null,
    [property: JsonName("told")] PoolFiguresV1? Told = null);
