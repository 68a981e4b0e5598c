using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>What a liquidation does with loans, once no position is left: docs/loans.md.</summary>
/// <remarks>
/// What was supplied to pools is sold to the treasury first. Each loan is paid out of what is held of its asset, then
/// out of other assets at index prices, which the venue's treasury takes. A trading account pays all it can. In loan
/// mode a step pays no more than the close factor of a loan, unless that is hopeless or would leave dust. What nothing
/// is left for is written off.
/// </remarks>
internal static class LoanLiquidation
{
    // Further down, a part of the debt is not worth another step.
    private static readonly Fraction Hopeless = 0.95m;

    /// <summary>The steps on an account in liquidation; empty where there is no loan, or a position to close first.
    /// </summary>
    public static IReadOnlyList<AccountEvent> Of(
        AccountState account, Assessment seen, LiquidationId liquidation, MarketView market)
    {
        if (!LiquidationMove.IsBad(account, seen) || !seen.Scope.IsCross || !account.OwesSomething
            || account.HasPositionsIn(seen.Scope) || PriceGate.IsPostponed(account, seen.Scope, market))
            return [];
        var events = new List<AccountEvent>();
        var now = account;
        foreach (var surrendered in Surrendered(account, liquidation, market))
        {
            events.Add(surrendered);
            now = AccountEvolution.Evolve(now, surrendered);
        }

        if (!account.HasLoans)
            return events;
        var isPartial = seen.Book.Mode == MarginMode.Loan
            && new ExactLoan(seen.Book, market).HealthFactor is { } health && health >= Hopeless;
        foreach (var asset in isPartial ? [Largest(account, market)] : account.Stakes.Keys.ToArray())
        {
            foreach (var step in StepsOn(now, asset, isPartial, seen.Book.Mode, liquidation, market))
            {
                events.Add(step);
                now = AccountEvolution.Evolve(now, step);
            }
        }

        return events;
    }

    // The treasury can wait for what the pool has lent out: whoever owes cannot.
    private static IEnumerable<AccountEvent.SharesSurrendered> Surrendered(
        AccountState account, LiquidationId liquidation, MarketView market) =>
        from stake in account.Stakes
        where stake.Value.Shares > Amount.Zero
        let index = market.SupplyIndex(stake.Key)
        let worth = PoolMath.Worth(stake.Value.Shares, index, market.Risk[stake.Key].Scale)
        select new AccountEvent.SharesSurrendered(liquidation, stake.Key, stake.Value.Shares, worth, index);

    private static AssetId Largest(AccountState account, MarketView market) => account.Stakes
        .Where(stake => stake.Value.Units > Amount.Zero)
        .OrderByDescending(stake => Decimals.Times(
            AccountDecision.OwedOn(account, stake.Key, market).Value, market.IndexPrice(stake.Key)?.Value ?? 0m))
        .ThenBy(stake => stake.Key)
        .First().Key;

    private static IEnumerable<AccountEvent> StepsOn(
        AccountState account,
        AssetId id,
        bool isPartial,
        MarginMode mode,
        LiquidationId liquidation,
        MarketView market)
    {
        var (asset, index) = (market.Risk[id], market.InterestIndex(id));
        var owed = AccountDecision.OwedOn(account, id, market);
        if (owed == Amount.Zero || market.IndexPrice(id) is not { } price)
            yield break;
        var due = isPartial ? Part(owed, asset, account, market) : owed;
        var own = Amount.Min(due, Amount.Max(Amount.Zero, account.BalanceOf(id)));
        if (own > Amount.Zero)
        {
            var units = PoolMath.UnitsRepaid(own, account.StakeIn(id).Units, index, asset.Scale);
            var repaid = new AccountEvent.LoanRepaid(id, own, units);
            account = AccountEvolution.Evolve(account, repaid);
            yield return repaid;
        }

        var left = due - own;
        if (left == Amount.Zero)
            yield break;
        var from = Seized(account, new Money(left, id), price, mode, market);
        var paid = from.Aggregate(Amount.Zero, (sum, part) => sum + part.Repaid);
        if (from.Count > 0)
        {
            var units = PoolMath.UnitsRepaid(paid, account.StakeIn(id).Units, index, asset.Scale);
            var taken = new AccountEvent.LoanLiquidated(
                liquidation, id, owed - own, units, from, DebtConversion.BasisOf(id, from, market) with
                {
                    InterestIndices = index == Rate.One ? [] : [new UsedInterestIndex(id, index)],
                });
            account = AccountEvolution.Evolve(account, taken);
            yield return taken;
        }

        var rest = AccountDecision.OwedOn(account, id, market);
        if (paid < left && rest > Amount.Zero)
            yield return new AccountEvent.LoanWrittenOff(liquidation, id, rest, account.StakeIn(id).Units);
    }

    // The share that the collateral with the strictest terms allows; all where less than the smallest loan would stay.
    private static Amount Part(Amount owed, AssetParameters asset, AccountState account, MarketView market)
    {
        var factor = account.Balances.Keys.Select(id => market.Risk[id].Loan?.CloseFactor).Min() ?? Rate.One;
        var part = new Amount(Decimals.Normal(Decimals.Up(owed.Value * factor.Value, asset.Scale)));
        return asset.IsDustLoan(owed - part) ? owed : Amount.Min(owed, part);
    }

    private static ValueList<ConvertedAsset> Seized(
        AccountState account, Money debt, Price price, MarginMode mode, MarketView market)
    {
        var list = new List<ConvertedAsset>();
        var owed = debt.Amount;
        foreach (var (asset, held) in account.Balances.Where(b => b.Value > Amount.Zero && b.Key != debt.Asset)
            .OrderBy(b => OrderOf(market.Risk[b.Key], mode, market)).ThenBy(b => b.Key))
        {
            if (owed == Amount.Zero)
                break;
            if (market.IndexPrice(asset) is not { } sold)
                continue;
            var fee = mode == MarginMode.Loan
                ? market.Risk[asset].Loan?.LiquidationBonus ?? Rate.Zero
                : market.Risk[debt.Asset].Debt.ConversionFee;
            var part = DebtConversion.PartInRange(
                asset, held, sold, owed, price, market.Risk[debt.Asset].Scale, fee, market.Risk[asset].Scale);
            if (part.Repaid == Amount.Zero)
                continue;
            list.Add(part);
            owed -= part.Repaid;
        }

        return list.ToValueList();
    }

    // What costs the account least first: the smallest bonus, or what counts most as collateral.
    private static Rate OrderOf(AssetParameters asset, MarginMode mode, MarketView market) => mode == MarginMode.Loan
        ? asset.Loan?.LiquidationBonus ?? Rate.Zero
        : DebtConversion.HaircutOf(asset, market.Risk);
}
