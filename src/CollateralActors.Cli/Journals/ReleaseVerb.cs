using System.CommandLine;
using CollateralActors.Journal.Sqlite;

namespace CollateralActors.Cli.Journals;

/// <summary><c>collateral journal release</c>: puts entities back into service.</summary>
internal static class ReleaseVerb
{
    public static Command Create()
    {
        var journal = new Argument<string>("JOURNAL")
        {
            Description = "The journal's SQLite file. One that a node works on is refused: stop that node first.",
        };
        var entities = new Option<string[]>("--entity")
        {
            Description = "Persistence id of a parked entity, such as account-a00001; may be given many times.",
            HelpName = "ID",
        };
        var all = new Option<bool>("--all") { Description = "Release every parked entity." };
        var command = new Command(
            "release",
            """
            Puts parked entities back into service and prints their ids. The next node that works on the journal tries
            to recover them, and parks them again if the cause is still there. Exit code 2, and nothing is released, if
            one of them is not parked.
            """)
        {
            journal, entities, all,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(all) == result.GetValue(entities) is { Length: > 0 })
                result.AddError("name entities with --entity ID, or all of them with --all");
        });
        command.SetAction(parsed =>
        {
            var (path, streams) = (parsed.GetRequiredValue(journal), parsed.InvocationConfiguration);
            return JournalVerb.Run(
                path,
                streams.Error,
                () => Release(path, parsed.GetValue(entities) ?? [], streams.Output, streams.Error));
        });
        return command;
    }

    private static int Release(string path, string[] named, TextWriter output, TextWriter error)
    {
        // Opening makes a file where there is none; to look first refuses that.
        JournalInfo.Of(path);
        using var journal = JournalFile.Open(path);
        var parked = journal.Parking.All.Select(entry => entry.PersistenceId).ToList();
        var strangers = named.Except(parked, StringComparer.Ordinal).ToList();
        if (strangers.Count > 0)
        {
            var list = parked.Count == 0 ? "nothing is" : string.Join(", ", parked);
            error.WriteLine($"not parked: {string.Join(", ", strangers)}; parked: {list}");
            return ExitCode.WrongInput;
        }

        foreach (var entity in named.Length == 0 ? parked : named.Distinct(StringComparer.Ordinal))
        {
            journal.Parking.Release(entity);
            output.WriteLine(entity);
        }

        return ExitCode.Done;
    }
}
