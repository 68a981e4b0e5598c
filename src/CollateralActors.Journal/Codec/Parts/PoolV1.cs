using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>How a pool stands.</summary>
internal sealed record PoolFiguresV1(
    [property: JsonName("asset")] string Asset,
    [property: JsonName("cash")] decimal Cash,
    [property: JsonName("units")] decimal Units,
    [property: JsonName("shares")] decimal Shares,
    [property: JsonName("supplyIndex")] decimal SupplyIndex,
    [property: JsonName("reserve")] decimal Reserve)
{
    public static PoolFiguresV1 Of(PoolFigures p) =>
        new(p.Asset.Value, p.Cash.Value, p.Units.Value, p.Shares.Value, p.SupplyIndex.Value, p.Reserve.Value);

    public static PoolFiguresV1[]? Of(IReadOnlyCollection<PoolFigures> list) =>
        list.Count == 0 ? null : [.. list.Select(Of)];

    public static ValueList<PoolFigures> Read(PoolFiguresV1[]? list) =>
        [.. (list ?? []).Select(part => part.ToDomain())];

    public PoolFigures ToDomain() => new(
        new AssetId(Asset),
        new Amount(Cash),
        new Amount(Units),
        new Amount(Shares),
        new Rate(SupplyIndex),
        new Amount(Reserve));
}

/// <summary>What was asked of a pool; without an amount, for all shares.</summary>
internal sealed record PoolRequestV1(
    [property: JsonName("action")] string Action,
    [property: JsonName("amount")] decimal? Amount = null,
    [property: JsonName("shares")] decimal? Shares = null)
{
    public static PoolRequestV1? Of(PoolRequest? r) => r is null
        ? null
        : new(Names<PoolAction>.Of(r.Action), r.Amount?.Value, r.Shares.Value == 0m ? null : r.Shares.Value);

    public PoolRequest ToDomain() => new(
        Names<PoolAction>.Read(Action),
        Amount is { } amount ? new Margining.Units.Amount(amount) : null)
    {
        Shares = new Margining.Units.Amount(Shares ?? 0m),
    };
}

/// <summary>What an account has to do with the pool of an asset.</summary>
internal sealed record PoolStakeV1(
    [property: JsonName("asset")] string Asset,
    [property: JsonName("units")] decimal? Units = null,
    [property: JsonName("shares")] decimal? Shares = null,
    [property: JsonName("asked")] PoolRequestV1? Asked = null)
{
    public static PoolStakeV1 Of(AssetId asset, PoolStake s) => new(
        asset.Value,
        s.Units.Value == 0m ? null : s.Units.Value,
        s.Shares.Value == 0m ? null : s.Shares.Value,
        PoolRequestV1.Of(s.Asked));

    public PoolStake ToDomain() => new(new Amount(Units ?? 0m), new Amount(Shares ?? 0m))
    {
        Asked = Asked?.ToDomain(),
    };
}
