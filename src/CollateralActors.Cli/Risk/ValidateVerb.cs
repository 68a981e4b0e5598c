using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.RiskBooks;

namespace CollateralActors.Cli.Risk;

/// <summary><c>collateral risk validate</c>: whether risk books are sound, alone and after another one.</summary>
internal static class ValidateVerb
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Risk books: JSON with comments, as in samples/risk-books.",
            Arity = ArgumentArity.OneOrMore,
        };
        var after = new Option<string?>("--after")
        {
            Description =
                "The book that is in force, a file or a journal: then each FILE is also checked for whether it may "
                + "take its place.",
            HelpName = "BOOK",
        };
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of a line a file." };
        var command = new Command(
            "validate",
            """
            Checks risk books and prints a line for each that is sound. Everything wrong is named with file, line,
            column and path on standard error. Exit code 0 if all are sound, 1 if something is wrong in one of them, 2
            if a file cannot be read.
            """)
        {
            files, after, json,
        };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(files),
            parsed.GetValue(after),
            parsed.GetValue(json),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(string[] files, string? after, bool asJson, TextWriter output, TextWriter error)
    {
        var before = after is null ? null : BookSource.Read(after, error);
        if (after is not null && before is null)
            return ExitCode.WrongInput;
        var checks = files.Select(file => Look(file, before)).ToList();
        foreach (var problem in checks.SelectMany(check => check.Problems))
            error.WriteLine(problem);
        if (asJson)
            output.WriteLine(JsonOf(checks));
        else
        {
            foreach (var check in checks.Where(check => check.Book is not null))
                output.WriteLine(
                    $"{check.File}: sound, "
                    + FormattableString.Invariant($"{check.Book!.Assets.Count} assets, ")
                    + FormattableString.Invariant($"{check.Book.Instruments.Count} instruments"));
        }

        return checks.Any(check => !check.IsReadable) ? ExitCode.WrongInput
            : checks.Any(check => check.Problems.Count > 0) ? ExitCode.DoesNotHold
            : ExitCode.Done;
    }

    private static Check Look(string file, RiskBook? before)
    {
        var version = new RiskBookVersion((before?.Version.Value ?? 0) + 1);
        var reading = RiskBookReader.Read(file, version);
        if (reading.Content is not { } book)
            return new Check(file, null, [.. reading.Problems.Select(p => p.ToString())])
            {
                // What is wrong with the file as a whole is that it cannot be read.
                IsReadable = reading.Problems.All(problem => problem.Place.Line > 0),
            };
        List<string> problems =
            before is null ? [] : [.. RiskBookRules.Problems(book, before).Select(problem => $"{file}: {problem}")];
        return new Check(file, problems.Count == 0 ? book : null, problems);
    }

    private static string JsonOf(IEnumerable<Check> checks) => new JsonObject
    {
        ["sound"] = checks.All(check => check.Book is not null),
        ["files"] = new JsonArray([.. checks.Select(check => new JsonObject
        {
            ["file"] = check.File,
            ["sound"] = check.Book is not null,
            ["problems"] = new JsonArray([.. check.Problems.Select(problem => JsonValue.Create(problem))]),
        })]),
    }.ToJsonString(Indented);

    private sealed record Check(string File, RiskBook? Book, IReadOnlyList<string> Problems)
    {
        public bool IsReadable { get; init; } = true;
    }
}
