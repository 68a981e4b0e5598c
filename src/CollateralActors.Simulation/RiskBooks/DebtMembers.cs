using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;

namespace CollateralActors.Simulation.RiskBooks;

/// <summary>Reads what it costs to owe an asset; what is left out costs nothing.</summary>
internal static class DebtMembers
{
    private static readonly NumberRange Rates = new(0m, value => value is >= 0m and <= DebtRules.LargestRate
        ? null
        : $"is not within 0 … {Decimals.Plain(DebtRules.LargestRate)}; write 5 % a year as 0.05");

    private static readonly NumberRange Fees =
        new(0m, value => value is >= 0m and < 1m ? null : "is not within 0 … 1 and below 1; write 0.5 % as 0.005");

    public static DebtRules Read(JsonObjectReader asset, int scale) => new()
    {
        BorrowRate = new Rate(asset.Number("borrowRate", Rates, 0m)),
        ConversionLimit = asset.Has("conversionLimit")
            ? new Amount(asset.Number("conversionLimit", OfScale(scale)))
            : null,
        ConversionFee = new Rate(asset.Number("conversionFee", Fees, 0m)),
    };

    private static NumberRange OfScale(int scale) => new(0m, value =>
        value is >= 0m and <= Limits.Largest && Decimals.FitsScale(value, scale)
            ? null
            : FormattableString.Invariant($"is not 0 or more with at most {scale} decimals, as the asset has"));
}
