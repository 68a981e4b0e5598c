using System.Globalization;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace CollateralActors.Journal.Sqlite;

/// <summary>What a file turned out to be.</summary>
internal sealed record JournalLayout(string Path, bool IsNew, string? Format)
{
    /// <exception cref="JournalException">It is not an SQLite file, or cannot be opened.</exception>
    public static JournalLayout Of(string path, SqliteOpenMode mode)
    {
        try
        {
            using var connection = Sql.Open(path, mode);
            var tables = connection.Query(
                "SELECT name FROM sqlite_master WHERE type = 'table'", row => row.GetString(0));
            var format = tables.Contains("collateral_journal")
                ? (string?)connection.Scalar("SELECT value FROM collateral_journal WHERE key = 'format'")
                : null;
            return new JournalLayout(path, tables.Count == 0, format);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLITE_CORRUPT)
        {
            throw new JournalException(
                JournalProblem.NotAJournal,
                path,
                $"is damaged and cannot be read: {e.Message}; restore it from a copy",
                e);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLITE_NOTADB)
        {
            throw new JournalException(
                JournalProblem.NotAJournal, path, "is not a journal: it is no SQLite database; choose another file", e);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLITE_CANTOPEN or SQLITE_READONLY)
        {
            throw new JournalException(JournalProblem.ReadOnly, path, $"cannot be opened: {e.Message}", e);
        }
    }

    /// <exception cref="JournalException">It is another program's, or of a later version.</exception>
    public void RefuseForeign()
    {
        if (IsNew)
            return;
        if (!int.TryParse(Format, NumberStyles.None, CultureInfo.InvariantCulture, out var format))
        {
            throw new JournalException(
                JournalProblem.NotAJournal,
                Path,
                "is not a journal: it is an SQLite database of another program; choose another file");
        }

        if (format > Schema.Format)
        {
            throw new JournalException(
                JournalProblem.NewerFormat,
                Path,
                $"has format {Format}, and this program reads up to {Schema.Format}; use the version that wrote it");
        }
    }
}
