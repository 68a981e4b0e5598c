using System.CommandLine;
using CollateralActors.Journal.Sqlite;

namespace CollateralActors.Cli.Journals;

/// <summary><c>collateral journal</c>: what an operator does to a journal while no node runs on it.</summary>
internal static class JournalVerb
{
    public static Command Create() => new("journal", "Looks after a journal: entities that are out of service.")
    {
        ParkedVerb.Create(),
        ReleaseVerb.Create(),
    };

    /// <summary>Runs what is asked; a file that cannot be used is said in a line.</summary>
    public static int Run(string journal, TextWriter error, Func<int> work)
    {
        try
        {
            return work();
        }
        catch (JournalException e)
        {
            error.WriteLine(e.Message);
            return ExitCode.WrongInput;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Data.Common.DbException)
        {
            error.WriteLine($"journal '{journal}' cannot be used: {e.Message}");
            return ExitCode.WrongInput;
        }
    }
}
