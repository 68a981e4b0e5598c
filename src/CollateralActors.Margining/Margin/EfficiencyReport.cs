using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Margin;

/// <summary>
/// The collateral that the cross positions need in each mode, valuation currency; no orders, no haircuts.
/// </summary>
/// <param name="Isolated">Were each position isolated: Σ max(0, initial − profit); rounded up.</param>
/// <param name="Cross">In cross mode: max(0, Σ initial − Σ profit); rounded up.</param>
/// <param name="Portfolio">
/// In portfolio mode: max(0, scan − Σ profit); rounded up; null where that is not open to all of their bases.
/// </param>
/// <param name="Freed">
/// 1 − need in the account's own mode ÷ isolated, 8 decimals, rounded down; null where isolated is 0.
/// </param>
public sealed record EfficiencyReport(Figure Isolated, Figure Cross, Figure? Portfolio, Figure? Freed)
{
    private const int ShareScale = 8;

    /// <summary>Null where an option has no margin rules by which it could be held in another mode.</summary>
    internal static EfficiencyReport? Of(ExactBook book, int scale)
    {
        if (book.Cross.Any(position => !position.HasRules))
            return null;
        var (isolated, initial, profit) = (Fraction.Zero, Fraction.Zero, Fraction.Zero);
        foreach (var position in book.Cross)
        {
            isolated += Fraction.Max(Fraction.Zero, position.Initial - position.Pnl) * position.SettlePrice;
            initial += position.Initial * position.SettlePrice;
            profit += position.Pnl * position.SettlePrice;
        }

        var cross = Fraction.Max(Fraction.Zero, initial - profit);
        Fraction? portfolio = book.Scan is { } scan ? Fraction.Max(Fraction.Zero, scan.Initial - profit) : null;
        var own = book.Source.Mode == MarginMode.Portfolio ? portfolio : cross;
        return new EfficiencyReport(
            Figure.Up(isolated, scale),
            Figure.Up(cross, scale),
            portfolio is { } need ? Figure.Up(need, scale) : null,
            isolated.IsZero || own is not { } held ? null : Figure.Down(Fraction.One - (held / isolated), ShareScale));
    }
}
