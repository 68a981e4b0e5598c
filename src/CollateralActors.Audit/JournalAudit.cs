using System.Collections.Concurrent;
using System.Diagnostics;
using CollateralActors.Audit.Findings;
using CollateralActors.Audit.Folding;
using CollateralActors.Audit.Reading;
using CollateralActors.Journal.Sqlite;

namespace CollateralActors.Audit;

/// <summary>Verifies journals straight from SQL: no actors, no snapshots, virtual time.</summary>
public static class JournalAudit
{
    /// <summary>Where a run that came to its end says which state hash it ended with.</summary>
    public const string FinalStateHash = "final-state-hash";

    private const int BatchSize = 4_096;
    private const int BatchesAhead = 4;

    /// <summary>Folds, decides again and checks a whole journal. The file is only read.</summary>
    /// <param name="path">The journal's file.</param>
    /// <param name="progress">Told after every few thousand events.</param>
    /// <param name="cancellation">Ends it early, with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="JournalException">
    /// Missing, not a journal, of a later version, being written, without events, or damaged so that it cannot be read.
    /// </exception>
    public static Verification Verify(
        string path, IProgress<VerificationProgress>? progress = null, CancellationToken cancellation = default)
    {
        var watch = Stopwatch.StartNew();
        using var source = JournalSource.Open(path);
        var log = new FindingLog();
        var venue = new VenueFold(log);
        var (events, total) = (0L, source.Count());
        foreach (var batch in Batches(source, log, cancellation))
        {
            foreach (var row in batch)
                venue.Take(row);
            venue.RunChecks(cancellation);
            events += batch.Count;
            progress?.Report(new VerificationProgress(events, total));
        }

        var live = source.Meta.GetValueOrDefault(FinalStateHash);
        venue.End(isFinished: live is not null, cancellation);
        return new Verification
        {
            Events = events,
            Entities = venue.EntityCount,
            Redecided = venue.Redecided,
            Mismatches = log.Mismatches,
            Gaps = log.Gaps,
            Altered = log.Altered,
            Undecodable = log.Undecodable,
            MissedCalls = log.MissedCalls,
            Conservation = venue.Conservation,
            StateHash = venue.HashOfStates(),
            LiveStateHash = live,
            OutstandingDuties = venue.Outstanding,
            Elapsed = watch.Elapsed,
        };
    }

    // Reading, hashing and decoding goes on while the batch before is folded.
    private static IEnumerable<List<AuditedRow>> Batches(JournalSource source, FindingLog log, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var ready = new BlockingCollection<List<AuditedRow>>(BatchesAhead);
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
        JournalSource source, FindingLog log, BlockingCollection<List<AuditedRow>> ready, CancellationToken stop)
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
