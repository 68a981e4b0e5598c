using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>
/// What netting frees over many accounts: the sums of what <see cref="EfficiencyReport"/> says of each, valuation
/// currency.
/// </summary>
/// <param name="Accounts">How many have cross positions and are summed up.</param>
/// <param name="Isolated">Were each position isolated.</param>
/// <param name="Cross">Were each account in cross mode.</param>
/// <param name="Portfolio">
/// Were each account in portfolio mode to which that is open, and in cross mode the others; null where it is open to
/// nobody.
/// </param>
/// <param name="Own">Each account in its own mode.</param>
/// <param name="Freed">1 − own ÷ isolated, 8 decimals, rounded down; null where isolated is 0.</param>
public sealed record NettingReport(
    int Accounts, Figure Isolated, Figure Cross, Figure? Portfolio, Figure Own, Figure? Freed)
{
    private const int ShareScale = 8;

    /// <summary>Adds up accounts at a frame; those of which a price is missing are left out.</summary>
    public static NettingReport Of(IEnumerable<AccountState> accounts, MarketView market)
    {
        var scale = market.Risk[market.Risk.Valuation].Scale;
        var needs = accounts.Where(account => !account.Positions.IsEmpty)
            .Select(account => account.ToMarginBook(market))
            .Where(book => MarginCalculator.MissingPrices(book, market, forEfficiency: true).Count == 0)
            .Select(book => (book.Mode, Efficiency: EfficiencyReport.Of(new ExactBook(book, market), scale)!))
            .Where(of => of.Efficiency is not null)
            .ToList();
        var (isolated, cross) = (Sum(of => of.Isolated), Sum(of => of.Cross));
        var own = Fraction.Zero;
        foreach (var (mode, need) in needs)
            own += mode == MarginMode.Portfolio ? need.Portfolio!.Value.Exact : need.Cross.Exact;
        return new NettingReport(
            needs.Count,
            Figure.Up(isolated, scale),
            Figure.Up(cross, scale),
            market.Risk.Portfolio.Scans.IsEmpty ? null : Figure.Up(Sum(of => of.Portfolio ?? of.Cross), scale),
            Figure.Up(own, scale),
            isolated.IsZero ? null : Figure.Down(Fraction.One - (own / isolated), ShareScale));

        Fraction Sum(Func<EfficiencyReport, Figure> need)
        {
            var sum = Fraction.Zero;
            foreach (var (_, efficiency) in needs)
                sum += need(efficiency).Exact;
            return sum;
        }
    }
}
