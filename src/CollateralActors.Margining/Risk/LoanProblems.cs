using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Risk;

/// <summary>What must hold of the terms on which an asset is lent against.</summary>
public static class LoanProblems
{
    /// <summary>Everything that is wrong with an asset's terms, a sentence each; empty where nothing is.</summary>
    internal static IEnumerable<string> Of(AssetParameters asset) =>
        asset.Loan is { } terms ? Of(terms).Select(problem => $"loan of {asset.Id}: {problem}") : [];

    /// <summary>The same of terms by themselves.</summary>
    public static IEnumerable<string> Of(LoanTerms terms)
    {
        Rate[] shares = [terms.LoanToValue, terms.LiquidationThreshold, terms.LiquidationBonus, terms.CloseFactor];
        if (shares.Any(share => share.Value is < 0m or > 1m))
            yield return "loan-to-value, liquidation threshold, liquidation bonus and close factor are not all 0 to 1";
        if (terms.LoanToValue > terms.LiquidationThreshold)
            yield return $"loan-to-value {terms.LoanToValue} is above the liquidation threshold "
                + $"{terms.LiquidationThreshold}; a new loan would be liquidated at once";

        // Repaying r takes r × (1 + bonus) of collateral: at the threshold that has to leave the account better off.
        if (terms.LiquidationThreshold.Value * (1m + terms.LiquidationBonus.Value) > 1m)
            yield return $"the liquidation threshold {terms.LiquidationThreshold} × (1 + bonus "
                + $"{terms.LiquidationBonus}) is above 1; a liquidation would take more than it repays the account for";
        if (terms.CloseFactor.Value <= 0m)
            yield return $"close factor {terms.CloseFactor} is not above 0; nothing could ever be liquidated";
    }
}
