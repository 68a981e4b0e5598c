using System.Text.Json;
using System.Text.RegularExpressions;

namespace CollateralActors.Cli.Tests;

/// <summary>What one command line printed and how it ended.</summary>
internal sealed partial record CommandRun(int ExitCode, string Output, string Error)
{
    public static async Task<CommandRun> Of(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await CommandLine.RunAsync(arguments, output, error);
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Runs <c>margin --json</c> on files with these contents.</summary>
    public static async Task<CommandRun> Margin(params string[] contents)
    {
        var folder = Directory.CreateTempSubdirectory("portfolio-");
        try
        {
            var files = contents.Select((content, index) =>
            {
                var path = Path.Combine(folder.FullName, $"{index}.json");
                File.WriteAllText(path, content);
                return path;
            }).ToArray();
            return await Of(["margin", .. files, "--json"]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>What was printed, without colours.</summary>
    public string Plain => Colours().Replace(Output, "");

    /// <summary>The accounts that were printed as JSON.</summary>
    public JsonElement Accounts()
    {
        using var document = JsonDocument.Parse(Output);
        return document.RootElement.GetProperty("accounts").Clone();
    }

    [GeneratedRegex("\u001b\\[[0-9;]*m")]
    private static partial Regex Colours();
}
