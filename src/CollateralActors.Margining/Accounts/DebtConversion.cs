using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Policies;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>
/// Debts beyond their limit are paid out of the account's other assets, at index prices: docs/debts.md.
/// </summary>
/// <remarks>
/// Balances alone are converted: unrealised profits and losses stay what they are. So whether a debt is converted
/// depends on what the account holds and owes, and on prices only by there being any.
/// </remarks>
public static class DebtConversion
{
    /// <summary>Whether a frame finds a debt to convert.</summary>
    public static bool IsDue(AccountState account, MarketView market) =>
        market.Risk.ConvertsDebts && account.HasOverdrafts && Of(AccountInterest.Paid(account, market), market).Any();

    /// <summary>
    /// The conversions of an account whose debts have paid their interest, one a debt, in order of assets.
    /// </summary>
    internal static IEnumerable<AccountEvent.DebtConverted> Of(AccountState account, MarketView market)
    {
        if (!market.Risk.ConvertsDebts || account.Episode is not Episode.None || market.IsHalted)
            yield break;
        var now = account;
        foreach (var (asset, balance) in account.Balances)
        {
            if (!IsBeyondItsLimit(asset, balance, market) || market.IndexPrice(asset) is not { } price
                || !market.IsGoodFor(asset, PriceActions.Settle))
                continue;
            var from = From(now, new Money(-balance, asset), price, market);
            if (from.Count == 0)
                continue;
            var converted = new AccountEvent.DebtConverted(asset, -balance, from, BasisOf(asset, from, market));
            now = AccountEvolution.Evolve(now, converted);
            yield return converted;
        }
    }

    /// <summary>
    /// Whether a debt beyond its limit may be converted as soon as a price is good again, or the venue is not halted
    /// any more.
    /// </summary>
    internal static bool Waits(AccountState account, MarketView market) =>
        market.Risk.ConvertsDebts && (market.IsHalted || !market.Quality.Conditions.IsEmpty)
        && account.Balances.Any(balance => IsBeyondItsLimit(balance.Key, balance.Value, market));

    private static bool IsBeyondItsLimit(AssetId asset, Amount balance, MarketView market) =>
        balance < Amount.Zero && market.Risk[asset].Debt.ConversionLimit is { } limit && -balance > limit;

    /// <summary>What an account holds, in the order in which it is given for debts.</summary>
    /// <remarks>
    /// First as its owner wants it. Then what counts most as collateral: it is nearest to money, and the account loses
    /// least equity by it.
    /// </remarks>
    internal static IEnumerable<AssetId> InOrder(AccountState account, RiskBook risk)
    {
        var wanted = account.Policies.OfType<AccountPolicy.ConversionOrder>().FirstOrDefault()?.Assets.ToList() ?? [];
        return account.Balances.Where(balance => balance.Value > Amount.Zero).Select(balance => balance.Key)
            .OrderBy(asset => wanted.Contains(asset) ? wanted.IndexOf(asset) : wanted.Count)
            .ThenBy(asset => HaircutOf(risk[asset], risk))
            .ThenBy(asset => asset);
    }

    private static ValueList<ConvertedAsset> From(AccountState account, Money debt, Price price, MarketView market)
    {
        var list = new List<ConvertedAsset>();
        var owed = debt.Amount;
        var (debtScale, fee) = (market.Risk[debt.Asset].Scale, market.Risk[debt.Asset].Debt.ConversionFee);
        foreach (var asset in InOrder(account, market.Risk))
        {
            if (owed == Amount.Zero)
                break;
            var held = account.BalanceOf(asset);
            if (market.IndexPrice(asset) is not { } sold || !market.IsGoodFor(asset, PriceActions.Settle))
                continue;
            var part = PartInRange(
                asset, held, sold, owed, price, debtScale, fee, market.Risk[asset].Scale);
            if (part.Repaid == Amount.Zero)
                continue;
            list.Add(part);
            owed -= part.Repaid;
        }

        return list.ToValueList();
    }

    // A figure that no decimal can hold is nobody's money, but a price may be wrong: nothing is converted at that.
    internal static ConvertedAsset PartInRange(
        AssetId asset, Amount held, Price sold, Amount owed, Price price, int debtScale, Rate fee, int scale)
    {
        try
        {
            return Part(asset, held, sold, owed, price, debtScale, fee, scale);
        }
        catch (OverflowException)
        {
            return default;
        }
    }

    /// <summary>
    /// What of one asset goes: what is given is rounded up, or what is repaid down, against the account.
    /// </summary>
    private static ConvertedAsset Part(
        AssetId asset, Amount held, Price sold, Amount owed, Price price, int debtScale, Rate fee, int scale)
    {
        if (owed * price <= held * sold)
        {
            // Not more than is held, by the line above: no quotient can leave the range of decimals.
            var enough = Decimals.Up((owed * price).Value / sold.Value, scale);
            var itsFee = Fees.Of(new Amount(enough), fee, scale);
            if (enough + itsFee.Value <= held.Value)
                return new ConvertedAsset(asset, Plain(enough), Plain(itsFee.Value), owed);
        }

        var given = Decimals.Down(held.Value / (1m + fee.Value), scale);
        var repaid = Decimals.Down(given * sold.Value / price.Value, debtScale);
        return new ConvertedAsset(asset, Plain(given), Plain(held.Value - given), Plain(Math.Min(owed.Value, repaid)));
    }

    internal static Rate HaircutOf(AssetParameters asset, RiskBook risk) =>
        asset.Id == risk.Valuation ? Rate.Zero
        : asset.Collateral.Slices is [var first, ..] ? first.Haircut
        : Rate.One;

    internal static MarketBasis BasisOf(AssetId owed, ValueList<ConvertedAsset> from, MarketView market) =>
        MarketBasis.At(market, from.Select(part => part.Asset).Append(owed));

    private static Amount Plain(decimal value) => new(Decimals.Normal(value));
}
