using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Policies;

/// <summary>An exchange that a policy asks for, at index prices: the treasury gets what is given.</summary>
/// <param name="Given">What goes; more than 0.</param>
/// <param name="Fee">Of the same asset, rounded up.</param>
/// <param name="Got">What comes, rounded down; more than 0.</param>
public readonly record struct PolicyExchange(Money Given, Amount Fee, Money Got)
{
    /// <summary>The account after it.</summary>
    public AccountState Applied(AccountState account) =>
        account.Post(Given.Asset, -Given.Amount - Fee).Post(Got.Asset, Got.Amount);

    /// <summary>
    /// Whether it leaves the account no worse: no status worse than before, no more required, and equity not lower but
    /// by the fee and what rounding to a unit of either asset takes.
    /// </summary>
    /// <remarks>
    /// A haircut on what comes that is larger than on what goes is a loss that nobody stated: such an exchange does not
    /// help. It is asked before anything is done.
    /// </remarks>
    public bool Helps(AccountState account, MarketView market)
    {
        var (before, after) = (FiguresOf(account, market), FiguresOf(Applied(account), market));
        return after.Status <= before.Status
            && after.Maintenance <= before.Maintenance
            && after.Initial <= before.Initial
            && after.Equity >= before.Equity - CostIn(market);
    }

    /// <summary>
    /// The exchange that repays as much of a debt as an asset can, as a conversion does; null where it cannot, or where
    /// it would not help.
    /// </summary>
    /// <param name="account">Its interest is paid.</param>
    /// <param name="debt">Of which asset the balance is negative.</param>
    /// <param name="from">What is given for it.</param>
    /// <param name="market">The frame.</param>
    public static PolicyExchange? Repaying(AccountState account, AssetId debt, AssetId from, MarketView market)
    {
        var (owed, held) = (-account.BalanceOf(debt), account.BalanceOf(from));
        if (owed <= Amount.Zero || held <= Amount.Zero || PricesOf(from, debt, market) is not { } prices)
            return null;
        var debtParameters = market.Risk[debt];
        var part = DebtConversion.PartInRange(
            from,
            held,
            prices.Sold,
            owed,
            prices.Bought,
            debtParameters.Scale,
            debtParameters.Debt.ConversionFee,
            market.Risk[from].Scale);
        return IfHelpful(
            new PolicyExchange(new Money(part.Given, from), part.Fee, new Money(part.Repaid, debt)), account, market);
    }

    /// <summary>
    /// The exchange of a stop-loss whose price has come; null where it has not, or where it would not help.
    /// </summary>
    /// <param name="account">Its interest is paid.</param>
    /// <param name="stop">The policy.</param>
    /// <param name="market">The frame.</param>
    public static PolicyExchange? Stopping(AccountState account, AccountPolicy.StopLoss stop, MarketView market)
    {
        if (PricesOf(stop.Asset, stop.Into, market) is not { } prices || prices.Sold > stop.At)
            return null;
        var (sold, bought) = (market.Risk[stop.Asset], market.Risk[stop.Into]);
        try
        {
            var all = Decimals.Down((account.BalanceOf(stop.Asset) * stop.Share).Value, sold.Scale);
            var given = Decimals.Down(all / (1m + bought.Debt.ConversionFee.Value), sold.Scale);
            var got = Decimals.Down(given * prices.Sold.Value / prices.Bought.Value, bought.Scale);
            return IfHelpful(
                new PolicyExchange(
                    new Money(Plain(given), sold.Id), Plain(all - given), new Money(Plain(got), bought.Id)),
                account,
                market);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static PolicyExchange? IfHelpful(PolicyExchange exchange, AccountState account, MarketView market) =>
        exchange.Given.Amount > Amount.Zero && exchange.Got.Amount > Amount.Zero && exchange.Helps(account, market)
            ? exchange
            : null;

    private static (Price Sold, Price Bought)? PricesOf(AssetId sold, AssetId bought, MarketView market) =>
        !market.IsHalted
            && market.IndexPrice(sold) is { Value: > 0m } price && market.IndexPrice(bought) is { Value: > 0m } other
            && market.IsGoodFor(sold, PriceActions.Settle) && market.IsGoodFor(bought, PriceActions.Settle)
            ? (price, other)
            : null;

    private static MarginFigures FiguresOf(AccountState account, MarketView market)
    {
        var book = account.ToMarginBook(market);
        return MarginCalculator.Evaluate(account.Isolated.IsEmpty ? book : book.WithoutIsolated(), market);
    }

    private static Amount Plain(decimal value) => new(Decimals.Normal(value));

    private Amount CostIn(MarketView market)
    {
        var (given, got) = (market.IndexPrice(Given.Asset)!.Value, market.IndexPrice(Got.Asset)!.Value);
        var surcharge = Rate.One + market.Risk[Got.Asset].LiabilitySurcharge;
        return ((Fee + UnitOf(Given.Asset, market)) * given) + (UnitOf(Got.Asset, market) * surcharge * got);
    }

    private static Amount UnitOf(AssetId asset, MarketView market) =>
        new(new decimal(1, 0, 0, false, (byte)market.Risk[asset].Scale));
}
