using System.Globalization;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Watching;

/// <summary>What a market variable is a price, or the cumulative funding, of.</summary>
public enum MarketVariableKind
{
    /// <summary>An asset's index price in the valuation currency.</summary>
    IndexPrice,

    /// <summary>The mark price that an instrument has of its own.</summary>
    MarkPrice,

    /// <summary>
    /// An instrument's cumulative funding index: it may be 0 or negative, and changes only where an interval of funding
    /// ends.
    /// </summary>
    FundingIndex,

    /// <summary>An asset's interest index: 1 or more, it grows at the end of each hour.</summary>
    InterestIndex,

    /// <summary>
    /// The index that an expired contract was settled at: there is none before, and it never changes.
    /// </summary>
    Settlement,

    /// <summary>The implied volatility of an option, a year.</summary>
    ImpliedVolatility,

    /// <summary>
    /// The time left to an expiry, in milliseconds: it only falls, and there is none from the expiry on.
    /// </summary>
    TimeLeft,

    /// <summary>
    /// What a share of an asset's pool is worth: it grows with interest as a pool reports, and a loss lowers it.
    /// </summary>
    SupplyIndex,
}

/// <summary>A number of the market that an account's status can depend on.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The asset's or the instrument's name; of time left, the expiry in Unix milliseconds.</param>
public readonly record struct MarketVariable(MarketVariableKind Kind, string Name) : IComparable<MarketVariable>
{
    /// <summary>The index price of <paramref name="asset"/>.</summary>
    public static MarketVariable Index(AssetId asset) => new(MarketVariableKind.IndexPrice, asset.Value);

    /// <summary>The own mark price of <paramref name="instrument"/>.</summary>
    public static MarketVariable Mark(InstrumentId instrument) => new(MarketVariableKind.MarkPrice, instrument.Value);

    /// <summary>The cumulative funding of <paramref name="instrument"/>.</summary>
    public static MarketVariable Funding(InstrumentId instrument) =>
        new(MarketVariableKind.FundingIndex, instrument.Value);

    /// <summary>The interest index of <paramref name="asset"/>.</summary>
    public static MarketVariable Interest(AssetId asset) => new(MarketVariableKind.InterestIndex, asset.Value);

    /// <summary>The supply index of the pool of <paramref name="asset"/>.</summary>
    public static MarketVariable Supply(AssetId asset) => new(MarketVariableKind.SupplyIndex, asset.Value);

    /// <summary>What <paramref name="instrument"/> was settled at.</summary>
    public static MarketVariable Settlement(InstrumentId instrument) =>
        new(MarketVariableKind.Settlement, instrument.Value);

    /// <summary>The implied volatility of <paramref name="option"/>.</summary>
    public static MarketVariable Volatility(InstrumentId option) =>
        new(MarketVariableKind.ImpliedVolatility, option.Value);

    /// <summary>The time left to an expiry: the same for all that expires then.</summary>
    public static MarketVariable TimeLeft(Instant expiry) => new(
        MarketVariableKind.TimeLeft, expiry.UnixMilliseconds.ToString(CultureInfo.InvariantCulture));

    /// <summary>Whether it is a cumulative funding index: it is there in every market, and its sign is free.</summary>
    public bool IsFunding => Kind == MarketVariableKind.FundingIndex;

    /// <summary>
    /// The variable's price in <paramref name="market"/>; no price (0) where there is none. An index comes in the form
    /// of a price.
    /// </summary>
    public Price In(MarketView market) => Kind switch
    {
        MarketVariableKind.MarkPrice => market.Marks.GetValueOrDefault(new InstrumentId(Name)),
        MarketVariableKind.FundingIndex => new Price(market.FundingIndex(new InstrumentId(Name)).Value),
        MarketVariableKind.InterestIndex => new Price(market.InterestIndex(new AssetId(Name)).Value),
        MarketVariableKind.SupplyIndex => new Price(market.SupplyIndex(new AssetId(Name)).Value),
        MarketVariableKind.Settlement => market.Settlement(new InstrumentId(Name))?.Index ?? default,
        MarketVariableKind.ImpliedVolatility => VolatilityIn(market),
        MarketVariableKind.TimeLeft => new Price(
            Math.Max(0L, long.Parse(Name, CultureInfo.InvariantCulture) - market.Time.UnixMilliseconds)),
        _ => market.IndexPrice(new AssetId(Name)) ?? default,
    };

    /// <inheritdoc/>
    public int CompareTo(MarketVariable other) =>
        Kind != other.Kind ? Kind.CompareTo(other.Kind) : string.CompareOrdinal(Name, other.Name);

    /// <summary>Such as <c>mark BTC-PERP</c>.</summary>
    public override string ToString() => Kind switch
    {
        MarketVariableKind.MarkPrice => $"mark {Name}",
        MarketVariableKind.FundingIndex => $"funding {Name}",
        MarketVariableKind.InterestIndex => $"interest {Name}",
        MarketVariableKind.SupplyIndex => $"supply {Name}",
        MarketVariableKind.Settlement => $"settlement {Name}",
        MarketVariableKind.ImpliedVolatility => $"volatility {Name}",
        MarketVariableKind.TimeLeft => $"time to {Name}",
        _ => $"index {Name}",
    };

    // Where the years to the expiry are stated, as in a portfolio file, time does not pass: no band is made of that.
    private Price VolatilityIn(MarketView market) =>
        market.OptionQuotes.TryGetValue(new InstrumentId(Name), out var quote) && quote.YearsToExpiry is null
            ? new Price(quote.ImpliedVolatility.Value)
            : default;
}
