using System.Diagnostics;
using CollateralActors.Audit.Findings;
using CollateralActors.Audit.Folding;
using CollateralActors.Audit.Reading;
using CollateralActors.Journal.Sqlite;

namespace CollateralActors.Audit;

/// <summary>Verifies journals straight from SQL: no actors, no snapshots, virtual time.</summary>
public static class JournalAudit
{
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
        foreach (var batch in RowBatches.Of(source, log, cancellation))
        {
            foreach (var row in batch)
                venue.Take(row);
            venue.RunChecks(cancellation);
            events += batch.Count;
            progress?.Report(new VerificationProgress(events, total));
        }

        var live = source.Meta.GetValueOrDefault(JournalMeta.FinalStateHash);
        venue.End(isFinished: live is not null, cancellation);
        foreach (var place in source.Deleted())
            log.AddAltered(
                place, null, "is marked as deleted, so that recovery leaves it out; no event is ever deleted");
        var hash = venue.HashOfStates();
        if (live is not null && live != hash)
            log.AddMismatch(
                new Place(0, "collateral_journal", 0),
                null,
                $"{JournalMeta.FinalStateHash} is {live}, but the events give {hash}");
        return new Verification
        {
            Events = events,
            Entities = venue.EntityCount,
            Redecided = venue.Redecided,
            Mismatches = log.Mismatches,
            Gaps = log.Gaps,
            Altered = log.Altered,
            Undecodable = log.Undecodable,
            MissedCalls = [.. log.MissedCalls.Where(call => !venue.Explains(call))],
            OverdueCalls = [.. log.MissedCalls.Where(venue.Explains)],
            Conservation = venue.Conservation,
            StateHash = hash,
            LiveStateHash = live,
            OutstandingDuties = venue.Outstanding,
            Elapsed = watch.Elapsed,
        };
    }
}
