using Microsoft.Data.Sqlite;

namespace CollateralActors.Journal.Sqlite;

/// <summary>What a journal says of itself to those who only read.</summary>
/// <param name="Path">Full path of the file.</param>
/// <param name="Meta">Its keys and values, such as scenario and seed; <c>holder</c> while a process writes it.</param>
public sealed record JournalInfo(string Path, IReadOnlyDictionary<string, string> Meta)
{
    /// <exception cref="JournalException">No such file, not a journal, or of a later version.</exception>
    public static JournalInfo Of(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        if (!File.Exists(full))
            throw new JournalException(JournalProblem.Missing, full, "does not exist");
        var layout = JournalLayout.Of(full, SqliteOpenMode.ReadOnly);
        if (layout.IsNew)
            throw new JournalException(JournalProblem.NotAJournal, full, "is not a journal: it is empty");
        layout.RefuseForeign();
        using var connection = Sql.Open(full, SqliteOpenMode.ReadOnly);
        return new JournalInfo(full, JournalMeta.All(connection));
    }
}
