using CollateralActors.Margining.Funding;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Market;

/// <summary>Looks at the funding of instruments as the market sees them between two frames.</summary>
internal static class FundingWatch
{
    /// <summary>
    /// The instruments whose funding moves on at a frame: a price of theirs changed, or a payment fell due.
    /// </summary>
    /// <param name="state">The market before the frame: its prices held until now.</param>
    /// <param name="updates">The oracles that the frame changes.</param>
    /// <param name="now">The frame's time.</param>
    public static ValueList<FundingUpdate> Look(MarketState state, IReadOnlyList<SymbolUpdate> updates, Instant now)
    {
        if (state.FundingTerms.Count == 0)
            return [];
        var changed = updates.Select(update => update.Symbol).ToHashSet();
        return
        [
            .. from terms in state.FundingTerms
            let before = state.Funding.GetValueOrDefault(terms.Instrument)
            where before is null || now >= before.To || SymbolsOf(terms).Any(changed.Contains)
            select FundingMeter.Advance(terms, before, PricesOf(terms, state), now),
        ];
    }

    private static FundingPrices PricesOf(FundingTerms terms, MarketState state)
    {
        var index = Quotient(Accepted(terms.Base, state), Accepted(terms.Per, state));
        var mark = Accepted(Symbol.Of(terms.Instrument), state) ?? index;
        Instant? live = null;
        foreach (var symbol in SymbolsOf(terms).Where(state.States.ContainsKey))
        {
            if (PriceOracle.LiveUntil(state.Oracles[symbol], state.States[symbol]) is not { } until)
                return new FundingPrices(index, mark, null);
            live = live < until ? live : until;
        }

        return new FundingPrices(index, mark, live);
    }

    private static IEnumerable<Symbol> SymbolsOf(FundingTerms terms) =>
        new[] { Symbol.Of(terms.Instrument), terms.Base, terms.Per }.OfType<Symbol>();

    // Without a symbol the asset is the valuation currency, whose price is 1.
    internal static Price? Accepted(Symbol? symbol, MarketState state) =>
        symbol is not { } name ? Price.One : state.States.GetValueOrDefault(name)?.Price;

    /// <summary>The price of one asset in another; an end of what a price may be where it is beyond it.</summary>
    internal static Price? Quotient(Price? @base, Price? per) => @base is { } b && per is { } p
        ? new Price(Math.Clamp(b.Value / p.Value, Quote.SmallestPrice.Value, Quote.LargestPrice.Value))
        : null;
}
