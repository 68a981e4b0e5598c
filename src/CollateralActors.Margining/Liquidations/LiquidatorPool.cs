namespace CollateralActors.Margining.Liquidations;

/// <summary>How many liquidators there are, and for how long each has its work.</summary>
/// <param name="Fewest">There are never fewer; 1 or more.</param>
/// <param name="Most">There are never more; <paramref name="Fewest"/> or more.</param>
/// <param name="Lease">
/// How long a liquidator may work on a step until it counts as lost; null for as long as it takes.
/// </param>
/// <param name="Idle">How long some have to be without work until half of them go.</param>
public sealed record LiquidatorPool(int Fewest, int Most, TimeSpan? Lease, TimeSpan Idle)
{
    /// <summary>
    /// Whether at most half of the liquidators wait with orders for one instrument's venue; otherwise all of them may.
    /// </summary>
    public bool SharesOut { get; init; } = true;

    /// <summary>
    /// Always so many, each for as long as it takes: for rounds, where a step ends in the round in which it begins.
    /// </summary>
    public static LiquidatorPool Fixed(int size) => new(size, size, null, TimeSpan.Zero) { SharesOut = false };
}
