using CollateralActors.Audit.Findings;
using CollateralActors.Audit.Folding;
using CollateralActors.Audit.Reading;
using CollateralActors.Journal.Sqlite;

namespace CollateralActors.Audit;

/// <summary>Every entity of a venue as a journal makes it.</summary>
public sealed class ReplayedVenue
{
    private readonly EntityTable entities;

    internal ReplayedVenue(long events, EntityTable entities) => (Events, this.entities) = (events, entities);

    /// <summary>How many events were folded.</summary>
    public long Events { get; }

    /// <summary>The hash of all states: that of the live venue, if nothing is wrong.</summary>
    public string HashOfStates() => entities.HashOfStates();
}

/// <summary>Folds a journal without deciding anything again: decoded, checked against its chain, evolved.</summary>
/// <remarks>
/// For journals that <see cref="JournalAudit"/> has verified: one that somebody changed may throw while it is folded.
/// </remarks>
public static class JournalReplay
{
    /// <exception cref="JournalException">As <see cref="JournalAudit.Verify"/>.</exception>
    public static ReplayedVenue Fold(string path, CancellationToken cancellation = default)
    {
        using var source = JournalSource.Open(path);
        var log = new FindingLog();
        var entities = new EntityTable(log);
        var events = 0L;
        foreach (var batch in RowBatches.Of(source, log, cancellation))
        {
            events += batch.Count;
            foreach (var row in batch)
            {
                if (entities.Find(row.Place, cause: null) is { } entity && entity.Decisions.Add(row) is { } decision)
                    entity.Fold(decision);
            }
        }

        return new ReplayedVenue(events, entities);
    }
}
