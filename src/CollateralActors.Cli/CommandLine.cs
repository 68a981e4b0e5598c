using System.CommandLine;
using System.CommandLine.Parsing;
using CollateralActors.Cli.Audit;
using CollateralActors.Cli.Journals;
using CollateralActors.Cli.Margin;
using CollateralActors.Cli.Risk;
using CollateralActors.Cli.Simulate;

namespace CollateralActors.Cli;

/// <summary>The verbs of <c>collateral</c>, and how they are run.</summary>
public static class CommandLine
{
    /// <summary>Every verb, in the order of the help; each stands in a file of its own.</summary>
    private static readonly Func<Command>[] Verbs =
    [
        MarginVerb.Create,
        SimulateVerb.Create,
        AuditVerb.Create,
        RiskVerb.Create,
        JournalVerb.Create,
    ];

    /// <summary>
    /// Runs one command line: data to <paramref name="output"/>, everything else to <paramref name="error"/>.
    /// </summary>
    /// <returns>0 done and holds, 1 done and does not hold or ended early, 2 wrong input or usage.</returns>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        // A name such as @portfolio.json is a file's name here, not a file of more arguments.
        var parsed = Root().Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var problems = UsageProblems.Of(parsed);
        if (problems.Count > 0)
        {
            foreach (var problem in problems)
                await error.WriteLineAsync(problem).ConfigureAwait(false);
            await error.WriteLineAsync($"See: {HelpFor(parsed.CommandResult)}").ConfigureAwait(false);
            return ExitCode.WrongInput;
        }

        var streams = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            // After Ctrl-C or SIGTERM a verb has this long to end in order.
            ProcessTerminationTimeout = TimeSpan.FromSeconds(15),
        };
        return await parsed.InvokeAsync(streams).ConfigureAwait(false);
    }

    private static RootCommand Root()
    {
        var root = new RootCommand(
            """
            Margin and liquidation back end of a derivatives venue.

            Exit codes: 0 done and holds, 1 done and does not hold, or ended early by Ctrl-C or SIGTERM, 2 wrong input
            or usage.
            """);
        foreach (var verb in Verbs)
            root.Subcommands.Add(verb());
        return root;
    }

    private static string HelpFor(CommandResult result) =>
        result.Parent is CommandResult parent
            ? $"{HelpFor(parent)[..^" --help".Length]} {result.Command.Name} --help"
            : "collateral --help";
}
