using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Market;

/// <summary>
/// The two prices by which something counts where it is not needed to keep positions: docs/prices.md.
/// </summary>
/// <param name="Low">What is held or long counts by it: at most the price and more than 0, rounded down.</param>
/// <param name="High">What is owed or short counts by it: at least the price, rounded up.</param>
public sealed record CautiousPrices(Price Low, Price High)
{
    /// <summary>
    /// The low price is at least this share of the price: an inverse contract is worth nothing sensible at 0.
    /// </summary>
    private const decimal Least = 0.01m;

    /// <summary>What prices are rounded to; no price is smaller.</summary>
    private const decimal Quantum = 0.000000000001m;

    /// <summary>
    /// The pair around a price: the lower and the higher one of price and mean, less and plus the cut.
    /// </summary>
    /// <param name="price">The price.</param>
    /// <param name="mean">Its mean over time; null where there is none.</param>
    /// <param name="cut">Half-width of the price's interval × the factor of the symbol; 0 or more.</param>
    /// <returns>Null where both are the price.</returns>
    public static CautiousPrices? Around(Price price, decimal? mean, decimal cut)
    {
        var low = Math.Max(price.Value * Least, Math.Min(price.Value, mean ?? price.Value) - cut);
        var high = Math.Max(price.Value, mean ?? price.Value) + cut;
        return low == price.Value && high == price.Value
            ? null
            : new CautiousPrices(
                new Price(Decimals.Normal(Math.Max(Quantum, Decimals.Down(low, Decimals.LargestScale)))),
                new Price(Decimals.Normal(Decimals.Up(high, Decimals.LargestScale))));
    }
}
