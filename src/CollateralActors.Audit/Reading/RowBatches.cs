using System.Collections.Concurrent;
using CollateralActors.Audit.Findings;

namespace CollateralActors.Audit.Reading;

/// <summary>
/// A journal's rows a few thousand at a time: the next are read, hashed and decoded while one batch is worked on.
/// </summary>
internal static class RowBatches
{
    private const int BatchSize = 4_096;
    private const int BatchesAhead = 4;

    public static IEnumerable<IReadOnlyList<AuditedRow>> Of(
        JournalSource source, FindingLog log, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var ready = new BlockingCollection<IReadOnlyList<AuditedRow>>(BatchesAhead);
        var reading = Task.Run(() => Read(source, log, ready, stop.Token), CancellationToken.None);
        try
        {
            foreach (var batch in ready.GetConsumingEnumerable(cancellation))
                yield return batch;
            reading.GetAwaiter().GetResult();
        }
        finally
        {
            stop.Cancel();
            ((IAsyncResult)reading).AsyncWaitHandle.WaitOne();
        }
    }

    private static void Read(
        JournalSource source,
        FindingLog log,
        BlockingCollection<IReadOnlyList<AuditedRow>> ready,
        CancellationToken stop)
    {
        try
        {
            var chains = new ChainCheck(log);
            foreach (var rows in source.Rows().Chunk(BatchSize))
                ready.Add([.. rows.Select(row => chains.Read(row))], stop);
        }
        finally
        {
            ready.CompleteAdding();
        }
    }
}
