using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Margin;

/// <summary>A price that an account's figures need and that the market does not have yet.</summary>
public abstract record MissingPrice
{
    private MissingPrice()
    {
    }

    /// <summary>The index price of an asset that is held, owed or settled in.</summary>
    /// <param name="Asset">The asset.</param>
    public sealed record OfAsset(AssetId Asset) : MissingPrice;

    /// <summary>
    /// The mark price of an instrument: it has none of its own, and the index prices that give it are not all there.
    /// </summary>
    /// <param name="Instrument">The instrument.</param>
    public sealed record OfInstrument(InstrumentId Instrument) : MissingPrice;

    /// <summary>What a scan prices an option with: its implied volatility, or the time to its expiry.</summary>
    /// <param name="Instrument">The option.</param>
    public sealed record OfVolatility(InstrumentId Instrument) : MissingPrice;
}
