using System.Globalization;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Units;
using Spectre.Console;

namespace CollateralActors.Cli.Margin;

/// <summary>The report for people: account by account its figures, its positions, and what is due.</summary>
/// <remarks>
/// It fits 120 columns: figures are shortened to the digits that one reads at a glance, in the direction in which
/// they are rounded anyway, and columns without content are left out. All digits are in the JSON.
/// </remarks>
internal static class MarginTable
{
    private const int Digits = 9;

    /// <summary>Wide enough that nothing wraps where nobody looks at a terminal.</summary>
    private const int WidthWhenPiped = 400;

    public static void Write(IReadOnlyList<ReportedAccount> accounts, TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = WidthWhenPiped;
        foreach (var account in accounts)
        {
            WriteHeading(console, account);
            console.Write(FigureTable(account));
            WriteEfficiency(console, account);
            if (account.Report.Positions.Count > 0)
                console.Write(PositionTable(account));
            if (account.Report.Liquidation is { } plan)
                WritePlan(console, plan);
        }
    }

    private static void WriteHeading(IAnsiConsole console, ReportedAccount account)
    {
        console.WriteLine();
        var mode = Words.Of(account.Account.Book.Mode);
        console.Write(new Text(account.Account.Id.Value, new Style(decoration: Decoration.Bold)));
        console.Write(new Text($"  {mode} mode, in {account.Risk.Valuation}  "));
        console.Write(StatusText(account.Report.Status));
        console.WriteLine();
    }

    private static Table FigureTable(ReportedAccount account)
    {
        var report = account.Report;
        var table = new Table { Border = TableBorder.None, ShowHeaders = false };
        for (var i = 0; i < 3; i++)
        {
            table.AddColumn(new TableColumn("") { Padding = new Padding(2, 0, 1, 0) }.NoWrap());
            table.AddColumn(new TableColumn("") { Padding = new Padding(0, 0, 2, 0) }.RightAligned().NoWrap());
        }

        var ratio = Down(report.MarginRatio);
        var profit = Down(report.UnrealisedPnl);
        var free = Down(report.FreeCollateral);
        Row(Down(report.Equity), "equity", Up(report.Maintenance), "maintenance margin", ratio, "margin ratio");
        Row(Down(report.Value), "value", Up(report.Initial), "initial margin", profit, "unrealised PnL");
        Row(Down(report.CollateralValue), "collateral value", free, "free collateral", Text.Empty, "");
        return table;

        void Row(Text one, string first, Text two, string second, Text three, string third) =>
            table.AddRow(new Text(first), one, new Text(second), two, new Text(third), three);
    }

    /// <summary>What netting is worth: the figures that make a client ask for another mode.</summary>
    private static void WriteEfficiency(IAnsiConsole console, ReportedAccount account)
    {
        if (account.Report.Efficiency is not { } efficiency)
        {
            console.WriteLine("  netting: not compared, an option has no margin rates of its own");
            return;
        }

        if (efficiency.Freed is not { } freed)
            return;
        var share = decimal.Parse(freed.ToString(), CultureInfo.InvariantCulture) * 100m;
        var portfolio = efficiency.Portfolio is { } need ? $", {Short(need)} as portfolio" : "";
        var effect = share >= 0m
            ? $"netting frees {Decimals.Plain(Decimals.Down(share, 2))} %"
            : $"this mode needs {Decimals.Plain(Decimals.Up(-share, 2))} % more than isolated positions";
        console.WriteLine(
            $"  {effect}: "
            + $"needed {Short(efficiency.Isolated)} if isolated, {Short(efficiency.Cross)} as cross{portfolio}");

        static Figure Short(Figure figure) => figure.Shortened(Digits, up: true);
    }

    private static Table PositionTable(ReportedAccount account)
    {
        var isScanned = account.Account.Book.Mode == MarginMode.Portfolio;
        var hasIsolated = account.Report.Positions.Any(position => position.Position.IsIsolated);
        var columns = Columns(account, isScanned, hasIsolated).ToList();
        var table = new Table { Border = TableBorder.Simple };
        foreach (var (name, isNumber, _) in columns)
        {
            var column = new TableColumn(name) { Padding = new Padding(0, 0, hasIsolated ? 0 : 1, 0) }.NoWrap();
            table.AddColumn(isNumber ? column.RightAligned() : column);
        }

        foreach (var position in account.Report.Positions)
            table.AddRow(columns.Select(column => column.Cell(position)));
        return table;
    }

    /// <summary>Columns that can have something in them; what an account has none of would only take room.</summary>
    private static IEnumerable<(string Name, bool IsNumber, Func<PositionReport, Text> Cell)> Columns(
        ReportedAccount account, bool isScanned, bool hasIsolated)
    {
        yield return ("instrument", false, p => new Text(p.Position.Instrument.Id.Value));
        yield return ("quantity", true, p => new Text(Decimals.Plain(p.Position.Quantity.Contracts)));
        if (hasIsolated)
        {
            yield return ("mode", false, p => new Text(Words.Mode(p.Position)));
            yield return ("status", false, p => StatusText(p.Status));
        }

        yield return ("in", false, p => new Text(p.Position.Instrument.Settle.Value));
        yield return ("value", true, p => Up(p.Value));
        yield return ("PnL", true, p => Down(p.UnrealisedPnl));
        if (hasIsolated)
            yield return ("equity", true, p => Down(p.Equity));
        if (isScanned)
            yield break;
        yield return ("initial", true, p => Up(p.Initial));
        yield return ("maintenance", true, p => Up(p.Maintenance));
        yield return ("liquidation", true, p => PriceText(p, p.LiquidationPrice));
        yield return ("joint", true, p => PriceText(p, p.JointLiquidationPrice));
        yield return ("bankruptcy", true, p => PriceText(p, p.BankruptcyPrice));
    }

    private static void WritePlan(IAnsiConsole console, LiquidationPlan plan)
    {
        console.WriteLine("  due now:");
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

    private static Text Up(Figure? figure) => new(figure?.Shortened(Digits, up: true).ToString() ?? "–");

    private static Text Down(Figure? figure) => new(figure?.Shortened(Digits, up: false).ToString() ?? "–");

    private static Text PriceText(PositionReport position, Figure? price) =>
        position.Position.Quantity.Sign > 0 ? Up(price) : Down(price);
}
