using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Market;

/// <summary>
/// Name of a price that the market keeps: an asset's index price or an instrument's mark. Compared ordinally, case
/// matters.
/// </summary>
/// <param name="Value">
/// The name of the asset or the instrument: 1 to 64 letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.
/// </param>
/// <remarks>A venue gives an asset and an instrument different names, so that a symbol is one of them.</remarks>
public readonly record struct Symbol(string Value) : IComparable<Symbol>
{
    /// <summary>The symbol of the asset's index price.</summary>
    public static Symbol Of(AssetId asset) => new(asset.Value);

    /// <summary>The symbol of the instrument's mark price.</summary>
    public static Symbol Of(InstrumentId instrument) => new(instrument.Value);

    /// <inheritdoc/>
    public int CompareTo(Symbol other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
