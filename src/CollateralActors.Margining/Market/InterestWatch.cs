using CollateralActors.Margining.Interest;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Market;

/// <summary>Looks at the interest of assets as a frame is issued.</summary>
internal static class InterestWatch
{
    /// <summary>The assets whose hour has ended, or that bear interest for the first time.</summary>
    /// <remarks>
    /// An asset whose debts cost nothing any more goes on through the hours at a standing index: if it costs something
    /// again, that is not charged for the time between.
    /// </remarks>
    public static ValueList<InterestUpdate> Look(MarketState state, Instant now)
    {
        if (state.InterestTerms.Count == 0 && state.Interest.IsEmpty)
            return [];
        var rates = state.InterestTerms.ToDictionary(terms => terms.Asset, terms => terms.HourlyRate);
        return
        [
            .. from asset in state.Interest.Keys.Union(rates.Keys).Order()
            let before = state.Interest.GetValueOrDefault(asset)
            where before is null || now >= before.To
            select new InterestUpdate(asset, InterestMeter.Advance(rates.GetValueOrDefault(asset), before, now)),
        ];
    }
}
