using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Market;

/// <summary>Why a quote is not valid.</summary>
public abstract record QuoteRefusal
{
    private QuoteRefusal()
    {
    }

    /// <summary>What is wrong and what would be right, for a person.</summary>
    public abstract string Message { get; }

    /// <summary>Nobody keeps a price of that name here.</summary>
    /// <param name="Symbol">What the quote names.</param>
    /// <param name="Known">What it could name.</param>
    public sealed record UnknownSymbol(Symbol Symbol, ValueList<Symbol> Known) : QuoteRefusal
    {
        /// <inheritdoc/>
        public override string Message => $"symbol '{Symbol}' is unknown; expected one of {string.Join(", ", Known)}";
    }

    /// <summary>The symbol has no such source.</summary>
    /// <param name="Symbol">The symbol.</param>
    /// <param name="Source">What the quote names.</param>
    /// <param name="Known">What it could name.</param>
    public sealed record UnknownSource(Symbol Symbol, SourceId Source, ValueList<SourceId> Known) : QuoteRefusal
    {
        /// <inheritdoc/>
        public override string Message =>
            $"'{Source}' is not a source of {Symbol}; expected one of {string.Join(", ", Known)}";
    }

    /// <summary>The price is zero or negative.</summary>
    /// <param name="Price">What the quote says.</param>
    public sealed record PriceNotPositive(Price Price) : QuoteRefusal
    {
        /// <inheritdoc/>
        public override string Message => $"price {Price} is not positive; expected more than 0";
    }

    /// <summary>The source is the instrument's book, whose quotes are made of its depth.</summary>
    /// <param name="Source">The name that the book quotes under.</param>
    public sealed record IsOfItsBook(SourceId Source) : QuoteRefusal
    {
        /// <inheritdoc/>
        public override string Message =>
            $"{Source} is the instrument's own book, which quotes by itself; expected another source";
    }

    /// <summary>The price has more decimals than the symbol.</summary>
    /// <param name="Price">What the quote says.</param>
    /// <param name="Scale">Most decimals of a price of the symbol.</param>
    public sealed record PriceTooPrecise(Price Price, int Scale) : QuoteRefusal
    {
        /// <inheritdoc/>
        public override string Message =>
            FormattableString.Invariant($"price {Price} is too precise; expected at most {Scale} decimals");
    }

    /// <summary>The price is beyond any sense.</summary>
    /// <param name="Price">What the quote says.</param>
    /// <param name="Largest">The largest price taken.</param>
    public sealed record PriceTooLarge(Price Price, Price Largest) : QuoteRefusal
    {
        /// <inheritdoc/>
        public override string Message => $"price {Price} is too large; expected at most {Largest}";
    }

    /// <summary>The half-width of the price's interval cannot be.</summary>
    /// <param name="Confidence">What the quote says.</param>
    /// <param name="Scale">Most decimals of a price of the symbol.</param>
    public sealed record IllegalConfidence(Price Confidence, int Scale) : QuoteRefusal
    {
        /// <inheritdoc/>
        public override string Message => FormattableString.Invariant(
            $"confidence {Confidence} is not 0 to {Quote.LargestPrice} with at most {Scale} decimals");
    }

    /// <summary>The time is later than a source's clock may run ahead.</summary>
    /// <param name="Time">What the quote says.</param>
    /// <param name="Latest">The latest time taken now.</param>
    public sealed record FromTheFuture(Instant Time, Instant Latest) : QuoteRefusal
    {
        /// <inheritdoc/>
        public override string Message => $"time {Time} is in the future; expected {Latest} at the latest";
    }

    /// <summary>The quote is stale on arrival.</summary>
    /// <param name="Time">What the quote says.</param>
    /// <param name="Earliest">The earliest time taken now.</param>
    public sealed record TooOld(Instant Time, Instant Earliest) : QuoteRefusal
    {
        /// <inheritdoc/>
        public override string Message => $"time {Time} is too old; expected {Earliest} at the earliest";
    }

    /// <summary>The source said another price for the same time before.</summary>
    /// <param name="Source">The source.</param>
    /// <param name="Time">The time that both quotes name.</param>
    /// <param name="Price">What the quote says.</param>
    /// <param name="Earlier">What the source said before, which stands.</param>
    public sealed record Conflict(SourceId Source, Instant Time, Price Price, Price Earlier) : QuoteRefusal
    {
        /// <inheritdoc/>
        public override string Message => Price == Earlier
            ? $"the confidence is not what {Source} said with the same price for the same time {Time}; expected a "
                + "later time"
            : $"price {Price} contradicts {Earlier}, which {Source} quoted for the same time {Time}; "
            + "expected a later time";
    }

    /// <summary>The source already quoted for a later time.</summary>
    /// <param name="Source">The source.</param>
    /// <param name="Time">What the quote says.</param>
    /// <param name="Last">The time of the source's last quote.</param>
    public sealed record OutOfOrder(SourceId Source, Instant Time, Instant Last) : QuoteRefusal
    {
        /// <inheritdoc/>
        public override string Message =>
            $"time {Time} is out of order; expected later than {Last}, the time of the last quote of {Source}";
    }
}
