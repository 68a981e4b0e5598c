using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Spot;

/// <summary>
/// What an account's open orders in spot are about to give away: nobody else may have it until they are filled or gone.
/// </summary>
/// <remarks>
/// No order borrows: what it gives has to be there. What is a fact takes it all the same, be it a loss, a fee, funding,
/// interest or a liquidation; a fill that comes then leaves a debt.
/// </remarks>
internal static class SpotOrders
{
    /// <summary>How much of an asset open orders in spot give if all of them are filled; 0 or more.</summary>
    public static Amount GivenOf(AssetId asset, AccountState account, RiskBook risk)
    {
        var sum = Amount.Zero;
        foreach (var order in account.Orders.Values)
        {
            if (risk[order.Instrument] is not { IsSpot: true } instrument)
                continue;
            var gives = Of(instrument, order, risk).Gives;
            if (gives.Asset == asset)
                sum += gives.Amount;
        }

        return sum;
    }

    /// <summary>
    /// The part of a balance that no open order in spot gives; negative where facts took of the rest.
    /// </summary>
    public static Amount FreeOf(AssetId asset, AccountState account, RiskBook risk) =>
        account.BalanceOf(asset) - GivenOf(asset, account, risk);

    /// <summary>
    /// The refusal of an amount that is more than the free part of its balance; null where it is not.
    /// </summary>
    public static Rejection? Missing(Money asked, AccountState account, RiskBook risk)
    {
        var (balance, given) = (account.BalanceOf(asked.Asset), GivenOf(asked.Asset, account, risk));
        return asked.Amount <= balance - given ? null
            : given == Amount.Zero ? Rejection.InsufficientBalance(asked, balance)
            : Rejection.PromisedBalance($"amount {asked}", balance, given, asked.Asset);
    }

    /// <summary>The refusal of an order in spot that the account could not fill; null where it could.</summary>
    public static Rejection? Problem(AccountState account, AccountCommand.ReserveOrder order, RiskBook risk)
    {
        var instrument = risk[order.Instrument];
        if (!instrument.IsSpot)
            return null;
        if (order.IsReduceOnly)
            return Rejection.NoPositionInSpot(instrument.Id, "there is nothing that a reduce-only order could reduce");
        var reserved = new ReservedOrder(order.Instrument, order.Quantity, order.Price)
        {
            IsPostOnly = order.IsPostOnly,
        };
        var gives = Of(instrument, reserved, risk).Gives;
        var (balance, given) = (account.BalanceOf(gives.Asset), GivenOf(gives.Asset, account, risk));
        return gives.Amount <= balance - given
            ? null
            : Rejection.PromisedBalance($"order '{order.Order}' gives {gives}, which", balance, given, gives.Asset);
    }

    private static SpotExchange Of(InstrumentParameters instrument, ReservedOrder order, RiskBook risk) =>
        SpotExchange.Of(instrument, order.Quantity, order.Price, order.IsPostOnly, risk[instrument.Quote].Scale);
}
