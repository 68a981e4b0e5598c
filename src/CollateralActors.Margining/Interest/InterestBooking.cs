using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Interest;

/// <summary>What debts owe for interest.</summary>
/// <remarks>
/// An account remembers the index at which each debt was settled last. What it owes is part of its net amounts at once;
/// it leaves the balance when something is stored for the account next, and is no other amount then.
/// </remarks>
public static class InterestBooking
{
    /// <summary>A debt that is no larger can be multiplied by any index.</summary>
    private const decimal Multipliable = Limits.LargestFigure / InterestMeter.LargestIndex;

    /// <summary>
    /// Interest on a debt: debt × (index ÷ index at its last settlement − 1), rounded up to the asset's scale, and no
    /// more than makes it <see cref="Limits.LargestFigure"/>.
    /// </summary>
    /// <param name="debt">What is owed, 0 or more.</param>
    /// <param name="settled">The index at which it was settled last.</param>
    /// <param name="index">The present one; before the last settlement's nothing is owed.</param>
    /// <param name="scale">Decimals of the asset.</param>
    public static Amount Owed(Amount debt, Rate settled, Rate index, int scale) => index.Value <= settled.Value
        ? Amount.Zero
        : new Amount(Decimals.Normal(Decimals.Up(
            Math.Min(Grown(debt.Value, index.Value - settled.Value, settled.Value), Room(debt.Value)), scale)));

    /// <summary>The same for a balance in a market; nothing on one that is not negative.</summary>
    public static Amount Owed(Amount balance, Rate settled, AssetId asset, MarketView market) =>
        balance < Amount.Zero && !market.InterestIndices.IsEmpty
            ? Owed(-balance, settled, market.InterestIndex(asset), market.Risk[asset].Scale)
            : Amount.Zero;

    private static decimal Grown(decimal debt, decimal growth, decimal settled) =>
        debt <= Multipliable ? debt * growth / settled : Decimals.Times(debt, growth / settled);

    private static decimal Room(decimal debt) => Math.Max(0m, Limits.LargestFigure - debt);
}
