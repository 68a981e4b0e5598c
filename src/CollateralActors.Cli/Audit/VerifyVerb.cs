using System.CommandLine;
using CollateralActors.Audit;
using CollateralActors.Journal.Sqlite;
using Spectre.Console;

namespace CollateralActors.Cli.Audit;

/// <summary><c>collateral audit verify</c>: folds, decides again and checks a whole journal.</summary>
internal static class VerifyVerb
{
    public static Command Create()
    {
        var journal = new Argument<string>("JOURNAL")
        {
            Description =
                """
                The journal's SQLite file. It is only read, never changed. One that is being written is refused; one
                that a crash left behind is copied to the folder for temporary files first.
                """,
        };
        var json = new Option<bool>("--json")
        {
            Description = "Print one JSON object with every finding, its place and its cause, instead of a summary.",
        };
        var command = new Command(
            "verify",
            """
            Folds a journal, makes every decision again and checks that nothing was altered, is missing or cannot be
            read, that no margin call was missed, and that money is conserved. Exit code 0 if all of it holds, 1 if
            anything was found, 2 if the file is no journal, is in use, or cannot be read. docs/audit.md says what this
            can find and what it cannot.
            """)
        {
            journal, json,
        };
        command.SetAction((parsed, cancellation) => Task.Run(
            () => Run(
                parsed.GetRequiredValue(journal),
                parsed.GetValue(json),
                parsed.InvocationConfiguration.Output,
                parsed.InvocationConfiguration.Error,
                cancellation),
            CancellationToken.None));
        return command;
    }

    private static int Run(
        string journal, bool asJson, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        try
        {
            var verification = Verify(journal, error, cancellation);
            if (asJson)
                output.WriteLine(VerificationJson.Of(verification));
            else
                VerificationText.Write(verification, output);
            return verification.Holds ? ExitCode.Done : ExitCode.DoesNotHold;
        }
        catch (JournalException e)
        {
            error.WriteLine(e.Message);
            return ExitCode.WrongInput;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"journal '{journal}' cannot be read: {e.Message}");
            return ExitCode.WrongInput;
        }
        catch (OperationCanceledException)
        {
            error.WriteLine("interrupted; nothing was concluded");
            return ExitCode.DoesNotHold;
        }
    }

    private static Verification Verify(string journal, TextWriter error, CancellationToken cancellation)
    {
        if (Console.IsErrorRedirected || !ReferenceEquals(error, Console.Error))
            return JournalAudit.Verify(journal, progress: null, cancellation);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        return console.Progress().AutoClear(true).Start(context =>
            JournalAudit.Verify(journal, new Bar(context.AddTask("verifying")), cancellation));
    }

    private sealed class Bar(ProgressTask task) : IProgress<VerificationProgress>
    {
        public void Report(VerificationProgress value)
        {
            task.MaxValue = value.Total;
            task.Value = value.Events;
        }
    }
}
