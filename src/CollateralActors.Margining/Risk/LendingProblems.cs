using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Risk;

/// <summary>What must hold of the rules by which an asset is lent.</summary>
public static class LendingProblems
{
    private const int MostPoints = 16;

    /// <summary>Everything that is wrong with an asset's rules, a sentence each; empty where nothing is.</summary>
    internal static IEnumerable<string> Of(AssetParameters asset)
    {
        if (asset.Lending is not { } rules)
            return [];
        var own = Of(rules, asset.Scale).Select(problem => $"lending of {asset.Id}: {problem}");
        return asset.Debt.BorrowRate == Rate.Zero
            ? own
            : own.Append(
                $"lending of {asset.Id}: debts of it have a borrow rate of their own; what is owed of an asset that is "
                + "lent costs what its pool's rates say, so leave one of the two out");
    }

    /// <summary>The same of rules by themselves.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="scale">Decimals of the asset.</param>
    public static IEnumerable<string> Of(LendingRules rules, int scale) =>
    [
        .. OfRates(rules.Rates),
        .. rules.ReserveFactor.Value is < 0m or >= 1m
            ? [$"reserve factor {rules.ReserveFactor} is not 0 to below 1; suppliers would get nothing"]
            : (string[])[],
        .. OfAmount("debt ceiling", rules.DebtCeiling, scale),
        .. OfAmount("supply cap", rules.SupplyCap, scale),
        .. OfAmount("minimum loan", rules.MinimumLoan, scale),
        .. rules.DebtCeiling is { } ceiling && rules.MinimumLoan > ceiling
            ? [$"minimum loan {rules.MinimumLoan} is above the debt ceiling {ceiling}; nothing could be lent"]
            : (string[])[],
    ];

    private static IEnumerable<string> OfRates(ValueList<RatePoint> rates)
    {
        if (rates.Count is < 2 or > MostPoints)
        {
            yield return $"there are {rates.Count} points of rates; expected 2 to {MostPoints}, "
                + "from a utilisation of 0 to one of 1";
            yield break;
        }

        if (rates[0].Utilisation != Rate.Zero || rates[^1].Utilisation != Rate.One)
            yield return $"rates go from a utilisation of {rates[0].Utilisation} to {rates[^1].Utilisation}; "
                + "expected from 0 to 1";
        for (var i = 0; i < rates.Count; i++)
        {
            var (utilisation, yearly) = rates[i];
            if (yearly.Value is < 0m or > DebtRules.LargestRate)
                yield return $"rate {yearly} at {utilisation} is not 0 to "
                    + $"{Decimals.Plain(DebtRules.LargestRate)} a year";
            if (i > 0 && utilisation.Value <= rates[i - 1].Utilisation.Value)
                yield return $"utilisation {utilisation} comes after {rates[i - 1].Utilisation}; they have to rise";
            if (i > 0 && yearly < rates[i - 1].Yearly)
                yield return $"rate {yearly} at {utilisation} is below {rates[i - 1].Yearly} at "
                    + $"{rates[i - 1].Utilisation}; it must not fall as more is lent";
        }
    }

    private static IEnumerable<string> OfAmount(string what, Amount? amount, int scale) =>
        amount is { } set && (set.Value is < 0m or > Limits.LargestBalance || !Decimals.FitsScale(set.Value, scale))
            ? [$"{what} {set} is not 0 to {Decimals.Plain(Limits.LargestBalance)} with at most {scale} decimals"]
            : [];
}
