using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Watching;

/// <summary>What a market variable is a price of.</summary>
public enum MarketVariableKind
{
    /// <summary>An asset's index price in the valuation currency.</summary>
    IndexPrice,

    /// <summary>The mark price that an instrument has of its own.</summary>
    MarkPrice,
}

/// <summary>A number of the market that an account's status can depend on.</summary>
/// <param name="Kind">What it is a price of.</param>
/// <param name="Name">The asset's or the instrument's name.</param>
public readonly record struct MarketVariable(MarketVariableKind Kind, string Name) : IComparable<MarketVariable>
{
    /// <summary>The index price of <paramref name="asset"/>.</summary>
    public static MarketVariable Index(AssetId asset) => new(MarketVariableKind.IndexPrice, asset.Value);

    /// <summary>The own mark price of <paramref name="instrument"/>.</summary>
    public static MarketVariable Mark(InstrumentId instrument) => new(MarketVariableKind.MarkPrice, instrument.Value);

    /// <summary>The variable's price in <paramref name="market"/>; no price (0) where there is none.</summary>
    public Price In(MarketView market) =>
        Kind == MarketVariableKind.MarkPrice
            ? market.Marks.GetValueOrDefault(new InstrumentId(Name))
            : market.IndexPrice(new AssetId(Name)) ?? default;

    /// <inheritdoc/>
    public int CompareTo(MarketVariable other) =>
        Kind != other.Kind ? Kind.CompareTo(other.Kind) : string.CompareOrdinal(Name, other.Name);

    /// <summary>Such as <c>mark BTC-PERP</c>.</summary>
    public override string ToString() => Kind == MarketVariableKind.MarkPrice ? $"mark {Name}" : $"index {Name}";
}
