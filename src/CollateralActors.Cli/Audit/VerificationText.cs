using System.Globalization;
using CollateralActors.Audit;
using CollateralActors.Audit.Findings;
using CollateralActors.Cli.Margin;
using CollateralActors.Margining.Units;
using Spectre.Console;

namespace CollateralActors.Cli.Audit;

/// <summary>A verification for people: one line a check, and the first findings of each.</summary>
internal static class VerificationText
{
    private const int Shown = 10;
    private const int WidthWhenPiped = 240;

    public static void Write(Verification v, TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = WidthWhenPiped;
        console.Write(SummaryOf(v));
        WriteFindings(console, "altered", v.Altered);
        WriteFindings(console, "gaps", v.Gaps);
        WriteFindings(console, "undecodable", v.Undecodable);
        WriteFindings(console, "mismatches", v.Mismatches);
        WriteLines(console, "missed calls", [.. v.MissedCalls.Select(Line)]);
        WriteLines(
            console, "overdue calls: the watchlist says that it could not look", [.. v.OverdueCalls.Select(Line)]);
    }

    private static Table SummaryOf(Verification v)
    {
        var (seconds, perSecond) = (v.Elapsed.TotalSeconds, v.EventsPerSecond);
        var table = new Table { Border = TableBorder.None, ShowHeaders = false };
        table.AddColumn(new TableColumn("").NoWrap());
        table.AddColumn(new TableColumn(""));
        table.AddRow(
            new Text(
                v.Holds ? "holds" : "does not hold",
                new Style(v.Holds ? Color.Green : Color.Red, decoration: Decoration.Bold)),
            Number($"{v.Events:N0} events of {v.Entities:N0} entities in {seconds:F1} s ({perSecond:N0} a second)"));
        Row(
            "decided again",
            Number($"{v.Redecided:N0} decisions, {Count(v.Mismatches.Count, "mismatch", "mismatches")}"));
        var gaps = Count(v.Gaps.Count, "gap", "gaps");
        Row("chain", Number($"{v.Altered.Count:N0} altered, {gaps}, {v.Undecodable.Count:N0} undecodable"));
        Row("missed calls", Number($"{v.MissedCalls.Count:N0}, every exposed account visited in every frame"));
        if (v.OverdueCalls.Count > 0)
            Row(
                "overdue calls",
                Number($"{v.OverdueCalls.Count:N0}, of accounts that did not answer, as the journal says"));
        Row("conservation", Conservation(v));
        Row("duties", Number($"{v.OutstandingDuties:N0} outstanding"));
        Row("state hash", StateHash(v));
        return table;

        void Row(string label, Text text) => table.AddRow(new Text(label), text);
    }

    private static Text Conservation(Verification v)
    {
        if (v.Conservation.Holds)
            return new Text("holds to the last digit at every frame");
        var drift = v.Conservation.Drift.Where(d => d.Value != Amount.Zero).Select(d => $"{d.Value} {d.Key}");
        var first = v.Conservation.FirstSeen is { } place ? $", first seen at {place}" : string.Empty;
        return new Text($"does not hold: {string.Join(", ", drift)} made out of nothing or lost{first}");
    }

    private static Text StateHash(Verification v) => new(v.LiveStateHash switch
    {
        null => $"{v.StateHash}; the journal names none to compare with",
        var live when live == v.StateHash => $"{v.StateHash}, as the run ended with",
        var live => $"{v.StateHash}; the run ended with {live}",
    });

    private static void WriteFindings(IAnsiConsole console, string title, IReadOnlyList<AuditFinding> findings) =>
        WriteLines(console, title, [.. findings.Select(f => $"{f.Place}{After(f.Cause)}: {f.Problem}")]);

    private static void WriteLines(IAnsiConsole console, string title, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
            return;
        console.WriteLine();
        console.WriteLine(title, new Style(decoration: Decoration.Bold));
        foreach (var line in lines.Take(Shown))
            console.WriteLine($"  {line}");
        if (lines.Count > Shown)
            console.Write(Number($"  and {lines.Count - Shown:N0} more; --json lists all{Environment.NewLine}"));
    }

    private static string Line(MissedCall call) => string.Create(
        CultureInfo.InvariantCulture,
        $"{call.Place}{After(call.Cause)}: {(call.Scope.IsCross ? string.Empty : $"isolated {call.Scope} ")}"
        + $"from frame {call.Frame} to {call.UpTo} recorded as {Words.Of(call.Recorded)}, {WhatWasMissed(call)}: "
        + $"equity {call.Equity}, maintenance {call.Maintenance}");

    private static string WhatWasMissed(MissedCall call) =>
        call.Unsettled is { } held ? $"it still holds {held}, which frame {call.Frame} knows to be settled"
        : call.Recorded == call.Evaluated ? "and no liquidation began, though prices allowed it"
        : $"in frame {call.Frame} it is {Words.Of(call.Evaluated)}";

    private static string After(string? cause) => cause is null ? string.Empty : $" after {cause}";

    private static string Count(int count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");

    private static Text Number(FormattableString text) => new(text.ToString(CultureInfo.InvariantCulture));
}
