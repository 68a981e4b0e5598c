namespace CollateralActors.Journal.Sqlite;

/// <summary>Whether somebody writes a journal now.</summary>
public static class JournalUse
{
    /// <summary>
    /// Looks without taking or changing anything. A lock that a killed process left behind does not count.
    /// </summary>
    /// <exception cref="JournalException">A process has the journal open for writing.</exception>
    public static void RefuseInUse(string path)
    {
        try
        {
            using var held = new FileStream(JournalLock.PathOf(path), FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (FileNotFoundException)
        {
        }
        catch (IOException e)
        {
            throw new JournalException(
                JournalProblem.InUse,
                path,
                $"is being written by {JournalLock.HolderOf(path)}; wait until it ends, or verify a copy",
                e);
        }
    }
}
