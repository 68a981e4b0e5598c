using System.Diagnostics;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>Says to whoever is refused what the account has and what does not count for what was asked.</summary>
internal static class CutsInWords
{
    /// <summary>
    /// Such as <c>; for withdrawals 120 USD of unrealised profit do not count</c>; empty where everything counts.
    /// </summary>
    public static string Of(PurposeFigures figures, CollateralPurpose purpose, RiskBook risk)
    {
        var scale = risk[risk.Valuation].Scale;
        var cuts = figures.Cuts.Select(cut => (cut.By, Amount: Decimals.Down(cut.Amount.Value, scale)))
            .Where(cut => cut.Amount > 0m)
            .Select(cut => $"{Decimals.Plain(cut.Amount)} {risk.Valuation} {Words(cut.By)}")
            .ToList();
        return cuts.Count == 0 ? string.Empty : $"; {Words(purpose)} {Joined(cuts)} do not count";
    }

    private static string Joined(List<string> cuts) =>
        cuts is [.. var first, var last] && first.Count > 0 ? $"{string.Join(", ", first)} and {last}" : cuts[0];

    private static string Words(CollateralPurpose purpose) => purpose switch
    {
        CollateralPurpose.Initial => "for initial margin",
        CollateralPurpose.Borrowing => "for borrowing",
        CollateralPurpose.Withdrawal => "for withdrawals",
        _ => throw new UnreachableException($"nobody is refused for {purpose}"),
    };

    private static string Words(CollateralRule rule) => rule switch
    {
        CollateralRule.ProfitWeight => "of unrealised profit",
        CollateralRule.PurposeHaircut => "by its haircuts",
        CollateralRule.AccountCap => "beyond what an account may count",
        CollateralRule.Peg => "of assets below their peg",
        CollateralRule.Concentration => "because the venue holds much of the asset",
        CollateralRule.VenueCap => "beyond what the venue may count",
        CollateralRule.WrongWay => "of assets that the account is long in anyway",
        CollateralRule.CautiousPrice => "by the more cautious of price and mean",
        CollateralRule.PriceUse => "of prices that are not good for it now",
        _ => throw new UnreachableException($"unhandled rule {rule}"),
    };
}
