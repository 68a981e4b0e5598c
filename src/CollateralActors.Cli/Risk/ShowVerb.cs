using System.CommandLine;
using System.Text.Json;
using CollateralActors.Margining.Units;

namespace CollateralActors.Cli.Risk;

/// <summary><c>collateral risk show</c>: every parameter of a risk book.</summary>
internal static class ShowVerb
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = BookSource.Description };
        var version = WholeNumberOption.Create(
            "--version", 1, int.MaxValue, "The version of a journal's book that is shown, instead of the last.");
        var json = new Option<bool>("--json")
        {
            Description = "Print one JSON object: the book as journals store it, numbers as texts.",
        };
        var command = new Command(
            "show",
            """
            Prints a risk book, one parameter a line: its path, as journals name it, and its value. What has its default
            is not printed. Exit code 2 if there is something wrong with the file.
            """)
        {
            file, version, json,
        };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(file),
            parsed.GetValue(version) is { } number ? new RiskBookVersion((int)number) : null,
            parsed.GetValue(json),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(
        string file, RiskBookVersion? version, bool asJson, TextWriter output, TextWriter error)
    {
        if (BookSource.Read(file, error, version) is not { } book)
            return ExitCode.WrongInput;
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(BookLines.JsonOf(book), Indented));
            return ExitCode.Done;
        }

        foreach (var (path, value) in BookLines.Of(book))
            output.WriteLine($"{path} = {value}");
        return ExitCode.Done;
    }
}
