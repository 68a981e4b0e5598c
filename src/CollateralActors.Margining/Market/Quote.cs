using System.Globalization;
using System.Text;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Market;

/// <summary>Name of a provider of prices. Compared ordinally, case matters.</summary>
/// <param name="Value">1 to 64 characters out of letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</param>
public readonly record struct SourceId(string Value) : IComparable<SourceId>
{
    /// <inheritdoc/>
    public int CompareTo(SourceId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>What a source says that a price is, at a time of its own clock.</summary>
/// <param name="Symbol">What it is the price of.</param>
/// <param name="Source">Who says so.</param>
/// <param name="Price">Units of the asset that the symbol is quoted in.</param>
/// <param name="Time">When the price was seen, by the source's clock.</param>
/// <remarks>
/// Ordered by time, source, price, confidence, symbol: a batch of quotes has one order, however it arrived.
/// </remarks>
public readonly record struct Quote(Symbol Symbol, SourceId Source, Price Price, Instant Time) : IComparable<Quote>
{
    /// <summary>Above this a price is taken for a mistake; prices up to it leave room for exact arithmetic.</summary>
    public static readonly Price LargestPrice = new(1_000_000_000_000m);

    /// <summary>Smallest price that can be written with <see cref="Decimals.LargestScale"/> decimals.</summary>
    internal static readonly Price SmallestPrice = new(0.000000000001m);

    /// <summary>
    /// Half-width of the interval that the source believes the price to be in, units of the price, 0 or more; null
    /// where it does not say.
    /// </summary>
    public Price? Confidence { get; init; }

    /// <inheritdoc/>
    public int CompareTo(Quote other) =>
        Time.CompareTo(other.Time) is var time and not 0 ? time
        : Source.CompareTo(other.Source) is var source and not 0 ? source
        : Price.CompareTo(other.Price) is var price and not 0 ? price
        : Nullable.Compare(Confidence, other.Confidence) is var confidence and not 0 ? confidence
        : Symbol.CompareTo(other.Symbol);

    // Fingerprints of stored commands rest on this text: a confidence that a source did not state is not in it.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append(
            CultureInfo.InvariantCulture, $"Symbol = {Symbol}, Source = {Source}, Price = {Price}, Time = {Time}");
        if (Confidence is { } confidence)
            text.Append(CultureInfo.InvariantCulture, $", Confidence = {confidence}");
        return true;
    }
}
