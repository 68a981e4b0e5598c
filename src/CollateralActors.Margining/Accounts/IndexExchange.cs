using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>
/// An exchange of one asset of an account for another, at index prices: the treasury gets what is given.
/// </summary>
/// <param name="Given">What goes; more than 0.</param>
/// <param name="Fee">Of the same asset, rounded up.</param>
/// <param name="Got">What comes, rounded down; more than 0.</param>
public readonly record struct IndexExchange(Money Given, Amount Fee, Money Got)
{
    /// <summary>The account after it.</summary>
    public AccountState Applied(AccountState account) =>
        account.Post(Given.Asset, -Given.Amount - Fee).Post(Got.Asset, Got.Amount);

    /// <summary>
    /// What it costs at most, in the valuation currency: the fee, and what rounding to a unit of either asset takes.
    /// </summary>
    public Amount CostIn(MarketView market)
    {
        var (given, got) = (market.IndexPrice(Given.Asset)!.Value, market.IndexPrice(Got.Asset)!.Value);
        var surcharge = Rate.One + market.Risk[Got.Asset].LiabilitySurcharge;
        return ((Fee + UnitOf(Given.Asset, market)) * given) + (UnitOf(Got.Asset, market) * surcharge * got);
    }

    /// <summary>
    /// The exchange of as much of an asset as repays an amount, as a conversion does; null where nothing is repaid.
    /// </summary>
    /// <param name="held">How much of it there is to give.</param>
    /// <param name="debt">What is to be got, and no more.</param>
    /// <param name="market">The frame.</param>
    public static IndexExchange? Repaying(Money held, Money debt, MarketView market)
    {
        if (PricesOf(held.Asset, debt.Asset, market) is not { } prices)
            return null;
        var parameters = market.Risk[debt.Asset];
        var part = DebtConversion.PartInRange(
            held.Asset,
            held.Amount,
            prices.Sold,
            debt.Amount,
            prices.Bought,
            parameters.Scale,
            parameters.Debt.ConversionFee,
            market.Risk[held.Asset].Scale);
        return part.Given > Amount.Zero && part.Repaid > Amount.Zero
            ? new IndexExchange(new Money(part.Given, held.Asset), part.Fee, new Money(part.Repaid, debt.Asset))
            : null;
    }

    /// <summary>The exchange of an amount, its fee included; null where nothing is got for it.</summary>
    /// <param name="all">What goes, with the fee; at its asset's scale.</param>
    /// <param name="into">What comes.</param>
    /// <param name="market">The frame.</param>
    public static IndexExchange? Giving(Money all, AssetId into, MarketView market)
    {
        if (PricesOf(all.Asset, into, market) is not { } prices)
            return null;
        var (sold, bought) = (market.Risk[all.Asset], market.Risk[into]);
        try
        {
            var given = Decimals.Down(all.Amount.Value / (1m + bought.Debt.ConversionFee.Value), sold.Scale);
            var got = Decimals.Down(given * prices.Sold.Value / prices.Bought.Value, bought.Scale);
            return given > 0m && got > 0m
                ? new IndexExchange(
                    new Money(Plain(given), sold.Id), Plain(all.Amount.Value - given), new Money(Plain(got), into))
                : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>Whether two assets may be exchanged at the prices of a frame.</summary>
    internal static bool IsPossible(AssetId sold, AssetId bought, MarketView market) =>
        PricesOf(sold, bought, market) is not null;

    /// <summary>One unit of an asset's scale.</summary>
    internal static Amount UnitOf(AssetId asset, MarketView market) =>
        new(Decimals.Unit(market.Risk[asset].Scale));

    private static (Price Sold, Price Bought)? PricesOf(AssetId sold, AssetId bought, MarketView market) =>
        !market.IsHalted && sold != bought
            && market.IndexPrice(sold) is { Value: > 0m } price && market.IndexPrice(bought) is { Value: > 0m } other
            && market.IsGoodFor(sold, PriceActions.Settle) && market.IsGoodFor(bought, PriceActions.Settle)
            ? (price, other)
            : null;

    private static Amount Plain(decimal value) => new(Decimals.Normal(value));
}
