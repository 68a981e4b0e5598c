using CollateralActors.Audit.Findings;

namespace CollateralActors.Audit.Tests.Journals;

/// <summary>Picks rows to be changed, and tells which of them a verification lists.</summary>
internal static class Rows
{
    /// <summary>Up to <paramref name="count"/> rows of as many entities: early, late and in between, the same ones for one seed.</summary>
    public static List<StoredRow> Sample(IReadOnlyList<StoredRow> rows, int seed, int count, Func<StoredRow, bool>? where = null)
    {
        var random = new Random(seed);
        return [.. rows
            .Where(row => where is null || where(row))
            .GroupBy(row => row.PersistenceId)
            .Select(entity => entity.ElementAt(random.Next(entity.Count())))
            .OrderBy(_ => random.Next())
            .Take(count)];
    }

    /// <summary>The same journal with some rows replaced, each by any number of rows.</summary>
    public static List<StoredRow> Replacing(
        this IEnumerable<StoredRow> rows, IEnumerable<StoredRow> chosen, Func<StoredRow, IEnumerable<StoredRow>> by)
    {
        var orderings = chosen.Select(row => row.Ordering).ToHashSet();
        return [.. rows.SelectMany(row => orderings.Contains(row.Ordering) ? by(row) : [row])];
    }

    /// <summary>Orderings of all rows that are listed as altered, missing or unreadable.</summary>
    public static HashSet<long> Listed(this Verification verification) =>
        [.. Findings(verification).Select(finding => finding.Place.Ordering)];

    private static IEnumerable<AuditFinding> Findings(Verification v) => [.. v.Altered, .. v.Gaps, .. v.Undecodable];
}
