using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>Looks for the largest amount that a check allows, by asking the check itself.</summary>
internal static class LargestAmount
{
    /// <summary>The largest allowed amount, 0 where none is.</summary>
    /// <param name="most">It is no more than this.</param>
    /// <param name="scale">Decimals of the amount.</param>
    /// <param name="isAllowed">Grows only stricter with the amount.</param>
    public static Amount Of(Amount most, int scale, Func<Amount, bool> isAllowed)
    {
        if (most <= Amount.Zero)
            return Amount.Zero;
        if (isAllowed(most))
            return most;
        var unit = Decimals.Unit(scale);
        var (allowed, refused) = (0m, most.Value / unit);
        while (refused - allowed > 1m)
        {
            var middle = decimal.Floor((allowed + refused) / 2m);
            if (isAllowed(new Amount(middle * unit)))
                allowed = middle;
            else
                refused = middle;
        }

        return new Amount(Decimals.Normal(allowed * unit));
    }
}
