using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Units;

namespace CollateralActors.Cli.Margin;

/// <summary>
/// The report as one JSON object. Numbers are texts in plain decimal notation, so that no reader rounds them.
/// </summary>
internal static class MarginJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Of(IReadOnlyList<ReportedAccount> accounts)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("accounts");
            foreach (var account in accounts)
                Write(json, account);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private static void Write(Utf8JsonWriter json, ReportedAccount account)
    {
        var report = account.Report;
        json.WriteStartObject();
        json.WriteString("id", account.Account.Id.Value);
        json.WriteString("mode", Words.Of(account.Account.Book.Mode));
        json.WriteString("status", Words.Of(report.Status));
        Write(json, "value", report.Value);
        Write(json, "equity", report.Equity);
        Write(json, "collateralValue", report.CollateralValue);
        Write(json, "unrealisedPnl", report.UnrealisedPnl);
        Write(json, "initialMargin", report.Initial);
        Write(json, "maintenanceMargin", report.Maintenance);
        Write(json, "freeCollateral", report.FreeCollateral);
        Write(json, "marginRatio", report.MarginRatio);
        Write(json, "healthFactor", report.HealthFactor);
        Write(json, "loanToValue", report.LoanToValue);
        Write(json, report.Efficiency);
        json.WriteStartArray("positions");
        foreach (var position in report.Positions)
            Write(json, position);
        json.WriteEndArray();
        Write(json, report.Liquidation);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, EfficiencyReport? report)
    {
        if (report is null)
        {
            json.WriteNull("efficiency");
            return;
        }

        json.WriteStartObject("efficiency");
        Write(json, "isolated", report.Isolated);
        Write(json, "cross", report.Cross);
        Write(json, "portfolio", report.Portfolio);
        Write(json, "freed", report.Freed);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PositionReport report)
    {
        json.WriteStartObject();
        json.WriteString("instrument", report.Position.Instrument.Id.Value);
        json.WriteString("mode", Words.Mode(report.Position));
        json.WriteString("status", Words.Of(report.Status));
        Write(json, "value", report.Value);
        Write(json, "unrealisedPnl", report.UnrealisedPnl);
        Write(json, "initialMargin", report.Initial);
        Write(json, "maintenanceMargin", report.Maintenance);
        Write(json, "equity", report.Equity);
        Write(json, "liquidationPrice", report.LiquidationPrice);
        Write(json, "jointLiquidationPrice", report.JointLiquidationPrice);
        Write(json, "bankruptcyPrice", report.BankruptcyPrice);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, LiquidationPlan? plan)
    {
        if (plan is null)
        {
            json.WriteNull("liquidation");
            return;
        }

        json.WriteStartObject("liquidation");
        json.WriteStartArray("cancelOrders");
        foreach (var order in plan.CancelOrders)
        {
            json.WriteStartObject();
            json.WriteString("instrument", order.Instrument.Id.Value);
            json.WriteString("side", Words.Side(order));
            json.WriteString("quantity", AsGiven(order.Quantity.Abs().Contracts));
            json.WriteString("price", AsGiven(order.Price.Value));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("close");
        foreach (var close in plan.Closes)
        {
            json.WriteStartObject();
            json.WriteString("instrument", close.Position.Instrument.Id.Value);
            json.WriteString("quantity", Decimals.Plain(close.Quantity.Contracts));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, Figure? figure)
    {
        if (figure is { } value)
            json.WriteString(name, value.ToString());
        else
            json.WriteNull(name);
    }

    /// <summary>Orders are repeated as they were given, trailing zeros and all.</summary>
    private static string AsGiven(decimal value) => value.ToString(CultureInfo.InvariantCulture);
}
