using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>What an asset is good for as the collateral of a loan.</summary>
internal sealed record LoanTermsV1(
    [property: JsonName("loanToValue")] decimal LoanToValue,
    [property: JsonName("liquidationThreshold")] decimal LiquidationThreshold,
    [property: JsonName("liquidationBonus")] decimal LiquidationBonus,
    [property: JsonName("closeFactor")] decimal CloseFactor)
{
    public static LoanTermsV1? Of(LoanTerms? terms) => terms is null
        ? null
        : new(
            terms.LoanToValue.Value,
            terms.LiquidationThreshold.Value,
            terms.LiquidationBonus.Value,
            terms.CloseFactor.Value);

    public LoanTerms ToDomain() => new(
        new Rate(LoanToValue), new Rate(LiquidationThreshold), new Rate(LiquidationBonus), new Rate(CloseFactor));
}
