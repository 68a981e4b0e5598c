namespace CollateralActors.Audit.Findings;

/// <summary>Collects what several threads find, and gives it out in the journal's order.</summary>
internal sealed class FindingLog
{
    private readonly Lock gate = new();
    private readonly List<AuditFinding> altered = [];
    private readonly List<AuditFinding> gaps = [];
    private readonly List<AuditFinding> undecodable = [];
    private readonly List<AuditFinding> mismatches = [];
    private readonly List<MissedCall> missedCalls = [];

    public IReadOnlyList<AuditFinding> Altered => InOrder(altered);

    public IReadOnlyList<AuditFinding> Gaps => InOrder(gaps);

    public IReadOnlyList<AuditFinding> Undecodable => InOrder(undecodable);

    public IReadOnlyList<AuditFinding> Mismatches => InOrder(mismatches);

    public IReadOnlyList<MissedCall> MissedCalls =>
        [.. missedCalls.OrderBy(call => call.Frame).ThenBy(call => call.Place.PersistenceId, StringComparer.Ordinal)];

    public void AddAltered(Place place, string? cause, string problem) =>
        Add(altered, new AuditFinding(place, cause, problem));

    public void AddGap(Place place, string? cause, string problem) =>
        Add(gaps, new AuditFinding(place, cause, problem));

    public void AddUndecodable(Place place, string problem) => Add(undecodable, new AuditFinding(place, null, problem));

    public void AddMismatch(Place place, string? cause, string problem) =>
        Add(mismatches, new AuditFinding(place, cause, problem));

    public void AddMissedCall(MissedCall call) => Add(missedCalls, call);

    private static IReadOnlyList<AuditFinding> InOrder(List<AuditFinding> findings) =>
        [
            .. findings
                .OrderBy(finding => finding.Place.Ordering)
                .ThenBy(finding => finding.Problem, StringComparer.Ordinal),
        ];

    private void Add<T>(List<T> to, T finding)
    {
        lock (gate)
            to.Add(finding);
    }
}
