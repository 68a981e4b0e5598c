using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Spot;

/// <summary>
/// What open orders in spot add to the initial requirement of an account: what its equity would lose if assets that
/// count more became assets that count less.
/// </summary>
/// <remarks>
/// What an amount of an asset counts is concave in it: each further unit counts no more than the one before. So what is
/// given costs most at the lowest balance that all orders together could leave, and what is got brings least at the
/// highest. By these two each order is judged, as if all others had already been filled, and one that would gain counts
/// nothing, for it may be the one that is not filled. Free collateral after any of the orders were filled, in whole or
/// in part, is then no less than what the reserve left of it; with one order it is exactly that.
/// A wrong-way haircut is not concave: while it bears on an asset, all that is got of it counts with that haircut, and
/// what is given is lost without.
/// </remarks>
internal static class SpotReserve
{
    /// <summary>
    /// Whether no fill of open orders in spot brings about a liquidation at present prices, or none that was not due
    /// without the newest order.
    /// </summary>
    /// <param name="before">The account without its newest order.</param>
    /// <param name="after">The account with it.</param>
    /// <param name="market">The market.</param>
    /// <remarks>
    /// What counts nothing to take on risk may be what keeps positions and debts: an account with too little initial
    /// margin could give it away for nothing otherwise, and leave its debts to the fund.
    /// </remarks>
    public static bool KeepsMaintenance(MarginBook before, MarginBook after, MarketView market)
    {
        var left = SlackOf(after, market);
        return left >= Amount.Zero || left >= SlackOf(before, market);
    }

    private static Amount SlackOf(MarginBook book, MarketView market)
    {
        var figures = MarginCalculator.Evaluate(book, market);
        return figures.Equity - figures.Maintenance - Of(book, market, CollateralPurpose.Maintenance);
    }

    /// <summary>Sum over all orders, valuation currency, 0 or more, unrounded.</summary>
    public static Amount Of(MarginBook book, MarketView market, CollateralPurpose purpose)
    {
        var exchanges = new SpotExchanges(book, market.Risk);
        var total = Amount.Zero;
        foreach (var exchange in exchanges.All)
            total += Amount.Max(Amount.Zero, Lost(exchange.Gives) - Gained(exchange.Gets));
        return total;

        Amount Lost(Money gives)
        {
            var lowest = BalanceOf(gives.Asset) - exchanges.GivenOf(gives.Asset);
            return Counted(gives.Asset, lowest + gives.Amount) - Counted(gives.Asset, lowest);
        }

        Amount Gained(Money gets)
        {
            var highest = BalanceOf(gets.Asset) + exchanges.GotOf(gets.Asset);
            var gain = Counted(gets.Asset, highest) - Counted(gets.Asset, highest - gets.Amount);
            return gain * KeptOf(gets.Asset);
        }

        Amount Counted(AssetId asset, Amount balance)
        {
            Span<decimal> cuts = stackalloc decimal[PurposeMargin.Rules];
            return new PurposeCount(market.Risk[asset], market, purpose, cuts)
                .Of(balance, PurposeProfit.In(asset, book, market, purpose), Amount.Zero);
        }

        Rate KeptOf(AssetId asset)
        {
            var haircut = market.Risk[asset].Rules.WrongWayHaircut;
            return purpose == CollateralPurpose.Maintenance || haircut == Rate.Zero
                || OwnExposure.In(asset, book, market) == Amount.Zero
                    ? Rate.One
                    : new Rate(1m - haircut.Value);
        }

        Amount BalanceOf(AssetId asset)
        {
            var sum = Amount.Zero;
            foreach (var holding in book.Balances)
            {
                if (holding.Asset.Id == asset)
                    sum += holding.In(market);
            }

            return sum;
        }
    }
}
