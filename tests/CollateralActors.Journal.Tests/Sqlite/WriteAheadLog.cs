using System.Buffers.Binary;

namespace CollateralActors.Journal.Tests.Sqlite;

/// <summary>
/// Counts commits in SQLite's write-ahead log: a frame that ends a transaction says the database's size in pages.
/// </summary>
/// <remarks>
/// The log keeps all of them as long as a reader holds a snapshot from before; see sqlite.org/fileformat2.html, 4.
/// </remarks>
internal static class WriteAheadLog
{
    public static int Commits(string journal)
    {
        using var file = new FileStream(journal + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var log = new byte[file.Length];
        file.ReadExactly(log);
        if (log.Length == 0)
            return 0;
        var pageSize = BinaryPrimitives.ReadInt32BigEndian(log.AsSpan(8));
        var commits = 0;
        for (var frame = 32; frame + 24 + pageSize <= log.Length; frame += 24 + pageSize)
            commits += BinaryPrimitives.ReadInt32BigEndian(log.AsSpan(frame + 4)) != 0 ? 1 : 0;
        return commits;
    }
}
