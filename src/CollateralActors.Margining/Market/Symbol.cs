using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Market;

/// <summary>
/// Name of a price that the market keeps: an asset's index price, an instrument's mark, or an option's implied
/// volatility. Compared ordinally, case matters.
/// </summary>
/// <param name="Value">
/// The name of the asset or the instrument: 1 to 64 letters, digits, <c>-</c>, <c>_</c> and <c>.</c>; of a volatility
/// <c>IV:</c> and the option's name, which nothing else can be called.
/// </param>
/// <remarks>A venue gives an asset and an instrument different names, so that a symbol is one of them.</remarks>
public readonly record struct Symbol(string Value) : IComparable<Symbol>
{
    private const string VolatilityPrefix = "IV:";

    /// <summary>The symbol of the asset's index price.</summary>
    public static Symbol Of(AssetId asset) => new(asset.Value);

    /// <summary>The symbol of the instrument's mark price.</summary>
    public static Symbol Of(InstrumentId instrument) => new(instrument.Value);

    /// <summary>The symbol of the option's implied volatility, a year: 0.6 is 60 %.</summary>
    public static Symbol OfVolatility(InstrumentId option) => new(VolatilityPrefix + option.Value);

    /// <summary>The option whose implied volatility it is; null where it is a price.</summary>
    public InstrumentId? VolatilityOf => Value.StartsWith(VolatilityPrefix, StringComparison.Ordinal)
        ? new InstrumentId(Value[VolatilityPrefix.Length..])
        : null;

    /// <inheritdoc/>
    public int CompareTo(Symbol other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
