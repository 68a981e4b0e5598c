using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using CollateralActors.Audit.DryRuns;
using CollateralActors.Cli.Journals;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Cli.Risk;

/// <summary><c>collateral risk dry-run</c>: what a risk book would do to the accounts of a journal.</summary>
internal static class DryRunVerb
{
    private const int MostLines = 20;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create()
    {
        var journal = new Argument<string>("JOURNAL") { Description = "The journal's SQLite file. It is only read." };
        var terms = new AdoptionOptions();
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of a table." };
        var command = new Command(
            "dry-run",
            """
            Shows who would be called or liquidated under a risk book, worst first, at the prices of the journal's last
            frame. Nothing is stored. Exit code 0 whether there are any or not, 2 if the book could not be adopted.
            """)
        {
            journal, terms.Book, terms.EffectiveAt, terms.Grace, json,
        };
        command.SetAction(parsed =>
        {
            var (path, streams) = (parsed.GetRequiredValue(journal), parsed.InvocationConfiguration);
            return JournalVerb.Run(path, streams.Error, () =>
            {
                var run = RiskDryRun.Of(path);
                if (terms.Read(parsed, run.Adopted, run.Time, streams.Error) is not { } adopt)
                    return ExitCode.WrongInput;
                var version = new RiskBookVersion(run.Adopted.Version.Value + 1);
                var report = run.Under(adopt.Book.WithVersion(version), adopt.GraceUntil is not null);
                streams.Output.Write(parsed.GetValue(json)
                    ? JsonOf(run, adopt, report) + Environment.NewLine
                    : TextOf(run, adopt, report));
                return ExitCode.Done;
            });
        });
        return command;
    }

    private static string TextOf(RiskDryRun run, RiskBookCommand.Adopt adopt, DryRunReport report)
    {
        var lines = new List<string>
        {
            FormattableString.Invariant($"frame {run.Frame}, {run.Time}, version {run.InForce} in force"),
        };
        if (adopt.GraceUntil is { } until)
            lines.Add($"by a grace path until {until}");
        lines.Add(FormattableString.Invariant($"{report.Looked} accounts and isolated positions looked at"));
        foreach (var (outcome, words) in Words)
        {
            if (report.Count(outcome) is > 0 and var count)
                lines.Add(FormattableString.Invariant($"{count} {words}, {Money(report.Missing(outcome))} missing"));
        }

        if (report.Changed.Count == 0)
            lines.Add("nobody's status changes");
        foreach (var look in report.Changed.Take(MostLines))
            lines.Add($"{look.Account}{(look.Scope.IsCross ? "" : $" {look.Scope}")}  {look.Now} -> {look.After}  "
                + $"equity {Money(look.Equity)}, maintenance {Money(look.Maintenance)}");
        if (report.Changed.Count > MostLines)
            lines.Add(FormattableString.Invariant($"and {report.Changed.Count - MostLines} more; --json lists all"));
        return string.Concat(lines.Select(line => line + Environment.NewLine));
    }

    private static (DryRunOutcome Outcome, string Words)[] Words { get; } =
    [
        (DryRunOutcome.Liquidated, "liquidated at once"),
        (DryRunOutcome.CalledThenLiquidated, "called, and liquidated when the path ends unless they pay"),
        (DryRunOutcome.Called, "called"),
        (DryRunOutcome.Relieved, "better off"),
    ];

    private static string JsonOf(RiskDryRun run, RiskBookCommand.Adopt adopt, DryRunReport report) => new JsonObject
    {
        ["frame"] = run.Frame.Value,
        ["time"] = run.Time.ToString(),
        ["inForce"] = run.InForce.Value,
        ["version"] = run.Adopted.Version.Value + 1,
        ["effectiveAt"] = adopt.EffectiveAt?.ToString(),
        ["graceUntil"] = adopt.GraceUntil?.ToString(),
        ["looked"] = report.Looked,
        ["liquidatedAtOnce"] = Of(report, DryRunOutcome.Liquidated),
        ["liquidatedAtEnd"] = Of(report, DryRunOutcome.CalledThenLiquidated),
        ["called"] = Of(report, DryRunOutcome.Called),
        ["relieved"] = Of(report, DryRunOutcome.Relieved),
    }.ToJsonString(Indented);

    private static JsonObject Of(DryRunReport report, DryRunOutcome outcome) => new()
    {
        ["count"] = report.Count(outcome),
        ["missing"] = Money(report.Missing(outcome)),
        ["accounts"] = new JsonArray([.. report.Changed.Where(look => look.Outcome == outcome).Select(Of)]),
    };

    private static JsonObject Of(DryRunLook look) => new()
    {
        ["account"] = look.Account.Value,
        ["instrument"] = look.Scope.Isolated?.Value,
        ["now"] = look.Now.ToString(),
        ["after"] = look.After.ToString(),
        ["equity"] = Money(look.Equity),
        ["maintenance"] = Money(look.Maintenance),
        ["missing"] = Money(look.Missing),
    };

    private static string Money(Amount amount) => Decimals.Plain(Decimals.Up(amount.Value, 2));
}
