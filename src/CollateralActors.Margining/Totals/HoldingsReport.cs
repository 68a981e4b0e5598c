using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Totals;

/// <summary>What an account has to tell the market of what it holds, so that the venue knows its totals.</summary>
/// <remarks>
/// Only assets and instruments that a rule of the risk book looks at venue-wide, and only when what was last told is
/// off by more than one part in <see cref="Steps"/> of it, or one of the two is 0. So a total is off by no more than
/// that share of itself, and most of what an account does is not worth a message. Balances that are owed and short
/// positions count nothing: a sum of amounts that are all 0 or more is as exact as its parts.
/// </remarks>
internal static class HoldingsReport
{
    /// <summary>One part in so many is the most that what was told may be off.</summary>
    public const decimal Steps = 16m;

    /// <summary>The report that is due; null where none is.</summary>
    /// <param name="account">As it stands after the decision.</param>
    /// <param name="market">Its risk book says whose totals matter, its indices what supplies are worth.</param>
    public static AccountEvent.HoldingsReported? Due(AccountState account, MarketView market)
    {
        var risk = market.Risk;
        if (risk.CountedAssets.Count == 0 && risk.CountedInstruments.Count == 0)
            return null;
        var held = new HeldAmounts(
            [.. from asset in risk.CountedAssets
                let now = Amount.Max(Amount.Zero, account.BalanceOf(asset) + Supplied(account, asset, market))
                where IsOff(now.Value, account.Reported.Of(asset).Value)
                select new Money(now, asset)],
            [.. from instrument in risk.CountedInstruments
                let now = LongIn(account, instrument)
                where IsOff(now.Contracts, account.Reported.Of(instrument).Contracts)
                select new LongContracts(instrument, now)]);
        return held.IsNothing ? null : new AccountEvent.HoldingsReported(held);
    }

    private static Amount Supplied(AccountState account, AssetId asset, MarketView market) =>
        account.StakeIn(asset).Shares is { Value: > 0m } shares
            ? PoolMath.Worth(shares, market.SupplyIndex(asset), market.Risk[asset].Scale)
            : Amount.Zero;

    private static Quantity LongIn(AccountState account, InstrumentId instrument) =>
        account.Positions.TryGetValue(instrument, out var position) && position.Quantity > Quantity.Zero
            ? position.Quantity
            : Quantity.Zero;

    private static bool IsOff(decimal now, decimal told) =>
        now != told && (now == 0m || Decimals.Times(Math.Abs(now - told), Steps) > told);
}
