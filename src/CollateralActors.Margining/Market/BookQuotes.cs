using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Market;

/// <summary>What books say of their instruments' marks: at each pass the middle of what their depth then is.</summary>
internal static class BookQuotes
{
    /// <summary>Whether a source of a symbol is the instrument's book: nobody else quotes under its name.</summary>
    public static bool IsOfBook(MarketState state, Symbol symbol, SourceId source) =>
        state.Books.TryGetValue(new InstrumentId(symbol.Value), out var book) && book.Source == source;

    /// <summary>The quote of a symbol's book at a pass.</summary>
    /// <param name="state">The market before.</param>
    /// <param name="oracle">Rules of the symbol.</param>
    /// <param name="passed">The oracles that have had their pass; the index is made of them.</param>
    /// <param name="now">Time of the pass.</param>
    /// <returns>
    /// Rounded half to even to the symbol's decimals; null where there is no book, it has quoted at this time, its
    /// index has no price, or it is not among the symbol's sources.
    /// </returns>
    public static Quote? Of(
        MarketState state, OracleParameters oracle, Dictionary<Symbol, OracleState> passed, Instant now)
    {
        if (!state.Books.TryGetValue(new InstrumentId(oracle.Symbol.Value), out var book)
            || !oracle.Sources.Contains(book.Source)
            || state.States[oracle.Symbol].Quotes.Any(quote => quote.Source == book.Source && quote.Time >= now)
            || PriceOf(book.Base) is not { } @base
            || PriceOf(book.Per) is not { } per)
            return null;
        var middle = @base.Value / per.Value * book.MiddleAt(state.Frame.Next).Value;
        var rounded = Math.Round(middle, oracle.PriceScale, MidpointRounding.ToEven);
        return new Quote(oracle.Symbol, book.Source, new Price(Decimals.Normal(rounded)), now);

        Price? PriceOf(Symbol? symbol) =>
            symbol is not { } name ? Price.One : passed.TryGetValue(name, out var state) ? state.Price : null;
    }
}
