using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;

namespace CollateralActors.Margining.Policies;

/// <summary>When an account has to be looked at for its policies, beside what its status asks.</summary>
internal static class PolicyBand
{
    /// <summary>How far above its price a stop-loss wakes the account: too early costs a look, too late would be wrong.
    /// </summary>
    private const decimal Early = 1_000_000_000_000m;

    /// <summary>
    /// Whether a policy would do something, but for a price that is not good or was never there, or a halt of the
    /// venue: no band ends by that.
    /// </summary>
    public static bool Waits(AccountState account, MarketView market)
    {
        if (account.Policies.Count == 0 || account.Episode is not Episode.None
            || !(market.IsHalted || !market.Quality.Conditions.IsEmpty || HasUnpriced(account, market)))
            return false;
        var figures = PolicyTrigger.FiguresOf(account, market);
        return figures.Status != MarginStatus.Bankrupt
            && account.Policies.Where((_, i) => !IsIdle(account, i, market)).Any(IsWanted);

        bool IsWanted(AccountPolicy policy) => policy switch
        {
            AccountPolicy.StopLoss stop => account.BalanceOf(stop.Asset) > Amount.Zero
                && !(market.IndexPrice(stop.Asset) > stop.At),
            AccountPolicy.AutoRepay => account.OwesSomething
                && (PolicyTrigger.TargetOf(account) is null || PolicyTrigger.IsBegun(account, figures)),
            AccountPolicy.Convert or AccountPolicy.TopUp => PolicyTrigger.IsBegun(account, figures),
            _ => false,
        };
    }

    /// <summary>A band that also ends where a stop-loss begins, and where a policy has rested long enough.</summary>
    public static Band Until(AccountState account, Band band, MarketView market)
    {
        foreach (var until in account.Idle.Values.Select(idle => idle.Until).OfType<Instant>().Distinct())
        {
            if (market.Time < until)
                band = band.And(Band.Until(market, until));
        }

        for (var i = 0; i < account.Policies.Count; i++)
        {
            if (account.Policies[i] is AccountPolicy.StopLoss stop && !IsIdle(account, i, market)
                && account.BalanceOf(stop.Asset) > Amount.Zero)
                band = Above(stop, band, market);
        }

        return band;
    }

    private static Band Above(AccountPolicy.StopLoss stop, Band band, MarketView market)
    {
        var low = new Price(stop.At.Value + (stop.At.Value / Early));
        if (market.IndexPrice(stop.Asset) is not { } price)
            return band.And(Band.Of(market, [MarketVariable.Index(stop.Asset)], [PriceInterval.Absent]));
        return price <= stop.At ? band
            : price <= low ? Band.HotAt(market)
            : band.And(Band.Of(
                market, [MarketVariable.Index(stop.Asset)], [new PriceInterval(low, PriceInterval.Unbounded)]));
    }

    private static bool HasUnpriced(AccountState account, MarketView market)
    {
        foreach (var asset in account.Balances.Keys)
        {
            if (market.IndexPrice(asset) is null)
                return true;
        }

        return account.Policies.OfType<AccountPolicy.TopUp>().Any(p => market.IndexPrice(p.Asset) is null);
    }

    private static bool IsIdle(AccountState account, int policy, MarketView market) =>
        account.Idle.TryGetValue(policy, out var idle) && !idle.IsOver(market.Time, byFrame: true);
}
