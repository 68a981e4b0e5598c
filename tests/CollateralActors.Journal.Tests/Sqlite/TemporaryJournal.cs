using CollateralActors.Journal.Sqlite;

namespace CollateralActors.Journal.Tests.Sqlite;

/// <summary>A folder of its own for each test, deleted afterwards.</summary>
public sealed class TemporaryJournal : IDisposable
{
    public TemporaryJournal() => Folder = Directory.CreateTempSubdirectory("collateral-").FullName;

    public string Folder { get; }

    public string Path => System.IO.Path.Combine(Folder, "venue.db");

    public JournalFile Open() => JournalFile.Open(Path);

    public IEnumerable<string> Files => Directory.EnumerateFiles(Folder).Select(f => System.IO.Path.GetFileName(f)!).Order();

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
