using System.Globalization;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Units;

namespace CollateralActors.Audit.Findings;

/// <summary>Where in a journal something is.</summary>
/// <param name="Ordering">The row's place in the order of commits.</param>
/// <param name="PersistenceId">Whose event it is.</param>
/// <param name="Sequence">Its number among that entity's events.</param>
public readonly record struct Place(long Ordering, string PersistenceId, long Sequence)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{PersistenceId} event {Sequence} (row {Ordering})");
}

/// <summary>Something wrong in one place.</summary>
/// <param name="Place">Where; for a gap or a decision of several events, the first row that shows it.</param>
/// <param name="Cause">The command that the event says it followed from; null where that cannot be read.</param>
/// <param name="Problem">What is wrong.</param>
public sealed record AuditFinding(Place Place, string? Cause, string Problem)
{
    /// <summary>
    /// A cause in words: <c>client deposit-7</c>, <c>duty 3 of account-alice</c>, <c>signal of watchlist-4</c>.
    /// </summary>
    public static string? CauseOf(Recorded? recorded) => recorded?.Cause.Origin switch
    {
        null => null,
        Origin.Client c => $"client {c.Id}",
        Origin.Duty d => string.Create(CultureInfo.InvariantCulture, $"duty {d.Sequence} of {d.Sender}"),
        Origin.Signal s => $"signal of {s.Sender}",
        var origin => throw new System.Diagnostics.UnreachableException($"unhandled origin {origin.GetType().Name}"),
    };
}

/// <summary>
/// An account, or an isolated position of one, that stood worse in a frame than its events say, whose liquidation
/// waited though nothing kept it, or that kept a position in a contract that had been settled.
/// </summary>
/// <param name="Place">The account's last event at or before the frame.</param>
/// <param name="Cause">What that event followed from.</param>
/// <param name="Frame">The first frame.</param>
/// <param name="UpTo">The last frame in a row, up to the account's next event.</param>
/// <param name="Recorded">The status that its events say.</param>
/// <param name="Evaluated">The status in the first frame.</param>
/// <param name="Equity">Equity in the first frame, valuation currency; an isolated position's in settle units.</param>
/// <param name="Maintenance">Maintenance requirement in the first frame, in the same units.</param>
public sealed record MissedCall(
    Place Place,
    string? Cause,
    FrameNumber Frame,
    FrameNumber UpTo,
    MarginStatus Recorded,
    MarginStatus Evaluated,
    Amount Equity,
    Amount Maintenance)
{
    /// <summary>Which part of the account it is.</summary>
    public MarginScope Scope { get; init; }

    /// <summary>
    /// A contract that it holds though the frame says what it was settled at; null: its status was missed.
    /// </summary>
    public InstrumentId? Unsettled { get; init; }
}
