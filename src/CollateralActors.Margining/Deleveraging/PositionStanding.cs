using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Deleveraging;

/// <summary>
/// What decides where a position stands among those that can be deleveraged, as its account last told it.
/// </summary>
/// <param name="Quantity">Contracts: positive long, negative short; 0 says that there is no position.</param>
/// <param name="EntryValue">The position's entry value, settle units, with its sign.</param>
/// <param name="Leverage">Value of all positions of the same margin ÷ its equity; 0.0001 to 1,000,000.</param>
/// <param name="Unhedged">
/// How many of the contracts, without a sign, offset nothing that the account holds of the same base.
/// </param>
public readonly record struct PositionStanding(
    Quantity Quantity, Amount EntryValue, Rate Leverage, Quantity Unhedged)
{
    /// <summary>No position.</summary>
    public static readonly PositionStanding None;

    /// <summary>The least leverage that is told of.</summary>
    public const decimal LeastLeverage = 0.0001m;

    /// <summary>The most leverage that is told of; also of accounts without equity.</summary>
    public const decimal MostLeverage = 1_000_000m;
}
