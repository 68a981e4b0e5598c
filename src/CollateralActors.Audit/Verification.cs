using CollateralActors.Audit.Balances;
using CollateralActors.Audit.Findings;

namespace CollateralActors.Audit;

/// <summary>What the verification of a journal found. See docs/audit.md.</summary>
public sealed record Verification
{
    public required long Events { get; init; }

    /// <summary>Persistence ids that have events.</summary>
    public required int Entities { get; init; }

    /// <summary>Decisions that were made again.</summary>
    public required long Redecided { get; init; }

    /// <summary>
    /// Decisions that are not what deciding again gives, duties that nobody owed, states that do not fit.
    /// </summary>
    public required IReadOnlyList<AuditFinding> Mismatches { get; init; }

    /// <summary>Events that are missing, decisions that are not all there, ids that name no entity.</summary>
    public required IReadOnlyList<AuditFinding> Gaps { get; init; }

    /// <summary>Rows that are not what was stored.</summary>
    public required IReadOnlyList<AuditFinding> Altered { get; init; }

    /// <summary>Rows that cannot be read.</summary>
    public required IReadOnlyList<AuditFinding> Undecodable { get; init; }

    /// <summary>Frames at which an account stood worse than its events say.</summary>
    public required IReadOnlyList<MissedCall> MissedCalls { get; init; }

    /// <summary>
    /// The same where the watchlist says in the journal that it could not look: the account did not answer, as a parked
    /// one, or it was away longer than frames are kept. Not the journal's fault, but somebody's concern.
    /// </summary>
    public required IReadOnlyList<MissedCall> OverdueCalls { get; init; }

    public required ConservationResult Conservation { get; init; }

    /// <summary>Of all entities as folded.</summary>
    public required string StateHash { get; init; }

    /// <summary>The hash that the live run ended with; null where the journal does not tell.</summary>
    public required string? LiveStateHash { get; init; }

    /// <summary>Duties that are not acknowledged: none in a finished run.</summary>
    public required int OutstandingDuties { get; init; }

    public required TimeSpan Elapsed { get; init; }

    public double EventsPerSecond => Elapsed > TimeSpan.Zero ? Events / Elapsed.TotalSeconds : 0;

    /// <summary>Whether nothing at all was found.</summary>
    public bool Holds =>
        Mismatches.Count == 0 && Gaps.Count == 0 && Altered.Count == 0 && Undecodable.Count == 0
        && MissedCalls.Count == 0
        && Conservation.Holds && (LiveStateHash is null || LiveStateHash == StateHash);
}

/// <summary>How far a verification has come.</summary>
public readonly record struct VerificationProgress(long Events, long Total);
