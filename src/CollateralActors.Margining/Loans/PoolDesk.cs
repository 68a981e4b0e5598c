using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Loans;

/// <summary>What a pool says to each request. A pool that an asset does not have any more only pays out.</summary>
internal static class PoolDesk
{
    // A share that is worth less than this was all but lost: new money would be divided by next to nothing.
    private static readonly Rate LeastSupplyIndex = new(0.000001m);

    /// <summary>
    /// The interest of the hours that are over, if a frame says that another one has begun; null if not.
    /// </summary>
    public static PoolEvent.Accrued? Accrual(PoolState state, MarketView market)
    {
        var (index, before) = (market.InterestIndex(state.Asset), market.InterestIndexBefore(state.Asset));
        if (index < state.Index || before < state.Before || (index == state.Index && before == state.Before))
            return null;
        var scale = market.Risk[state.Asset].Scale;
        var earned = state.Unearned(scale);
        if (state.Shares == Amount.Zero)
            return new(index, before, state.SupplyIndex, Plain(state.Reserve + earned));
        var interest = Amount.Max(Amount.Zero, earned - state.InAdvance);
        var kept = new Amount(Decimals.Down(interest.Value * ReserveFactor(state, market).Value, scale));
        var supplyIndex = state.SupplyIndex.Value
            + Decimals.Down((earned - kept).Value / state.Shares.Value, PoolMath.IndexScale);
        return new(index, before, new Rate(Decimals.Normal(supplyIndex)), Plain(state.Reserve + kept));
    }

    /// <summary>Takes money for shares, at what a share will be worth at the end of the hour.</summary>
    /// <remarks>So nobody earns an hour that he has not been there for from its beginning.</remarks>
    public static PoolEvent Take(PoolState state, PoolCommand.Supply c, MarketView market)
    {
        var asset = market.Risk[state.Asset];
        if (asset.Lending is not { } rules)
            return Refused(Rejection.NotLent(asset.Id));
        if (rules.SupplyCap is { } cap && state.Value(asset.Scale) + c.Amount > cap)
            return Refused(Rejection.SupplyCap(asset.Id, state.Value(asset.Scale), cap));
        var shares = PoolMath.SharesBought(c.Amount, PriceOf(state, market), asset.Scale);
        return shares == Amount.Zero || state.SupplyIndex < LeastSupplyIndex
            ? Refused(Rejection.PoolLost(asset.Id))
            : new PoolEvent.SupplyTaken(
                c.Account, c.Amount, shares, Plain(c.Amount - PoolMath.Worth(shares, state.SupplyIndex, asset.Scale)));

        PoolEvent.RequestRefused Refused(Rejection why) =>
            new(c.Account, new PoolRequest(PoolAction.Supply, c.Amount), why);
    }

    /// <summary>Pays for shares, as far as the pool has money.</summary>
    public static PoolEvent Redeem(PoolState state, PoolCommand.Redeem c, MarketView market)
    {
        var scale = market.Risk[state.Asset].Scale;
        var worth = PoolMath.Worth(c.Shares, state.SupplyIndex, scale);
        var amount = c.Amount ?? worth;
        if (amount > worth)
            return Refused(Rejection.BeyondSupplied(state.Asset, amount, worth));
        if (amount > state.Cash)
            return Refused(Rejection.PoolLentOut(state.Asset, amount, state.Cash));
        var shares = c.Amount is null || amount == worth
            ? c.Shares
            : Amount.Min(c.Shares, PoolMath.SharesFor(amount, state.SupplyIndex, scale));
        return new PoolEvent.RedemptionPaid(c.Account, amount, shares);

        PoolEvent.RequestRefused Refused(Rejection why) =>
            new(c.Account, new PoolRequest(PoolAction.Redeem, c.Amount) { Shares = c.Shares }, why);
    }

    /// <summary>Lends, as far as the pool has money and its ceiling has room.</summary>
    public static PoolEvent Lend(PoolState state, PoolCommand.Lend c, MarketView market)
    {
        var asset = market.Risk[state.Asset];
        if (asset.Lending is not { } rules)
            return Refused(Rejection.NotLent(asset.Id));
        if (c.Amount > state.Cash)
            return Refused(Rejection.PoolLentOut(asset.Id, c.Amount, state.Cash));
        var lent = PoolMath.Owed(state.Units, state.Index, asset.Scale);
        return rules.DebtCeiling is { } ceiling && lent + c.Amount > ceiling
            ? Refused(Rejection.DebtCeiling(asset.Id, lent, ceiling))
            : new PoolEvent.Lent(c.Account, c.Amount, PoolMath.UnitsOf(c.Amount, state.Before, asset.Scale));

        PoolEvent.RequestRefused Refused(Rejection why) =>
            new(c.Account, new PoolRequest(PoolAction.Borrow, c.Amount), why);
    }

    /// <summary>Takes back a loan, or a part of it.</summary>
    public static PoolEvent.RepaymentReceived Receive(
        PoolState state, PoolCommand.ReceiveRepayment c, MarketView market)
    {
        var after = state with { Cash = state.Cash + c.Amount, Units = state.Units - c.Units };
        var (reserve, supplyIndex) = Borne(after, market);
        return new(c.Account, c.Amount, c.Units, reserve, supplyIndex);
    }

    /// <summary>Loses a loan, or a part of it.</summary>
    public static PoolEvent.LossTaken Lose(PoolState state, PoolCommand.WriteOff c, MarketView market)
    {
        var (reserve, supplyIndex) = Borne(state with { Units = state.Units - c.Units }, market);
        return new(c.Account, c.Units, reserve, supplyIndex);
    }

    // A loss takes what is unearned first, then the reserve, then what shares are worth.
    private static (Amount Reserve, Rate SupplyIndex) Borne(PoolState after, MarketView market)
    {
        var scale = market.Risk[after.Asset].Scale;
        var left = after.Value(scale);
        var forShares = new Amount(Decimals.Up(after.Shares.Value * after.SupplyIndex.Value, scale));
        if (left >= forShares)
            return (Plain(Amount.Min(after.Reserve, left - forShares)), after.SupplyIndex);
        var index = Decimals.Down(left.Value / after.Shares.Value, PoolMath.IndexScale);
        return (Amount.Zero, new Rate(Decimals.Normal(Math.Max(0m, index))));
    }

    private static Rate PriceOf(PoolState state, MarketView market)
    {
        if (state.Shares == Amount.Zero)
            return state.SupplyIndex;
        var unearned = state.Unearned(market.Risk[state.Asset].Scale);
        var interest = Amount.Max(Amount.Zero, unearned - state.InAdvance);
        var coming = (unearned - (interest * ReserveFactor(state, market))).Value;
        return new Rate(state.SupplyIndex.Value + Decimals.Up(coming / state.Shares.Value, PoolMath.IndexScale));
    }

    private static Rate ReserveFactor(PoolState state, MarketView market) =>
        market.Risk[state.Asset].Lending is { } rules ? rules.ReserveFactor : Rate.Zero;

    private static Amount Plain(Amount amount) => new(Decimals.Normal(amount.Value));
}
