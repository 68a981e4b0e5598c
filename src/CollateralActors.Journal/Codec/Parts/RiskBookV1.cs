using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>One version of the venue's parameters.</summary>
internal sealed record RiskBookV1(
    [property: JsonName("version")] int Version,
    [property: JsonName("valuation")] string Valuation,
    [property: JsonName("marginCallRatio")] decimal MarginCallRatio,
    [property: JsonName("liquidationTarget")] decimal LiquidationTarget,
    [property: JsonName("assets")] AssetParametersV1[] Assets,
    [property: JsonName("instruments")] InstrumentParametersV1[] Instruments)
{
    public static RiskBookV1 Of(RiskBook book) => new(
        book.Version.Value,
        book.Valuation.Value,
        book.MarginCallRatio.Value,
        book.LiquidationTarget.Value,
        [.. book.Assets.Select(AssetParametersV1.Of)],
        [.. book.Instruments.Select(InstrumentParametersV1.Of)]);

    public RiskBook ToDomain() => new(
        new RiskBookVersion(Version),
        new AssetId(Valuation),
        new Rate(MarginCallRatio),
        new Rate(LiquidationTarget),
        Assets.Select(asset => asset.ToDomain()),
        Instruments.Select(instrument => instrument.ToDomain()));
}

/// <param name="Id">The asset.</param>
/// <param name="Scale">Decimals of a balance.</param>
/// <param name="Slices">Collateral value; the last slice's end is absent where there is none.</param>
/// <param name="LiabilitySurcharge">On what is owed.</param>
internal sealed record AssetParametersV1(
    [property: JsonName("id")] string Id,
    [property: JsonName("scale")] int Scale,
    [property: JsonName("slices")] HaircutSliceV1[] Slices,
    [property: JsonName("liabilitySurcharge")] decimal LiabilitySurcharge)
{
    public static AssetParametersV1 Of(AssetParameters p) => new(
        p.Id.Value,
        p.Scale,
        [.. p.Collateral.Slices.Select(s => new HaircutSliceV1(
            s.Haircut.Value, s.UpTo == CollateralSchedule.Endless ? null : s.UpTo.Value))],
        p.LiabilitySurcharge.Value);

    public AssetParameters ToDomain() => new(
        new AssetId(Id),
        Scale,
        new CollateralSchedule([.. Slices.Select(s => new HaircutSlice(
            s.UpTo is { } end ? new Amount(end) : CollateralSchedule.Endless, new Rate(s.Haircut)))]),
        new Rate(LiabilitySurcharge));
}

internal sealed record HaircutSliceV1(
    [property: JsonName("haircut")] decimal Haircut,
    [property: JsonName("upTo")] decimal? UpTo = null);
