using System.CommandLine;
using System.CommandLine.Parsing;

namespace CollateralActors.Cli;

/// <summary>What is wrong with a command line, in words.</summary>
internal static class UsageProblems
{
    /// <summary>
    /// Misspelt options first: the parser takes them for files, or for values of the options before them.
    /// </summary>
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        var misspelt = parsed.CommandResult.Children
            .SelectMany(part => part.Tokens, (part, token) => (Part: part, Token: token.Value))
            .Where(given => LooksLikeOption(given.Token))
            .Select(given => Misspelt(parsed.CommandResult.Command, given.Part, given.Token))
            .ToList();
        return misspelt.Count > 0 ? misspelt : [.. parsed.Errors.Select(problem => problem.Message)];
    }

    // A dash alone is a file's name to some, and a negative number is a number.
    private static bool LooksLikeOption(string token) =>
        token.Length > 1 && token[0] == '-' && (token[1] == '-' || char.IsLetter(token[1]));

    private static string Misspelt(Command command, SymbolResult part, string token)
    {
        var place = part is OptionResult option ? $"'{option.Option.Name}' needs a value, and " : "";
        var known = string.Join(
            ", ", command.Options.Where(o => !o.Hidden).Select(o => o.Name).Order(StringComparer.Ordinal));
        var remedy = part is OptionResult ? "" : $"; write ./{token} for a file of that name";
        return $"{place}'{token}' is no option of '{command.Name}', which has {known}{remedy}";
    }
}
