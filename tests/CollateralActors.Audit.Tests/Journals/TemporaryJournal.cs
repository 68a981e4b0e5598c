namespace CollateralActors.Audit.Tests.Journals;

/// <summary>A journal in a folder of its own, deleted after the test.</summary>
internal sealed class TemporaryJournal : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("collateral-");

    public string Path => System.IO.Path.Combine(folder.FullName, "venue.db");

    public IEnumerable<string> Files => folder.EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal);

    /// <summary>Writes rows as a journal and verifies it.</summary>
    public static Verification Verify(IEnumerable<StoredRow> rows, params (string Key, string Value)[] meta)
    {
        using var journal = new TemporaryJournal();
        JournalWriter.Write(journal.Path, rows, meta);
        return JournalAudit.Verify(journal.Path);
    }

    public void Dispose() => folder.Delete(recursive: true);
}
