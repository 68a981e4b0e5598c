using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>A price, or an amount of money for one unit of something, that may be absent.</summary>
internal static class PriceV1
{
    public static Price? Read(decimal? price) => price is { } value ? new Price(value) : null;
}
