namespace CollateralActors.Margining.Watching;

/// <summary>A new band of an account whose status is proven not to have changed.</summary>
/// <param name="Band">The band.</param>
/// <param name="Severity">
/// How badly off it is, as <see cref="Accounts.Severity"/> counts it, to nine decimals, cut off; the worst where it is
/// bankrupt.
/// </param>
public readonly record struct RenewedBand(Band Band, decimal Severity);
