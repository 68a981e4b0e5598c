using System.Collections.Immutable;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Market;

/// <summary>What the prices of a frame are worth, beside what they are: docs/prices.md.</summary>
/// <remarks>Immutable. The next frame's shares what did not change.</remarks>
public sealed record PriceQuality
{
    /// <summary>Every price is good for everything.</summary>
    public static readonly PriceQuality Good = new();

    /// <summary>What is the matter with each price that is not simply live.</summary>
    public ImmutableSortedDictionary<Symbol, OracleCondition> Conditions { get; init; } =
        ImmutableSortedDictionary<Symbol, OracleCondition>.Empty;

    /// <summary>
    /// By what a price counts where it is not needed to keep positions; those that count by themselves are not here.
    /// </summary>
    public ImmutableSortedDictionary<Symbol, CautiousPrices> Cautious { get; init; } =
        ImmutableSortedDictionary<Symbol, CautiousPrices>.Empty;

    /// <summary>The share of its price that each lost asset still counts as collateral.</summary>
    public ImmutableSortedDictionary<AssetId, Rate> Remaining { get; init; } =
        ImmutableSortedDictionary<AssetId, Rate>.Empty;

    /// <summary>The frame that <see cref="Remaining"/> is of; 0 where nothing ever fell.</summary>
    public FrameNumber RemainingSince { get; init; }

    /// <summary>Whether an operator has halted the venue.</summary>
    public bool IsVenueHalted { get; init; }

    /// <summary>Whether an operator has paused liquidations.</summary>
    public bool AreLiquidationsPaused { get; init; }

    /// <summary>The quality at the next frame.</summary>
    public PriceQuality Next(MarketEvent.FrameIssued frame)
    {
        var (conditions, cautious, remaining) = (Conditions, Cautious, Remaining);
        foreach (var (symbol, oracle) in frame.Symbols)
        {
            conditions = oracle.Condition is OracleCondition.Live or OracleCondition.NoPrice
                ? conditions.Remove(symbol)
                : conditions.SetItem(symbol, oracle.Condition);
            cautious = oracle.Cautious is { } pair ? cautious.SetItem(symbol, pair) : cautious.Remove(symbol);
            var asset = new AssetId(symbol.Value);
            remaining = oracle.Remaining is { } share ? remaining.SetItem(asset, share) : remaining.Remove(asset);
        }

        var isSame = ReferenceEquals(conditions, Conditions) && ReferenceEquals(cautious, Cautious)
            && ReferenceEquals(remaining, Remaining) && frame.IsHalted == IsVenueHalted
            && frame.AreLiquidationsPaused == AreLiquidationsPaused;
        return isSame ? this : new PriceQuality
        {
            Conditions = conditions,
            Cautious = cautious,
            Remaining = remaining,
            RemainingSince = ReferenceEquals(remaining, Remaining) ? RemainingSince : frame.Frame,
            IsVenueHalted = frame.IsHalted,
            AreLiquidationsPaused = frame.AreLiquidationsPaused,
        };
    }
}
