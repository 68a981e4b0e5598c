using CollateralActors.Margining.Interest;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Loans;

/// <summary>
/// What loans and shares of a pool are worth. Everything is rounded for the pool, so that it never owes more than it
/// has.
/// </summary>
/// <remarks>
/// A loan is a number of units; one unit owes the asset's interest index. A supplier has shares; one share is worth the
/// pool's supply index. So an hour's interest changes two numbers and no account.
/// </remarks>
public static class PoolMath
{
    /// <summary>Decimals of a supply index.</summary>
    public const int IndexScale = InterestMeter.IndexScale;

    private const int MostScale = 16;
    private const int FinerBy = 6;

    /// <summary>
    /// Decimals of units and shares: finer than the asset's, so that an index of a million loses none.
    /// </summary>
    public static int UnitScale(int assetScale) => Math.Min(assetScale + FinerBy, MostScale);

    /// <summary>What a loan owes: units × index, rounded up to the asset's scale.</summary>
    public static Amount Owed(Amount units, Rate index, int scale) => Up(units.Value * index.Value, scale);

    /// <summary>The units of a loan: amount ÷ index, rounded up.</summary>
    /// <param name="amount">What is lent.</param>
    /// <param name="index">The index before the running hour was charged: a loan pays each hour that it sees.</param>
    /// <param name="scale">Decimals of the asset.</param>
    public static Amount UnitsOf(Amount amount, Rate index, int scale) =>
        Up(amount.Value / index.Value, UnitScale(scale));

    /// <summary>The units that a repayment takes off a loan, rounded down; all of them if it pays all.</summary>
    public static Amount UnitsRepaid(Amount amount, Amount units, Rate index, int scale) =>
        amount >= Owed(units, index, scale)
            ? units
            : Amount.Min(units, Down(amount.Value / index.Value, UnitScale(scale)));

    /// <summary>What shares are worth, rounded down to the asset's scale.</summary>
    public static Amount Worth(Amount shares, Rate supplyIndex, int scale) =>
        Down(shares.Value * supplyIndex.Value, scale);

    /// <summary>The shares that an amount buys, rounded down; none where a share is worth nothing.</summary>
    public static Amount SharesBought(Amount amount, Rate price, int scale) => price.Value <= 0m
        ? Amount.Zero
        : Down(Divide(amount.Value, price.Value), UnitScale(scale));

    /// <summary>The shares that have to be given for an amount, rounded up.</summary>
    public static Amount SharesFor(Amount amount, Rate supplyIndex, int scale) => supplyIndex.Value <= 0m
        ? new Amount(decimal.MaxValue)
        : Up(Divide(amount.Value, supplyIndex.Value), UnitScale(scale));

    /// <summary>The share of a pool that is lent, 0 to 1; 0 of an empty one.</summary>
    /// <param name="cash">What it has, 0 or more.</param>
    /// <param name="lent">What it is owed, 0 or more.</param>
    public static Rate Utilisation(Amount cash, Amount lent) =>
        lent <= Amount.Zero ? Rate.Zero : new Rate(lent.Value / (cash + lent).Value);

    /// <summary>Interest of an hour at a utilisation, rounded up: on the straight line between two points.</summary>
    public static Rate HourlyRate(ValueList<RatePoint> rates, Rate utilisation) =>
        InterestTerms.HourlyRateOf(YearlyRate(rates, utilisation));

    /// <summary>Interest of a year at a utilisation, 0 to 1; unrounded.</summary>
    public static Rate YearlyRate(ValueList<RatePoint> rates, Rate utilisation)
    {
        for (var i = 1; i < rates.Count; i++)
        {
            var (from, to) = (rates[i - 1], rates[i]);
            if (utilisation > to.Utilisation && i < rates.Count - 1)
                continue;
            var way = (utilisation.Value - from.Utilisation.Value) / (to.Utilisation.Value - from.Utilisation.Value);
            return new Rate(from.Yearly.Value + ((to.Yearly.Value - from.Yearly.Value) * Math.Min(1m, way)));
        }

        return Rate.Zero;
    }

    // After a loss that left next to nothing, a quotient may leave the range of decimals.
    private static decimal Divide(decimal amount, decimal by) =>
        by < 1m && amount > Limits.LargestFigure * by ? Limits.LargestFigure : amount / by;

    private static Amount Up(decimal value, int scale) => new(Decimals.Normal(Decimals.Up(value, scale)));

    private static Amount Down(decimal value, int scale) => new(Decimals.Normal(Decimals.Down(value, scale)));
}
