using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Market;

/// <summary>
/// What a decision saw of the market: kept in its event, so that nobody needs yesterday's feed to check it.
/// </summary>
/// <param name="Frame">The frame decided at.</param>
/// <param name="Risk">The risk book in force there.</param>
/// <param name="Prices">Every price that the decision used, by name of asset (index price) or instrument
/// (mark price), and the volatility behind an option's, by its symbol.</param>
public sealed record MarketBasis(FrameNumber Frame, RiskBookVersion Risk, ValueList<UsedPrice> Prices)
{
    /// <summary>What a decision saw that used nothing but index prices of some assets.</summary>
    internal static MarketBasis At(MarketView market, IEnumerable<AssetId> assets) => new(
        market.Frame,
        market.Risk.Version,
        [.. assets.Order().Select(asset => new UsedPrice(asset.Value, market.IndexPrice(asset)!.Value))]);

    /// <summary>Every cumulative funding index that it used; none where nothing was ever paid.</summary>
    public ValueList<UsedFundingIndex> FundingIndices { get; init; } = [];

    /// <summary>Every interest index that it used; none where no debt bears interest.</summary>
    public ValueList<UsedInterestIndex> InterestIndices { get; init; } = [];

    /// <summary>The supply indices of pools that shares were worth, other than 1.</summary>
    public ValueList<UsedInterestIndex> SupplyIndices { get; init; } = [];
}

/// <summary>One price that a decision used.</summary>
/// <param name="Of">The asset (index price, in the valuation currency) or the instrument (mark price).</param>
/// <param name="Price">What it was.</param>
public readonly record struct UsedPrice(string Of, Price Price);

/// <summary>One cumulative funding index that a decision used.</summary>
/// <param name="Of">The instrument.</param>
/// <param name="Index">What it was.</param>
public readonly record struct UsedFundingIndex(InstrumentId Of, Amount Index);

/// <summary>One interest index that a decision used.</summary>
/// <param name="Of">The asset.</param>
/// <param name="Index">What it was.</param>
public readonly record struct UsedInterestIndex(AssetId Of, Rate Index);
