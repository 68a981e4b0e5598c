using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Margin;

/// <summary>
/// Everything that the calculator says about an account, rounded once for print; money in the valuation currency.
/// </summary>
/// <param name="Status">How good the account is for its cross positions.</param>
/// <param name="Value">Net amounts × price, no haircut; rounded down.</param>
/// <param name="Equity">Net amounts after haircuts and surcharges × price; rounded down.</param>
/// <param name="CollateralValue">Positive balances after haircuts × price, without profit and loss; rounded
/// down.</param>
/// <param name="UnrealisedPnl">Of all positions, isolated ones too; rounded down.</param>
/// <param name="Initial">Initial requirement, open orders included; rounded up.</param>
/// <param name="Maintenance">Maintenance requirement; rounded up.</param>
/// <param name="FreeCollateral">Equity − initial requirement; rounded down.</param>
/// <param name="MarginRatio">Equity ÷ maintenance, 8 decimals, rounded down; null where maintenance is 0.</param>
/// <param name="Efficiency">
/// What netting frees against isolated margin; null where an option has no margin rules, and in loan mode.
/// </param>
/// <param name="Positions">One row a position, in the order of the book.</param>
/// <param name="Liquidation">The plan that is due, or null.</param>
public sealed record MarginReport(
    MarginStatus Status,
    Figure Value,
    Figure Equity,
    Figure CollateralValue,
    Figure UnrealisedPnl,
    Figure Initial,
    Figure Maintenance,
    Figure FreeCollateral,
    Figure? MarginRatio,
    EfficiencyReport? Efficiency,
    IReadOnlyList<PositionReport> Positions,
    LiquidationPlan? Liquidation)
{
    private const int RatioScale = 8;

    /// <summary>
    /// Loan mode: Σ balance × price × liquidation threshold ÷ debts, 8 decimals, rounded down; below 1 means that it is
    /// liquidated. Null without debts and in other modes.
    /// </summary>
    public Figure? HealthFactor { get; init; }

    /// <summary>
    /// Loan mode: debts ÷ balances, 8 decimals, rounded up; 0 without debts, null where nothing is held against them
    /// and in other modes.
    /// </summary>
    public Figure? LoanToValue { get; init; }

    /// <summary>Reports an account. Statuses, prices and plans are exact; only what is printed is rounded.</summary>
    /// <remarks>
    /// Ask <see cref="MarginCalculator.MissingPrices"/> first: a missing price throws <see
    /// cref="InvalidOperationException"/>.
    /// Figures may be larger than decimals can hold: see <see cref="OutOfRange"/>.
    /// </remarks>
    public static MarginReport Of(MarginBook book, MarketView market)
    {
        var exact = new ExactBook(book, market);
        var scale = market.Risk[market.Risk.Valuation].Scale;
        var initial = exact.Initial();
        var (collateral, profit) = (Fraction.Zero, Fraction.Zero);
        foreach (var asset in exact.Assets.Where(asset => asset.Balance.Sign > 0))
            collateral += asset.TermAlong(asset.Balance, asset.Price).Around(Fraction.One).Fixed;
        collateral = exact.Loan?.Collateral ?? collateral;
        foreach (var position in exact.Positions)
            profit += position.Pnl * position.SettlePrice;
        return new MarginReport(
            exact.Status,
            Figure.Down(exact.Value, scale),
            Figure.Down(exact.Equity, scale),
            Figure.Down(collateral, scale),
            Figure.Down(profit, scale),
            Figure.Up(initial, scale),
            Figure.Up(exact.Maintenance, scale),
            Figure.Down(exact.Equity - initial, scale),
            exact.Maintenance.IsZero ? null : Figure.Down(exact.Equity / exact.Maintenance, RatioScale),
            exact.Loan is null ? EfficiencyReport.Of(exact, scale) : null,
            [.. exact.Positions.Select(position => PositionReport.Of(exact, position))],
            LiquidationPlanner.Plan(exact))
        {
            HealthFactor = exact.Loan?.HealthFactor is { } health ? Figure.Down(health, RatioScale) : null,
            LoanToValue = exact.Loan?.LoanToValue is { } share ? Figure.Up(share, RatioScale) : null,
        };
    }

    /// <summary>
    /// Names of the figures that are too large for any account (about 7.9 × 10²⁸ and beyond); empty for a sound one.
    /// </summary>
    public IEnumerable<string> OutOfRange()
    {
        (string Name, Figure? Figure)[] account =
        [
            ("value", Value), ("equity", Equity), ("collateralValue", CollateralValue),
            ("unrealisedPnl", UnrealisedPnl),
            ("initialMargin", Initial),
            ("maintenanceMargin", Maintenance),
            ("freeCollateral", FreeCollateral),
            ("efficiency.isolated", Efficiency?.Isolated), ("efficiency.cross", Efficiency?.Cross),
            ("efficiency.portfolio", Efficiency?.Portfolio),
        ];
        var positions = Positions.SelectMany((position, index) => new (string Name, Figure? Figure)[]
        {
            ($"positions[{index}].value", position.Value),
            ($"positions[{index}].unrealisedPnl", position.UnrealisedPnl),
            ($"positions[{index}].initialMargin", position.Initial),
            ($"positions[{index}].maintenanceMargin", position.Maintenance),
            ($"positions[{index}].equity", position.Equity),
        });
        return account.Concat(positions)
            .Where(figure => figure.Figure is { IsInRange: false })
            .Select(figure => figure.Name);
    }
}

