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

    public static DebtRules Read(JsonObjectReader asset) => new()
    {
        BorrowRate = new Rate(asset.Number("borrowRate", Rates, 0m)),
    };
}
