using System.Globalization;
using CollateralActors.Audit.Findings;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Audit.Reading;

/// <summary>The events of one decision: stored together, in one go.</summary>
/// <param name="Place">Of the first event.</param>
/// <param name="Events">Parts 1 to n.</param>
internal sealed record StoredDecision(Place Place, IReadOnlyList<Recorded> Events)
{
    public Recorded First => Events[0];

    public string? Cause => AuditFinding.CauseOf(First);
}

/// <summary>Puts one entity's rows together to decisions, and reports decisions of which parts are missing.</summary>
internal sealed class DecisionAssembler(FindingLog log)
{
    private readonly List<Recorded> parts = [];
    private Place place;

    /// <summary>Whether every decision so far was there from its first part to its last.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>Takes the entity's next row; the decision that it completes, or null.</summary>
    public StoredDecision? Add(in AuditedRow row)
    {
        if (row.Recorded is not { } recorded)
        {
            // The row itself is reported already.
            parts.Clear();
            IsComplete = false;
            return null;
        }

        if (parts.Count > 0 && !Continues(recorded))
            End();
        if (parts.Count == 0)
            place = row.Place;
        if (recorded.Part != parts.Count + 1 || recorded.Part > recorded.Of)
        {
            Report(
                recorded,
                $"is part {recorded.Part} of {recorded.Of} of a decision whose other parts are not before it");
            return null;
        }

        parts.Add(recorded);
        if (parts.Count < recorded.Of)
            return null;
        var decision = new StoredDecision(place, [.. parts]);
        parts.Clear();
        return decision;
    }

    /// <summary>No more rows: reports a decision that is still open.</summary>
    public void End()
    {
        if (parts.Count > 0)
            Report(parts[0], $"begins a decision of {parts[0].Of} events of which only {parts.Count} are there");
        parts.Clear();
    }

    private bool Continues(Recorded next)
    {
        var first = parts[0];
        return next.Part == parts.Count + 1 && next.Of == first.Of && next.Cause == first.Cause
            && next.Time == first.Time && next.Frame == first.Frame;
    }

    private void Report(Recorded recorded, FormattableString problem)
    {
        IsComplete = false;
        log.AddGap(place, AuditFinding.CauseOf(recorded), problem.ToString(CultureInfo.InvariantCulture));
    }
}