/// <summary>One position's figures, in units of its settle asset.</summary>
/// <param name="Position">The position.</param>
/// <param name="Status">The account's, or its own where it is isolated.</param>
/// <param name="Value">Value at the mark; rounded up.</param>
/// <param name="UnrealisedPnl">Gain since entry; rounded down.</param>
/// <param name="Initial">Initial requirement; rounded up; null in portfolio mode.</param>
/// <param name="Maintenance">Maintenance requirement; rounded up; null in portfolio mode.</param>
/// <param name="Equity">Margin + profit and loss of an isolated position, rounded down; null for a cross
/// position.</param>
/// <param name="LiquidationPrice">Mark at which its margin is just enough; a long's rounded up, a short's down; null
/// where there is none.</param>
/// <param name="JointLiquidationPrice">The same with the base's index price and every mark on the base moving in
/// proportion.</param>
/// <param name="BankruptcyPrice">Where closing uses up its share of the value; rounded alike; null where there is
/// none.</param>
public sealed record PositionReport(
    BookPosition Position,
    MarginStatus Status,
    Figure Value,
    Figure UnrealisedPnl,
    Figure? Initial,
    Figure? Maintenance,
    Figure? Equity,
    Figure? LiquidationPrice,
    Figure? JointLiquidationPrice,
    Figure? BankruptcyPrice)
{
    private const int MarkScale = 12;

    /// <summary>The mark that the figures rest on, to 12 decimals; a long's rounded down, a short's up.</summary>
    public required Figure Mark { get; init; }

    internal static PositionReport Of(ExactBook book, ExactPosition position)
    {
        var scale = book.Market.Risk[position.Instrument.Settle].Scale;
        var isIsolated = position.Source.IsIsolated;
        var isScanned = book.Source.Mode == MarginMode.Portfolio;
        return new PositionReport(
            position.Source,
            isIsolated ? book.StatusOf(position) : book.Status,
            Figure.Up(position.Value, scale),
            Figure.Down(position.Pnl, scale),
            isScanned ? null : Figure.Up(position.Initial, scale),
            isScanned ? null : Figure.Up(position.Maintenance, scale),
            isIsolated ? Figure.Down(ExactBook.IsolatedEquity(position), scale) : null,
            Round(Margin.LiquidationPrice.OfMark(book, position)),
            Round(Margin.LiquidationPrice.Joint(book, position)),
            Margin.BankruptcyPrice.Of(book, position) is { } price ? PriceGrid.Round(position, price) : null)
        {
            Mark = position.IsLong ? Figure.Down(position.Mark, MarkScale) : Figure.Up(position.Mark, MarkScale),
        };

        Figure? Round(Crossing? crossing) => crossing is { } found ? PriceGrid.Round(position, found) : null;
    }
}
