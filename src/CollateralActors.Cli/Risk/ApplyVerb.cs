using System.CommandLine;
using CollateralActors.Audit.DryRuns;
using CollateralActors.Cli.Journals;
using CollateralActors.Journal.Sqlite;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;

namespace CollateralActors.Cli.Risk;

/// <summary><c>collateral risk apply</c>: adopts a risk book in a journal that no node works on.</summary>
internal static class ApplyVerb
{
    public static Command Create()
    {
        var journal = new Argument<string>("JOURNAL")
        {
            Description = "The journal's SQLite file. One that a node works on is refused: stop that node first.",
        };
        var terms = new AdoptionOptions();
        var command = new Command(
            "apply",
            """
            Adopts a risk book as the next version and prints its number. The next node that works on the journal
            puts it into force. Exit code 2, and nothing is stored, if the book or one of its times is wrong, or
            the journal is of a run that has ended.
            """)
        {
            journal, terms.Book, terms.EffectiveAt, terms.Grace,
        };
        command.SetAction(parsed =>
        {
            var (path, streams) = (parsed.GetRequiredValue(journal), parsed.InvocationConfiguration);
            return JournalVerb.Run(
                path, streams.Error, () => Apply(path, terms, parsed, streams.Output, streams.Error));
        });
        return command;
    }

    private static int Apply(
        string path, AdoptionOptions terms, ParseResult parsed, TextWriter output, TextWriter error)
    {
        var run = RiskDryRun.Of(path);
        if (terms.Read(parsed, run.Adopted, run.Time, error) is not { } adopt)
            return ExitCode.WrongInput;
        using var journal = JournalFile.Open(path);
        if (journal.Meta.Get(JournalMeta.FinalStateHash) is not null)
        {
            error.WriteLine($"{path}: the run that it is of has ended; no frame would come that could use the book");
            return ExitCode.WrongInput;
        }

        var outcome = BookAdoption.Adopt(journal, adopt, run.Time, new CommandId($"apply-{Guid.NewGuid():N}"));
        if (outcome is not Outcome.Accepted)
        {
            error.WriteLine(outcome is Outcome.Refused refused ? refused.Reason.Detail : "it was not adopted");
            return ExitCode.WrongInput;
        }

        output.WriteLine(FormattableString.Invariant($"version {run.Adopted.Version.Value + 1}"));
        return ExitCode.Done;
    }
}
