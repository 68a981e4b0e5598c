using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;

namespace CollateralActors.Simulation.RiskBooks;

/// <summary>Reads <c>lending</c> of an asset of a venue.</summary>
internal static class LendingMembers
{
    private static readonly NumberRange Rates = new(0m, value => value is >= 0m and <= DebtRules.LargestRate
        ? null
        : $"is not within 0 … {Decimals.Plain(DebtRules.LargestRate)}; write 5 % a year as 0.05");

    /// <summary>Null where the asset is not lent.</summary>
    public static LendingRules? Read(JsonObjectReader asset, int scale)
    {
        if (!asset.Has("lending") || asset.Object("lending") is not { } lending)
            return null;
        var before = lending.Problems.Found.Count;
        var rules = new LendingRules(
            [.. lending.List("rates").Select(ReadPoint)],
            new Rate(lending.Number("reserveFactor", NumberRange.Share, 0m)))
        {
            DebtCeiling = AmountOf("debtCeiling"),
            SupplyCap = AmountOf("supplyCap"),
            MinimumLoan = AmountOf("minimumLoan") ?? Amount.Zero,
        };
        lending.Done();
        if (lending.Problems.Found.Count > before)
            return rules;
        foreach (var problem in LendingProblems.Of(rules, scale))
            lending.Wrong(problem);
        if (asset.Has("borrowRate"))
            asset.Wrong(
                "borrowRate", "the asset is lent: its debts cost what the rates of its pool say; leave this out");
        return rules;

        Amount? AmountOf(string name) =>
            lending.Has(name) ? new Amount(lending.Number(name, NumberRange.NotNegative)) : null;
    }

    private static RatePoint ReadPoint(JsonObjectReader point)
    {
        var read = new RatePoint(
            new Rate(point.Number("utilisation", NumberRange.Share)), new Rate(point.Number("yearly", Rates)));
        point.Done();
        return read;
    }
}
