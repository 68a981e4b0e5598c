using CollateralActors.Audit.Findings;
using CollateralActors.Journal.Reading;
using CollateralActors.Journal.Sqlite;
using Microsoft.Data.Sqlite;

namespace CollateralActors.Audit.Reading;

/// <summary>A journal that is read and never touched, not even by a reader's files beside it.</summary>
/// <remarks>
/// A journal that was closed cleanly is one file, and reading it leaves nothing behind. One that was not has a log
/// beside it, and whoever opens that makes or changes files: so it is copied, log and all, and the copy is read.
/// </remarks>
internal sealed class JournalSource : IDisposable
{
    private const int FormatOffset = 18;
    private const int WriteAheadLog = 2;

    private readonly string path;
    private readonly JournalReader reader;
    private readonly DirectoryInfo? copy;

    private JournalSource(
        string path, JournalReader reader, IReadOnlyDictionary<string, string> meta, DirectoryInfo? copy) =>
        (this.path, this.reader, Meta, this.copy) = (path, reader, meta, copy);

    /// <summary>What the journal says of itself.</summary>
    public IReadOnlyDictionary<string, string> Meta { get; }

    public static JournalSource Open(string path)
    {
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
            throw new JournalException(JournalProblem.NotAJournal, full, "is a folder; name the journal's file");
        if (!File.Exists(full))
            throw new JournalException(JournalProblem.Missing, full, "does not exist");
        JournalUse.RefuseInUse(full);
        var copy = NeedsCopy(full) ? CopyOf(full) : null;
        try
        {
            return Open(full, copy);
        }
        catch
        {
            copy?.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>How many events there are.</summary>
    public long Count() => Readable(reader.Count);

    /// <summary>Events that are marked as deleted; none ever is by the product.</summary>
    public IReadOnlyList<Place> Deleted() => Readable(
        () => reader.Deleted().Select(row => new Place(row.Ordering, row.PersistenceId, row.Sequence)).ToList());

    /// <summary>Every event, in the order of commits.</summary>
    public IEnumerable<JournalRow> Rows()
    {
        using var rows = reader.ReadAll().GetEnumerator();
        while (Readable(rows.MoveNext))
            yield return rows.Current;
    }

    public void Dispose()
    {
        reader.Dispose();
        copy?.Delete(recursive: true);
    }

    private static JournalSource Open(string full, DirectoryInfo? copy)
    {
        var file = copy is null ? full : Path.Combine(copy.FullName, Path.GetFileName(full));
        try
        {
            var meta = JournalInfo.Of(file).Meta;
            var source = new JournalSource(full, JournalReader.Open(file), meta, copy);
            if (source.Count() > 0)
                return source;
            source.reader.Dispose();
            throw new JournalException(JournalProblem.NotAJournal, full, "has no events; there is nothing to verify");
        }
        catch (JournalException e) when (e.Path != full)
        {
            throw new JournalException(e.Problem, full, e.Detail, e);
        }
        catch (SqliteException e)
        {
            throw Damaged(full, e);
        }
    }

    private static bool NeedsCopy(string full)
    {
        try
        {
            using var file = new FileStream(full, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            file.Seek(FormatOffset, SeekOrigin.Begin);
            return file.ReadByte() == WriteAheadLog || File.Exists(full + "-wal");
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new JournalException(JournalProblem.ReadOnly, full, $"cannot be read: {e.Message}", e);
        }
    }

    private static DirectoryInfo CopyOf(string full)
    {
        var folder = Directory.CreateTempSubdirectory("collateral-audit-");
        foreach (var suffix in new[] { string.Empty, "-wal" })
        {
            if (File.Exists(full + suffix))
                File.Copy(full + suffix, Path.Combine(folder.FullName, Path.GetFileName(full) + suffix));
        }

        return folder;
    }

    private T Readable<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException e)
        {
            throw Damaged(path, e);
        }
    }

    private static JournalException Damaged(string full, SqliteException e) => new(
        JournalProblem.NotAJournal, full, $"is damaged and cannot be read: {e.Message}; restore it from a copy", e);
}
