using System.Globalization;
using CollateralActors.Audit.Findings;
using CollateralActors.Journal.Chaining;
using CollateralActors.Journal.Reading;

namespace CollateralActors.Audit.Reading;

/// <summary>
/// Follows every entity's chain row by row and reports rows that were changed, are missing or cannot be read.
/// </summary>
internal sealed class ChainCheck(FindingLog log)
{
    private readonly JournalVerifier verifier = new();

    public AuditedRow Read(in JournalRow row)
    {
        var place = new Place(row.Ordering, row.PersistenceId, row.Sequence);
        var before = verifier.Heads.TryGetValue(row.PersistenceId, out var head) ? head.Sequence : 0;
        var reading = verifier.Read(row);
        var cause = AuditFinding.CauseOf(reading.Recorded);
        var follows = row.Sequence == before + 1;
        if (row.Sequence <= before)
        {
            log.AddAltered(place, cause, string.Create(
                CultureInfo.InvariantCulture,
                $"stands behind event {before} of the same entity: repeated, moved or renumbered"));
        }
        else if (reading.Finding is { Kind: FindingKind.Undecodable } undecodable)
        {
            log.AddUndecodable(place, undecodable.Detail);
        }
        else if (reading.Finding is { } finding)
        {
            if (follows)
                log.AddAltered(place, cause, finding.Detail);
            else
                log.AddGap(place, cause, finding.Detail);
            if (reading.Recorded is null)
                log.AddUndecodable(place, $"'{row.Manifest}' cannot be decoded after the change");
        }

        return new AuditedRow(place, reading.Recorded, follows && reading.Recorded is not null);
    }
}
