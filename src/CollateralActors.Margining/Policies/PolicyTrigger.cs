using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;

namespace CollateralActors.Margining.Policies;

/// <summary>When policies raise equity ÷ maintenance, and when they have raised it enough.</summary>
/// <remarks>By the balances and cross positions alone, and the set of parameters in force, whatever path it is on.
/// </remarks>
internal static class PolicyTrigger
{
    /// <summary>The ratio of which an account wants to be above; null where it has not said.</summary>
    public static AccountPolicy.TargetRatio? TargetOf(AccountState account) =>
        account.Policies.OfType<AccountPolicy.TargetRatio>().FirstOrDefault();

    /// <summary>Whether an account's figures begin what raises them.</summary>
    public static bool IsBegun(AccountState account, MarginFigures figures) =>
        figures.Status != MarginStatus.Healthy
        || (TargetOf(account) is { } target && figures.Equity < figures.Maintenance * target.Below);

    /// <summary>Whether they are as good as the account wants them.</summary>
    public static bool IsEnough(AccountState account, MarginFigures figures) =>
        figures.Status == MarginStatus.Healthy
        && (TargetOf(account) is not { } target || figures.Equity >= figures.Maintenance * target.Target);

    /// <summary>The figures of balances and cross positions.</summary>
    public static MarginFigures FiguresOf(AccountState account, MarketView market) =>
        MarginCalculator.Evaluate(account.ToMarginBook(market).WithoutIsolated(), market);
}
