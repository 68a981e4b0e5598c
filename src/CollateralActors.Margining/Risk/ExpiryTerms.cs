using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Risk;

/// <summary>When a contract ends, and what it is settled by.</summary>
/// <param name="At">When it expires.</param>
/// <param name="Window">
/// It is settled at the mean of its index over this time before; 0 to <see cref="LongestWindow"/>, at 0 by the last
/// price before.
/// </param>
/// <param name="DeliveryFee">Share of the value settled that each side pays; 0 to 1.</param>
/// <param name="ExerciseThreshold">
/// An option is exercised where it is in the money by this much or more, settle units a base unit; at 0, by anything at
/// all. 0 or more, and 0 for a future.
/// </param>
public sealed record ExpiryTerms(Instant At, TimeSpan Window, Rate DeliveryFee, Price ExerciseThreshold)
{
    /// <summary>Half an hour: what most venues use.</summary>
    public static readonly TimeSpan DefaultWindow = TimeSpan.FromMinutes(30);

    /// <summary>The longest window: a day.</summary>
    public static readonly TimeSpan LongestWindow = TimeSpan.FromHours(24);

    /// <summary>Where the window begins.</summary>
    public Instant WindowStart => At + -Window;

    /// <summary>The terms in one form.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"at {At} by {Window:c}: delivery fee {DeliveryFee}, exercised from {ExerciseThreshold}");
}
