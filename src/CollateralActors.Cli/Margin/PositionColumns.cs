using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Units;
using Spectre.Console;

namespace CollateralActors.Cli.Margin;

/// <summary>The columns of an account's positions; those that can have something in them.</summary>
internal static class PositionColumns
{
    public static IEnumerable<PositionColumn> Of(ReportedAccount account)
    {
        var positions = account.Report.Positions;
        yield return new PositionColumn.Of("instrument", p => new Text(p.Position.Instrument.Id.Value));
        yield return new PositionColumn.Number("quantity", p => Decimals.Plain(p.Position.Quantity.Contracts));
        var hasIsolated = positions.Any(position => position.Position.IsIsolated);
        if (hasIsolated)
        {
            yield return new PositionColumn.Of("mode", p => new Text(Words.Mode(p.Position)));
            yield return new PositionColumn.Of("status", p => MarginTable.StatusText(p.Status));
        }

        yield return new PositionColumn.Price("mark", p => p.Mark, RoundsUp: p => p.Position.Quantity.Sign < 0);
        if (UnitOf(account) is null)
            yield return new PositionColumn.Of("in", p => new Text(p.Position.Instrument.Settle.Value));
        yield return new PositionColumn.Money("value", p => p.Value, RoundsUp: true);
        yield return new PositionColumn.Money("PnL", p => p.UnrealisedPnl, RoundsUp: false);
        if (hasIsolated)
            yield return new PositionColumn.Money("equity", p => p.Equity, RoundsUp: false);
        if (account.Account.Book.Mode == MarginMode.Portfolio)
            yield break;
        yield return new PositionColumn.Money("initial", p => p.Initial, RoundsUp: true);
        yield return new PositionColumn.Money("maint.", p => p.Maintenance, RoundsUp: true);
        yield return new PositionColumn.Price("liq. at", p => p.LiquidationPrice, IsLong);
        yield return new PositionColumn.Price("joint", p => p.JointLiquidationPrice, IsLong);
        yield return new PositionColumn.Price("bankr. at", p => p.BankruptcyPrice, IsLong);
    }

    /// <summary>
    /// The asset that all positions settle in, which then needs no column; null where there are more.
    /// </summary>
    public static AssetId? UnitOf(ReportedAccount account)
    {
        var units = account.Report.Positions
            .Select(position => position.Position.Instrument.Settle)
            .Distinct()
            .ToList();
        return units is [var unit] ? unit : null;
    }

    private static bool IsLong(PositionReport report) => report.Position.Quantity.Sign > 0;
}
