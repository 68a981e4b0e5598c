using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>What a margin call asks a part of an account for, until equity is at the margin-call ratio again.</summary>
/// <param name="Deadline">When it expires, by the time of frames.</param>
/// <param name="OnExpiry">What happens then, by the rules that the call came under.</param>
public sealed record MarginDemand(Instant Deadline, CallExpiry OnExpiry)
{
    /// <summary>Whether a frame has passed the deadline.</summary>
    public bool IsExpired { get; init; }
}
