using System.IO.Compression;
using CollateralActors.Audit.Tests.Journals;

namespace CollateralActors.Audit.Tests;

/// <summary>
/// Whole journals that earlier versions wrote, kept as they were: today's program has to read every byte of them, decide
/// all of it again alike, and come to the same state hash. Files are added, never changed.
/// </summary>
public sealed class EarlierJournalTests
{
    public static TheoryData<string> Journals =>
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "golden", "journals"))
            .Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Journals))]
    public void A_journal_of_an_earlier_version_still_holds(string file)
    {
        using var journal = new TemporaryJournal();
        Unpack(Path.Combine(AppContext.BaseDirectory, "golden", "journals", file), journal.Path);
        var verification = JournalAudit.Verify(journal.Path);
        Assert.Empty(verification.Undecodable);
        Assert.Empty(verification.Mismatches);
        Assert.Equal(verification.LiveStateHash, verification.StateHash);
        Assert.True(verification.Holds);
        Assert.True(verification.Redecided > verification.Events / 4, $"only {verification.Redecided} were decided again");
    }

    private static void Unpack(string packed, string path)
    {
        using var from = new GZipStream(File.OpenRead(packed), CompressionMode.Decompress);
        using var to = File.Create(path);
        from.CopyTo(to);
    }
}
