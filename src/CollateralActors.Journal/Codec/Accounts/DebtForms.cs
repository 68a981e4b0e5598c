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
