using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Market;

/// <summary>Validates a batch of quotes and keeps the last valid one of each source.</summary>
internal static class PriceOracleIntake
{
    /// <summary>What a batch leaves behind.</summary>
    /// <param name="Quotes">The last quote of each source.</param>
    /// <param name="Verdicts">One for each quote, in the order of the batch.</param>
    /// <param name="Accepted">The quotes that count, in order of the sources.</param>
    internal readonly record struct Result(
        ValueList<SourceQuote> Quotes, ValueList<QuoteVerdict> Verdicts, ValueList<Quote> Accepted);

    internal static Result Take(
        OracleParameters parameters, ValueList<SourceQuote> before, IReadOnlyList<Quote> batch, Instant now)
    {
        if (batch.Count == 0)
            return new(before, [], []);
        var last = new SortedDictionary<SourceId, SourceQuote>(before.ToDictionary(quote => quote.Source));
        var accepted = new SortedDictionary<SourceId, int>();
        var verdicts = new QuoteVerdict[batch.Count];
        foreach (var index in Enumerable.Range(0, batch.Count).OrderBy(index => batch[index]))
        {
            var quote = batch[index];
            verdicts[index] = Judge(parameters, last.GetValueOrDefault(quote.Source), quote, now);
            if (verdicts[index] is not QuoteVerdict.Accepted)
                continue;
            if (accepted.TryGetValue(quote.Source, out var superseded))
                verdicts[superseded] = new QuoteVerdict.Conflated();
            accepted[quote.Source] = index;
            var normal = Normal(quote);
            last[quote.Source] = new SourceQuote(quote.Source, normal.Price, quote.Time, ReceivedAt: now)
            {
                Confidence = normal.Confidence,
            };
        }

        return new([.. last.Values], [.. verdicts], [.. accepted.Values.Select(index => Normal(batch[index]))]);
    }

    private static QuoteVerdict Judge(OracleParameters parameters, SourceQuote? last, Quote quote, Instant now)
    {
        // Limits are computed from the venue's clock: arithmetic on a time that somebody sent could overflow.
        var earliest = now + -parameters.MaximumAge;
        var latest = now + parameters.FutureTolerance;
        return quote switch
        {
            _ when quote.Symbol != parameters.Symbol =>
                Refuse(new QuoteRefusal.UnknownSymbol(quote.Symbol, [parameters.Symbol])),
            _ when !parameters.Sources.Contains(quote.Source) =>
                Refuse(new QuoteRefusal.UnknownSource(quote.Symbol, quote.Source, parameters.Sources)),
            { Price.Value: <= 0m } => Refuse(new QuoteRefusal.PriceNotPositive(quote.Price)),
            _ when quote.Price > Quote.LargestPrice =>
                Refuse(new QuoteRefusal.PriceTooLarge(quote.Price, Quote.LargestPrice)),
            _ when !Decimals.FitsScale(quote.Price.Value, parameters.PriceScale) =>
                Refuse(new QuoteRefusal.PriceTooPrecise(quote.Price, parameters.PriceScale)),
            { Confidence: { } width } when width.Value < 0m || width > Quote.LargestPrice
                || !Decimals.FitsScale(width.Value, parameters.PriceScale) =>
                Refuse(new QuoteRefusal.IllegalConfidence(width, parameters.PriceScale)),
            _ when quote.Time > latest => Refuse(new QuoteRefusal.FromTheFuture(quote.Time, latest)),
            _ when quote.Time == last?.Time && quote.Price == last.Price && quote.Confidence == last.Confidence =>
                new QuoteVerdict.Duplicate(),
            _ when quote.Time == last?.Time =>
                Refuse(new QuoteRefusal.Conflict(quote.Source, quote.Time, quote.Price, last.Price)),
            _ when quote.Time < earliest => Refuse(new QuoteRefusal.TooOld(quote.Time, earliest)),
            _ when last is not null && quote.Time < last.Time =>
                Refuse(new QuoteRefusal.OutOfOrder(quote.Source, quote.Time, last.Time)),
            _ => new QuoteVerdict.Accepted(),
        };
    }

    private static QuoteVerdict.Refused Refuse(QuoteRefusal reason) => new(reason);

    /// <summary>Without trailing zeros: equal prices are then stored, printed and hashed alike.</summary>
    private static Quote Normal(Quote quote) => quote with
    {
        Price = new Price(Decimals.Normal(quote.Price.Value)),
        Confidence = quote.Confidence is { } width ? new Price(Decimals.Normal(width.Value)) : null,
    };
}
