using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Risk;
using CollateralActors.Simulation.Portfolios;

namespace CollateralActors.Cli.Margin;

/// <summary>An account with what the calculator says about it.</summary>
internal sealed record ReportedAccount(PortfolioAccount Account, RiskBook Risk, MarginReport Report);

/// <summary>The words that the calculator's output uses.</summary>
internal static class Words
{
    public static string Of(MarginStatus status) => status switch
    {
        MarginStatus.Healthy => "healthy",
        MarginStatus.MarginCall => "margin-call",
        MarginStatus.Liquidation => "liquidation",
        MarginStatus.Bankrupt => "bankrupt",
        _ => throw new System.Diagnostics.UnreachableException($"unhandled status {status}"),
    };

    public static string Of(MarginMode mode) => mode switch
    {
        MarginMode.Cross => "cross",
        MarginMode.Portfolio => "portfolio",
        MarginMode.Loan => "loan",
        _ => throw new System.Diagnostics.UnreachableException($"unhandled mode {mode}"),
    };

    public static string Mode(BookPosition position) => position.IsIsolated ? "isolated" : "cross";

    public static string Side(BookOrder order) => order.Quantity.Sign > 0 ? "buy" : "sell";
}
