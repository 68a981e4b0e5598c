using System.CommandLine;
using System.CommandLine.Parsing;
using CollateralActors.Actors.Settings;

namespace CollateralActors.Cli.Settings;

/// <summary>The options by which a verb that starts a node takes its settings.</summary>
internal sealed class SettingsOptions
{
    private readonly Option<string?> file = new("--config")
    {
        Description =
            """
            File of settings (application.conf) that differ from the defaults; hocon/reference.conf lists all of them
            with units. Environment variables (COLLATERAL__CLIENT__MAX_WAIT=1s) beat it, and --set beats those. No file
            is read unless it is named here.
            """,
        HelpName = "FILE",
    };

    private readonly Option<KeyValuePair<string, string>[]> pairs = new("--set")
    {
        Description = "One setting, such as collateral.entity.passivate-after=60s; may be given many times.",
        HelpName = "KEY=VALUE",
        AllowMultipleArgumentsPerToken = false,
        CustomParser = Pairs,
    };

    private readonly Option<bool> print = new("--print-config")
    {
        Description =
            """
            Print the settings in force, each with the layer that it is from, and run nothing. What is printed can be
            given to --config.
            """,
    };

    public void AddTo(Command command)
    {
        command.Add(file);
        command.Add(pairs);
        command.Add(print);
    }

    /// <summary>Whether settings are to be printed instead of anything run.</summary>
    public bool IsPrintAsked(ParseResult parsed) => parsed.GetValue(print);

    /// <summary>All layers put together; not checked yet.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="overlay">The overlay of the journal's kind.</param>
    /// <exception cref="SettingsException">The file cannot be read, or is not settings.</exception>
    public NodeConfig Read(ParseResult parsed, string overlay)
    {
        var path = parsed.GetValue(file);
        return NodeConfig.Assemble(
            path is null ? "" : TextOf(path),
            path ?? "",
            [overlay],
            Environment.GetEnvironmentVariables(),
            parsed.GetValue(pairs) ?? []);
    }

    private static string TextOf(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException([$"{path} cannot be read: {e.Message}"]);
        }
    }

    private static KeyValuePair<string, string>[] Pairs(ArgumentResult result)
    {
        var read = new List<KeyValuePair<string, string>>();
        foreach (var token in result.Tokens)
        {
            var end = token.Value.IndexOf('=', StringComparison.Ordinal);
            if (end > 0)
                read.Add(KeyValuePair.Create(token.Value[..end].Trim(), token.Value[(end + 1)..].Trim()));
            else
                result.AddError(
                    $"--set is '{token.Value}'; expected KEY=VALUE, such as collateral.entity.passivate-after=60s");
        }

        return [.. read];
    }
}
