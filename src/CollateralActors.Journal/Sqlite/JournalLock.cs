using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace CollateralActors.Journal.Sqlite;

/// <summary>Keeps a second process from writing the same journal: an exclusive lock of the operating system.</summary>
/// <remarks>
/// The lock goes with its process, however that ends. Nobody else can read a locked file, so the holder's process id
/// stands in the journal itself, and in the lock file only for people.
/// </remarks>
internal sealed class JournalLock : IDisposable
{
    public const string Holder = "holder";

    private readonly FileStream file;

    private JournalLock(FileStream file) => this.file = file;

    public static string PathOf(string journal) => journal + ".lock";

    public static JournalLock Take(string journal)
    {
        while (true)
        {
            var file = OpenExclusively(journal);
            if (IsStillNamed(file))
                return Sign(file);
            file.Dispose();
        }
    }

    public void Dispose() => file.Dispose();

    private static FileStream OpenExclusively(string journal)
    {
        try
        {
            return new FileStream(
                PathOf(journal),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None,
                bufferSize: 1,
                FileOptions.DeleteOnClose);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new JournalException(
                JournalProblem.ReadOnly, journal, "is in a folder that is not writable; choose another one", e);
        }
        catch (DirectoryNotFoundException e)
        {
            throw new JournalException(JournalProblem.Missing, journal, "is in a folder that does not exist", e);
        }
        catch (IOException e)
        {
            throw new JournalException(
                JournalProblem.InUse, journal, $"is in use by {HolderOf(journal)}; stop that one first", e);
        }
    }

    // Whoever held the lock deletes the file on the way out; what we have locked may then be a file without a name,
    // while a third process creates and locks a new one.
    private static bool IsStillNamed(FileStream file)
    {
        var mark = DateTime.UnixEpoch.AddSeconds(Random.Shared.Next());
        File.SetLastWriteTimeUtc(file.SafeFileHandle, mark);
        return File.Exists(file.Name) && File.GetLastWriteTimeUtc(file.Name) == mark;
    }

    private static JournalLock Sign(FileStream file)
    {
        file.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n"));
        file.Flush();
        return new JournalLock(file);
    }

    public static string HolderOf(string journal)
    {
        try
        {
            using var connection = Sql.Open(journal, SqliteOpenMode.ReadOnly);
            var holder = connection.Scalar("SELECT value FROM collateral_journal WHERE key = $key", ("$key", Holder));
            return holder is string id ? $"process {id}" : "another process";
        }
        catch (SqliteException)
        {
            return "another process";
        }
    }
}
