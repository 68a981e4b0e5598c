using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Risk;

/// <summary>What must hold of the rules for debts of an asset.</summary>
internal static class DebtProblems
{
    /// <summary>Everything that is wrong with them, a sentence each; empty where nothing is.</summary>
    public static IEnumerable<string> Of(AssetParameters asset)
    {
        var (id, rules) = (asset.Id, asset.Debt);
        if (rules.BorrowRate.Value is < 0m or > DebtRules.LargestRate)
            yield return $"borrow rate {rules.BorrowRate} of {id} is not 0 to "
                + $"{Decimals.Plain(DebtRules.LargestRate)} a year";
        if (rules.ConversionLimit is { } limit
            && (limit.Value is < 0m or > Limits.Largest || !Decimals.FitsScale(limit.Value, asset.Scale)))
            yield return $"conversion limit {limit} of {id} is not 0 or more with at most {asset.Scale} decimals; "
                + "leave it out for no conversion";
        if (rules.ConversionFee.Value is < 0m or >= 1m)
            yield return $"conversion fee {rules.ConversionFee} of {id} is not 0 to below 1";
    }
}
