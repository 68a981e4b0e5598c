using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Deciding;

/// <summary>Whether an amount of money that somebody names can be at all.</summary>
internal static class MoneyChecks
{
    /// <summary>
    /// The refusal of an amount of an unknown asset, of 0 or less, too precise or too large; null where nothing is
    /// wrong.
    /// </summary>
    public static Rejection? Money(AssetId asset, Amount amount, RiskBook risk)
    {
        if (risk.Find(asset) is not { } parameters)
            return Rejection.UnknownAsset(asset, risk.Assets.Select(a => a.Id));
        if (amount <= Amount.Zero)
            return Rejection.IllegalNumber("amount", amount.Value, "more than 0");
        if (!Decimals.FitsScale(amount.Value, parameters.Scale))
            return Rejection.IllegalNumber(
                "amount", amount.Value, $"an amount of {asset} with at most {parameters.Scale} decimals");
        return TooLarge("amount", amount.Value);
    }

    /// <summary>
    /// The same for money from outside, which must not bring a balance beyond <see cref="Limits.LargestBalance"/>:
    /// digits would be lost there without a word.
    /// </summary>
    public static Rejection? Money(AssetId asset, Amount amount, Amount balance, RiskBook risk) =>
        Money(asset, amount, risk)
        ?? (balance + amount > new Amount(Limits.LargestBalance)
            ? Rejection.IllegalNumber(
                $"balance of {asset}", (balance + amount).Value, $"at most {Decimals.Plain(Limits.LargestBalance)}")
            : null);

    /// <summary>The refusal of a number beyond <see cref="Limits.Largest"/>; null where it is not.</summary>
    public static Rejection? TooLarge(string what, decimal value) => Math.Abs(value) > Limits.Largest
        ? Rejection.IllegalNumber(what, value, $"at most {Decimals.Plain(Limits.Largest)} in size")
        : null;
}
