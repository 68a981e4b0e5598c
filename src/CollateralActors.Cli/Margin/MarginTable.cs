using System.Globalization;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Units;
using Spectre.Console;

namespace CollateralActors.Cli.Margin;

/// <summary>The report for people: account by account its figures, its positions, and what is due.</summary>
/// <remarks>
/// Figures are shortened to the digits that one reads at a glance, and columns without content are left out. All
/// digits are in the JSON.
/// </remarks>
internal static class MarginTable
{
    private const int RatioDecimals = 4;
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
                WritePositions(console, account);
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

        var worth = new AlignedFigures([report.Equity, report.Value, report.CollateralValue]);
        var needs = new AlignedFigures([report.Maintenance, report.Initial, report.FreeCollateral]);
        var isLoan = account.Account.Book.Mode == MarginMode.Loan;
        var ratio = Ratio(report.MarginRatio, up: false);
        var (second, secondName) = isLoan
            ? (Ratio(report.HealthFactor, up: false), "health factor")
            : (new AlignedFigures([report.UnrealisedPnl]).Text(report.UnrealisedPnl, up: false), "unrealised PnL");
        var (third, thirdName) = isLoan ? (Ratio(report.LoanToValue, up: true), "loan-to-value") : ("", "");
        Row(report.Equity, "equity", report.Maintenance, "maintenance margin", ratio, "margin ratio", up: true);
        Row(report.Value, "value", report.Initial, "initial margin", second, secondName, up: true);
        Row(
            report.CollateralValue,
            "collateral value",
            report.FreeCollateral,
            "free collateral",
            third,
            thirdName,
            up: false);
        return table;

        static string Ratio(Figure? ratio, bool up) =>
            ratio?.Rounded(RatioDecimals, up).ToString(RatioDecimals) ?? "–";

        void Row(Figure one, string first, Figure two, string second, string three, string third, bool up) =>
            table.AddRow(first, worth.Text(one, up: false), second, needs.Text(two, up), third, three);
    }

    /// <summary>What netting is worth: the figures that make a client ask for another mode.</summary>
    private static void WriteEfficiency(IAnsiConsole console, ReportedAccount account)
    {
        if (account.Account.Book.Mode == MarginMode.Loan)
            return;
        if (account.Report.Efficiency is not { } efficiency)
        {
            console.WriteLine("  netting: not compared, an option has no margin rates of its own");
            return;
        }

        if (efficiency.Freed is not { } freed)
            return;
        var needs = new AlignedFigures([efficiency.Isolated, efficiency.Cross, efficiency.Portfolio]);
        var share = decimal.Parse(freed.ToString(), CultureInfo.InvariantCulture) * 100m;
        var portfolio = efficiency.Portfolio is { } need ? $", {Up(need)} as portfolio" : "";
        var effect = share >= 0m
            ? $"netting frees {Decimals.Plain(Decimals.Down(share, 2))} %"
            : $"this mode needs {Decimals.Plain(Decimals.Up(-share, 2))} % more than isolated positions";
        console.WriteLine(
            $"  {effect}: "
            + $"needed {Up(efficiency.Isolated)} if isolated, {Up(efficiency.Cross)} as cross{portfolio}");

        string Up(Figure figure) => needs.Text(figure, up: true);
    }

    private static void WritePositions(IAnsiConsole console, ReportedAccount account)
    {
        if (PositionColumns.UnitOf(account) is { } unit)
            console.WriteLine($"  positions, in {unit}");
        console.Write(PositionTable(account));
        if (account.Report.Positions.Any(position => position.JointLiquidationPrice is not null))
            console.WriteLine(
                "  joint: where it is liquidated if the index and all marks of its base move in proportion");
    }

    private static Table PositionTable(ReportedAccount account)
    {
        var table = new Table { Border = TableBorder.Simple };
        var positions = account.Report.Positions;
        var columns = PositionColumns.Of(account).ToList();
        // Two more columns leave less room between them.
        var padding = positions.Any(position => position.Position.IsIsolated) ? 0 : 1;
        foreach (var column in columns)
            table.AddColumn(column.Header(padding));
        var cells = columns.Select(column => column.Cells(positions)).ToList();
        for (var i = 0; i < positions.Count; i++)
            table.AddRow(cells.Select(column => column[i]));
        return table;
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

    internal static Text StatusText(MarginStatus status) => new(Words.Of(status), new Style(status switch
    {
        MarginStatus.Healthy => Color.Green,
        MarginStatus.MarginCall => Color.Yellow,
        _ => Color.Red,
    }));
}
