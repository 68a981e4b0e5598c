using System.Text;
using CollateralActors.Journal.Codec;
using CollateralActors.Journal.Reading;
using CollateralActors.Journal.Sqlite;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.RiskBooks;

namespace CollateralActors.Cli.Risk;

/// <summary>Where a risk book comes from: a file that a person wrote, or a journal that has versions of it.</summary>
internal static class BookSource
{
    /// <summary>What help texts say about it.</summary>
    public const string Description =
        "A risk book, JSON with comments as in samples/risk-books, or a journal's SQLite file, of which the last "
        + "adopted version is taken.";

    private static readonly byte[] SqliteMark = Encoding.ASCII.GetBytes("SQLite format 3\0");

    /// <summary>Reads the book at <paramref name="path"/>; what is wrong is said on <paramref name="error"/>.</summary>
    /// <param name="path">The file or the journal.</param>
    /// <param name="error">For problems.</param>
    /// <param name="version">The version of a journal; null for the last.</param>
    public static RiskBook? Read(string path, TextWriter error, RiskBookVersion? version = null)
    {
        if (IsJournal(path))
            return ReadJournal(path, error, version);
        if (version is not null)
        {
            error.WriteLine($"{path}: only a journal has versions; leave --version out");
            return null;
        }

        var reading = RiskBookReader.Read(path, new RiskBookVersion(1));
        foreach (var problem in reading.Problems)
            error.WriteLine(problem);
        return reading.Content;
    }

    /// <summary>Whether a file is a journal, by its first bytes.</summary>
    public static bool IsJournal(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var mark = new byte[SqliteMark.Length];
            return file.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false) == mark.Length
                && mark.AsSpan().SequenceEqual(SqliteMark);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // What cannot be opened is answered by the reader of risk books, with its name.
            return false;
        }
    }

    private static RiskBook? ReadJournal(string path, TextWriter error, RiskBookVersion? version)
    {
        try
        {
            using var journal = JournalReader.Open(path);
            var books = journal.ReadEntity(Entities.RiskBook.PersistenceId)
                .Select(row => EventCodec.Default.Decode(row.Manifest, row.Payload).Event)
                .OfType<RiskBookEvent.Adopted>().Select(adopted => adopted.Book).ToList();
            if (books.LastOrDefault(book => version is null || book.Version == version) is { } found)
                return found;
            error.WriteLine(books.Count == 0
                ? $"{path}: no risk book was adopted in this journal"
                : $"{path}: there is no version {version}; versions are 1 to {books[^1].Version}");
        }
        catch (Exception e) when (e is JournalException or IOException or UnauthorizedAccessException
            or System.Data.Common.DbException or System.Runtime.Serialization.SerializationException)
        {
            error.WriteLine($"{path}: {e.Message}");
        }

        return null;
    }
}
