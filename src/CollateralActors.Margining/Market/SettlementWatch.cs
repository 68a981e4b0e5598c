using CollateralActors.Margining.Expiries;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Market;

/// <summary>Looks at contracts near their end as the market sees them between two frames.</summary>
internal static class SettlementWatch
{
    /// <summary>
    /// The contracts whose settlement moves on at a frame: a price of their index changed, or they expired.
    /// </summary>
    /// <param name="state">The market before the frame: its prices held until now.</param>
    /// <param name="updates">The oracles that the frame changes.</param>
    /// <param name="now">The frame's time.</param>
    public static ValueList<SettlementUpdate> Look(
        MarketState state, IReadOnlyList<SymbolUpdate> updates, Instant now)
    {
        if (state.SettlementTerms.Count == 0)
            return [];
        var changed = updates.Select(update => update.Symbol).ToHashSet();
        return
        [
            .. from terms in state.SettlementTerms
            where now > terms.Rules.WindowStart || now >= terms.Rules.At
            let before = state.Settlements.GetValueOrDefault(terms.Instrument)
            where before?.Price is null
            where before is null || now >= terms.Rules.At || SymbolsOf(terms).Any(changed.Contains)
            let after = SettlementMeter.Advance(terms, before, ReadingOf(terms, state), now)
            where after is not null
            select new SettlementUpdate(terms.Instrument, after),
        ];
    }

    private static IndexReading ReadingOf(SettlementTerms terms, MarketState state)
    {
        var index = FundingWatch.Quotient(
            FundingWatch.Accepted(terms.Base, state), FundingWatch.Accepted(terms.Per, state));
        Instant? live = null;
        foreach (var symbol in SymbolsOf(terms).Where(state.States.ContainsKey))
        {
            if (PriceOracle.LiveUntil(state.Oracles[symbol], state.States[symbol]) is not { } until)
                return new IndexReading(index, null);
            live = live < until ? live : until;
        }

        return new IndexReading(index, live);
    }

    private static IEnumerable<Symbol> SymbolsOf(SettlementTerms terms) =>
        new[] { terms.Base, terms.Per }.OfType<Symbol>();
}
