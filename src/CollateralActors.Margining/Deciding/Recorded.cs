using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Deciding;

/// <summary>Why an event came to be: the command's origin and, for a client's, its content's fingerprint.</summary>
/// <param name="Origin">Who asked.</param>
/// <param name="Fingerprint">
/// Tells the same command from another one with the same id; empty unless a client asked.
/// </param>
public sealed record Cause(Origin Origin, string Fingerprint);

/// <summary>An event with all that one needs to decide it again: what is stored, one row each.</summary>
/// <param name="Cause">The command that it followed from.</param>
/// <param name="Time">When it was decided.</param>
/// <param name="Frame">
/// The frame that it was decided at; <see cref="FrameNumber.None"/> where the decision looked at none.
/// </param>
/// <param name="Part">Its place among the decision's events, from 1.</param>
/// <param name="Of">How many events the decision has; they are stored together or not at all.</param>
/// <param name="Event">What happened.</param>
public sealed record Recorded(Cause Cause, Instant Time, FrameNumber Frame, int Part, int Of, IEvent Event);
