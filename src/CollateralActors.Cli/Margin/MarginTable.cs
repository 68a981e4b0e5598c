using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Units;
using Spectre.Console;

namespace CollateralActors.Cli.Margin;

/// <summary>The report for people: a table an account, and one of its positions.</summary>
internal static class MarginTable
{
    /// <summary>Wide enough that no figure wraps where nobody looks at a terminal.</summary>
    private const int WidthWhenPiped = 240;

    public static void Write(IReadOnlyList<ReportedAccount> accounts, TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = WidthWhenPiped;
        foreach (var account in accounts)
        {
            console.WriteLine();
            console.Write(AccountTable(account));
            if (account.Report.Positions.Count > 0)
                console.Write(PositionTable(account));
            if (account.Report.Liquidation is { } plan)
                WritePlan(console, plan);
        }
    }

    private static Table AccountTable(ReportedAccount account)
    {
        var report = account.Report;
        var table = new Table { Border = TableBorder.None, ShowHeaders = false };
        table.AddColumn(new TableColumn("").NoWrap());
        table.AddColumn(new TableColumn("").RightAligned());
        var name = new Text(account.Account.Id.Value, new Style(decoration: Decoration.Bold));
        table.AddRow(name, StatusText(report.Status));
        Row($"value, {account.Risk.Valuation}", report.Value);
        Row("equity", report.Equity);
        Row("collateral value", report.CollateralValue);
        Row("unrealised PnL", report.UnrealisedPnl);
        Row("initial margin", report.Initial);
        Row("maintenance margin", report.Maintenance);
        Row("free collateral", report.FreeCollateral);
        Row("margin ratio", report.MarginRatio);
        Row("needed if isolated", report.Efficiency.Isolated);
        Row("needed as cross", report.Efficiency.Cross);
        Row("freed by cross", report.Efficiency.Freed);
        return table;

        void Row(string label, Figure? figure) => table.AddRow(new Text(label), FigureText(figure));
    }

    private static Table PositionTable(ReportedAccount account)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var name in (string[])["instrument", "quantity", "mode", "status"])
            table.AddColumn(name);
        foreach (var name in (string[])
            ["value", "PnL", "initial", "maintenance", "equity", "in", "liquidation at", "joint", "bankrupt at"])
            table.AddColumn(new TableColumn(name).RightAligned());
        foreach (var position in account.Report.Positions)
        {
            table.AddRow(
                new Text(position.Position.Instrument.Id.Value),
                new Text(Decimals.Plain(position.Position.Quantity.Contracts)),
                new Text(Words.Mode(position.Position)),
                StatusText(position.Status),
                FigureText(position.Value),
                FigureText(position.UnrealisedPnl),
                FigureText(position.Initial),
                FigureText(position.Maintenance),
                FigureText(position.Equity),
                new Text(position.Position.Instrument.Settle.Value),
                FigureText(position.LiquidationPrice),
                FigureText(position.JointLiquidationPrice),
                FigureText(position.BankruptcyPrice));
        }

        return table;
    }

    private static void WritePlan(IAnsiConsole console, LiquidationPlan plan)
    {
        foreach (var order in plan.CancelOrders)
        {
            var terms = $"{Words.Side(order)} {order.Quantity.Abs()} {order.Instrument.Id} at {order.Price}";
            console.WriteLine($"  cancel {terms}");
        }

        foreach (var close in plan.Closes)
            console.WriteLine(
                $"  close {close.Quantity} of {Words.Mode(close.Position)} {close.Position.Instrument.Id}");
    }

    private static Text StatusText(MarginStatus status) => new(Words.Of(status), new Style(status switch
    {
        MarginStatus.Healthy => Color.Green,
        MarginStatus.MarginCall => Color.Yellow,
        _ => Color.Red,
    }));

    private static Text FigureText(Figure? figure) => new(figure?.ToString() ?? "–");
}
