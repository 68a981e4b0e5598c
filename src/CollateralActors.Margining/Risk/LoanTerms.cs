using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Risk;

/// <summary>What an asset is good for as the collateral of a loan; all of it 0 to 1.</summary>
/// <param name="LoanToValue">Share of its value that may be borrowed against it.</param>
/// <param name="LiquidationThreshold">Share of its value that debts may reach before they are paid out of it.</param>
/// <param name="LiquidationBonus">Share of what is repaid that whoever repays gets on top of it.</param>
/// <param name="CloseFactor">Share of a debt that one liquidation repays at most.</param>
public sealed record LoanTerms(
    Rate LoanToValue, Rate LiquidationThreshold, Rate LiquidationBonus, Rate CloseFactor);
