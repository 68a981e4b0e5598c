using System.Collections.Immutable;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>The rules of portfolio mode; absent where there is none.</summary>
internal sealed record PortfolioRulesV1(
    [property: JsonName("scans")] ScanParametersV1[] Scans,
    [property: JsonName("offsets")] ScanOffsetV1[]? Offsets = null)
{
    public static PortfolioRulesV1? Of(PortfolioRules rules) => rules.Equals(PortfolioRules.None) ? null : new(
        [.. rules.Scans.Select(scan => ScanParametersV1.Of(scan.Key, scan.Value))],
        rules.Offsets.Count == 0 ? null : [.. rules.Offsets.Select(ScanOffsetV1.Of)]);

    public PortfolioRules ToDomain() => new(
        Scans.ToImmutableSortedDictionary(scan => new AssetId(scan.Base), scan => scan.ToDomain()),
        (Offsets ?? []).Select(offset => offset.ToDomain()).ToValueList());
}

/// <summary>The scenarios of one base; what is absent is 0.</summary>
internal sealed record ScanParametersV1(
    [property: JsonName("base")] string Base,
    [property: JsonName("priceMoves")] decimal[] PriceMoves,
    [property: JsonName("volatilityMoves")] decimal[] VolatilityMoves,
    [property: JsonName("initialFactor")] decimal InitialFactor,
    [property: JsonName("maintenanceFactor")] decimal MaintenanceFactor,
    [property: JsonName("shortOptionMinimum")] decimal? ShortOptionMinimum = null,
    [property: JsonName("basisContingency")] decimal? BasisContingency = null)
{
    public static ScanParametersV1 Of(AssetId @base, ScanParameters p) => new(
        @base.Value,
        [.. p.PriceMoves.Select(move => move.Value)],
        [.. p.VolatilityMoves.Select(move => move.Value)],
        p.InitialFactor.Value,
        p.MaintenanceFactor.Value,
        p.ShortOptionMinimum == Rate.Zero ? null : p.ShortOptionMinimum.Value,
        p.BasisContingency == Rate.Zero ? null : p.BasisContingency.Value);

    public ScanParameters ToDomain() => new(
        PriceMoves.Select(move => new Rate(move)).ToValueList(),
        VolatilityMoves.Select(move => new Rate(move)).ToValueList(),
        new Rate(InitialFactor),
        new Rate(MaintenanceFactor),
        new Rate(ShortOptionMinimum ?? 0m),
        new Rate(BasisContingency ?? 0m));
}

/// <summary>Bases that offset each other.</summary>
internal sealed record ScanOffsetV1(
    [property: JsonName("bases")] string[] Bases,
    [property: JsonName("credit")] decimal Credit)
{
    public static ScanOffsetV1 Of(ScanOffset offset) =>
        new([.. offset.Bases.Select(@base => @base.Value)], offset.Credit.Value);

    public ScanOffset ToDomain() => new(Bases.Select(@base => new AssetId(@base)).ToValueList(), new Rate(Credit));
}
