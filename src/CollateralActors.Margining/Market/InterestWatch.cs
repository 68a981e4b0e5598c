using CollateralActors.Margining.Interest;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Market;

/// <summary>Looks at the interest of assets as a frame is issued.</summary>
internal static class InterestWatch
{
    /// <summary>The assets whose hour has ended, or that bear interest for the first time.</summary>
    /// <remarks>
    /// An asset whose debts cost nothing any more goes on through the hours at a standing index: if it costs something
    /// again, that is not charged for the time between. One that is lent costs what its pool's last report says.
    /// </remarks>
    public static ValueList<InterestUpdate> Look(MarketState state, Instant now)
    {
        if (state.InterestTerms.Count == 0 && state.Interest.IsEmpty)
            return [];
        var terms = state.InterestTerms.ToDictionary(terms => terms.Asset);
        return
        [
            .. from asset in state.Interest.Keys.Union(terms.Keys).Order()
            let before = state.Interest.GetValueOrDefault(asset)
            where before is null || now >= before.To
            select new InterestUpdate(asset, Advance(terms.GetValueOrDefault(asset), before)),
        ];

        InterestState Advance(InterestTerms? of, InterestState? before) => of is { IsLent: true }
            ? InterestMeter.AdvanceLent(RateOf(of, before, state), before, now)
            : InterestMeter.Advance(of?.HourlyRate ?? Rate.Zero, before, now);
    }

    private static Rate RateOf(InterestTerms terms, InterestState? before, MarketState state)
    {
        if (before is null || !state.Pools.TryGetValue(terms.Asset, out var pool))
            return Rate.Zero;
        var lent = new Amount(Decimals.Times(pool.Units.Value, before.Index.Value));
        return PoolMath.HourlyRate(terms.Lending, PoolMath.Utilisation(pool.Cash, lent));
    }
}
