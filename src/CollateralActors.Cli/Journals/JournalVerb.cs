using System.CommandLine;
using CollateralActors.Journal.Sqlite;

namespace CollateralActors.Cli.Journals;

/// <summary><c>collateral journal</c>: what is in a journal, and what an operator does to one that no node works on.
/// </summary>
internal static class JournalVerb
{
    public static Command Create() => new(
        "journal", "Looks after a journal: entities that are out of service, escrows and policies in words.")
    {
        ParkedVerb.Create(),
        ReleaseVerb.Create(),
        EscrowsVerb.Create(),
        PoliciesVerb.Create(),
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
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Data.Common.DbException
            or System.Runtime.Serialization.SerializationException)
        {
            error.WriteLine($"journal '{journal}' cannot be used: {e.Message}");
            return ExitCode.WrongInput;
        }
    }
}
