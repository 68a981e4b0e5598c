using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Market;

/// <summary>
/// One pass of all oracles of the market: marks that follow an index, or that a book quotes, come after the index
/// prices.
/// </summary>
internal static class OraclePass
{
    /// <summary>The oracles that a pass changes.</summary>
    /// <param name="state">The market before.</param>
    /// <param name="quotes">Quotes of all symbols.</param>
    /// <param name="now">Time of the pass.</param>
    /// <param name="refused">Gets a sentence for each quote that is not taken.</param>
    /// <returns>In order of symbols.</returns>
    public static List<SymbolUpdate> Of(MarketState state, ValueList<Quote> quotes, Instant now, List<string> refused)
    {
        var states = new Dictionary<Symbol, OracleState>();
        foreach (var (symbol, parameters) in state.Oracles.OrderBy(oracle => FollowsOthers(state, oracle.Value)))
        {
            var batch = new List<Quote>();
            foreach (var quote in quotes.Where(quote => quote.Symbol == symbol))
            {
                if (BookQuotes.IsOfBook(state, symbol, quote.Source))
                    refused.Add(Note(quote, new QuoteRefusal.IsOfItsBook(quote.Source)));
                else
                    batch.Add(quote);
            }

            var index = parameters.Rules.Smoothing is { } smoothing ? IndexOf(smoothing, states) : default;
            var all = BookQuotes.Of(state, parameters, states, now) is { } own ? [.. batch, own] : batch;
            var outcome = PriceOracle.Observe(parameters, state.States[symbol], all, now, index);
            refused.AddRange(batch.Zip(outcome.Verdicts).Where(pair => pair.Second is QuoteVerdict.Refused)
                .Select(pair => Note(pair.First, ((QuoteVerdict.Refused)pair.Second).Reason)));
            states.Add(symbol, outcome.State);
        }

        return
        [
            .. state.Oracles.Keys.Where(symbol => states[symbol] != state.States[symbol])
                .Select(symbol => new SymbolUpdate(symbol, states[symbol])),
        ];
    }

    /// <summary>What is wrong with a quote, for whoever sent it.</summary>
    public static string Note(Quote quote, QuoteRefusal why) =>
        $"quote of {quote.Symbol} by {quote.Source}: {why.Message}";

    /// <summary>What is wrong with the symbols that marks follow, and what would be right.</summary>
    public static IEnumerable<string> Problems(ValueList<OracleParameters> oracles) =>
        from oracle in oracles
        from symbol in oracle.Rules.Smoothing?.Symbols ?? []
        let index = oracles.FirstOrDefault(other => other.Symbol == symbol)
        where index?.Rules is not { Smoothing: null }
        select index is null
            ? $"{oracle.Symbol} follows '{symbol}', which has no oracle"
            : $"{oracle.Symbol} follows '{symbol}', which follows another itself; expected an index price";

    private static bool FollowsOthers(MarketState state, OracleParameters oracle) =>
        oracle.Rules.Smoothing is not null || state.Books.ContainsKey(new InstrumentId(oracle.Symbol.Value));

    private static IndexNow IndexOf(IndexSmoothing smoothing, Dictionary<Symbol, OracleState> states)
    {
        if (PriceOf(smoothing.Base) is not { } @base || PriceOf(smoothing.Per) is not { } per)
            return default;
        return new IndexNow(
            new Price(@base.Value / per.Value),
            smoothing.Symbols.All(symbol => states[symbol].Condition == OracleCondition.Live));

        // Without a symbol the asset is the valuation currency, whose price is 1.
        Price? PriceOf(Symbol? symbol) => symbol is { } name ? states[name].Price : Price.One;
    }
}
