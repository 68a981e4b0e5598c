using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using CollateralActors.Margining.Risk;

namespace CollateralActors.Cli.Risk;

/// <summary><c>collateral risk diff</c>: what two risk books have different.</summary>
internal static class DiffVerb
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create()
    {
        var before = new Argument<string>("BEFORE") { Description = BookSource.Description };
        var after = new Argument<string>("AFTER") { Description = "The same, to compare with it." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of a line a change." };
        var command = new Command(
            "diff",
            """
            Lists the parameters in which two risk books differ, one a line: its path, the value before and the value
            after; – for none. Nothing is printed where they are alike. Version numbers are not compared. Exit code 0
            whether they differ or not, 2 if there is something wrong with a file.
            """)
        {
            before, after, json,
        };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(before),
            parsed.GetRequiredValue(after),
            parsed.GetValue(json),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error));
        return command;
    }

    /// <summary>What differs: path, value before, value after; null for none.</summary>
    internal static IReadOnlyList<(string Path, string? Before, string? After)> Changes(RiskBook before, RiskBook after)
    {
        var (old, now) = (Lines(before), Lines(after));
        return
        [
            .. old.Keys.Concat(now.Keys.Where(path => !old.ContainsKey(path)))
                .Select(path => (path, old.GetValueOrDefault(path), now.GetValueOrDefault(path)))
                .Where(line => line.Item2 != line.Item3 && line.path != "version"),
        ];
    }

    private static Dictionary<string, string> Lines(RiskBook book) =>
        BookLines.Of(book).ToDictionary(line => line.Path, line => line.Value);

    private static int Run(string before, string after, bool asJson, TextWriter output, TextWriter error)
    {
        var (old, now) = (BookSource.Read(before, error), BookSource.Read(after, error));
        if (old is null || now is null)
            return ExitCode.WrongInput;
        var changes = Changes(old, now);
        if (asJson)
            output.WriteLine(JsonOf(changes));
        else
            Write(changes, output);
        return ExitCode.Done;
    }

    private static void Write(
        IReadOnlyList<(string Path, string? Before, string? After)> changes, TextWriter output)
    {
        foreach (var (path, was, now) in changes)
            output.WriteLine($"{path}: {was ?? "–"} → {now ?? "–"}");
    }

    private static string JsonOf(IEnumerable<(string Path, string? Before, string? After)> changes) => new JsonObject
    {
        ["changes"] = new JsonArray([.. changes.Select(change => new JsonObject
        {
            ["path"] = change.Path,
            ["before"] = change.Before,
            ["after"] = change.After,
        })]),
    }.ToJsonString(Indented);
}
