using CollateralActors.Journal.Codec.Parts;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Accounts;

internal sealed record InterestSettledV1(
    [property: JsonName("debts")] SettledInterestV1[] Debts);

/// <summary>What a debt was charged; nothing where it begins.</summary>
internal sealed record SettledInterestV1(
    [property: JsonName("asset")] string Asset,
    [property: JsonName("debt")] decimal Debt,
    [property: JsonName("from")] decimal From,
    [property: JsonName("to")] decimal To,
    [property: JsonName("charged")] decimal Charged)
{
    public static SettledInterestV1 Of(SettledInterest s) =>
        new(s.Asset.Value, s.Debt.Value, s.From.Value, s.To.Value, s.Charged.Value);

    public SettledInterest ToDomain() =>
        new(new AssetId(Asset), new Amount(Debt), new Rate(From), new Rate(To), new Amount(Charged));
}

internal sealed record DebtConvertedV1(
    [property: JsonName("asset")] string Asset,
    [property: JsonName("debt")] decimal Debt,
    [property: JsonName("from")] ConvertedAssetV1[] From,
    [property: JsonName("basis")] MarketBasisV1 Basis);

/// <summary>What of an asset was converted; <c>repaid</c> is in units of what was owed.</summary>
internal sealed record ConvertedAssetV1(
    [property: JsonName("asset")] string Asset,
    [property: JsonName("given")] decimal Given,
    [property: JsonName("fee")] decimal Fee,
    [property: JsonName("repaid")] decimal Repaid)
{
    public static ConvertedAssetV1 Of(ConvertedAsset c) =>
        new(c.Asset.Value, c.Given.Value, c.Fee.Value, c.Repaid.Value);

    public ConvertedAsset ToDomain() =>
        new(new AssetId(Asset), new Amount(Given), new Amount(Fee), new Amount(Repaid));
}
