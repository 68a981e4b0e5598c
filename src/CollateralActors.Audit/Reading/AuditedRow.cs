using CollateralActors.Audit.Findings;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Audit.Reading;

/// <summary>One row of a journal after its chain was looked at.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="Recorded">The event; null where it cannot be decoded.</param>
/// <param name="Follows">
/// Whether it is the entity's next event: none is missing before it and it is where it belongs.
/// </param>
internal readonly record struct AuditedRow(Place Place, Recorded? Recorded, bool Follows);
