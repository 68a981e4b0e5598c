using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>What a decision saw of the market.</summary>
internal sealed record MarketBasisV1(
    [property: JsonName("frame")] long Frame,
    [property: JsonName("risk")] int Risk,
    [property: JsonName("prices")] UsedPriceV1[] Prices,
    [property: JsonName("fundingIndices")] UsedFundingIndexV1[]? FundingIndices = null,
    [property: JsonName("interestIndices")] UsedInterestIndexV1[]? InterestIndices = null,
    [property: JsonName("supplyIndices")] UsedInterestIndexV1[]? SupplyIndices = null)
{
    public static MarketBasisV1 Of(MarketBasis basis) => new(
        basis.Frame.Value,
        basis.Risk.Value,
        [.. basis.Prices.Select(p => new UsedPriceV1(p.Of, p.Price.Value))],
        basis.FundingIndices.Count == 0
            ? null
            : [.. basis.FundingIndices.Select(f => new UsedFundingIndexV1(f.Of.Value, f.Index.Value))],
        UsedInterestIndexV1.From(basis.InterestIndices),
        UsedInterestIndexV1.From(basis.SupplyIndices));

    public MarketBasis ToDomain() => new(
        new FrameNumber(Frame),
        new RiskBookVersion(Risk),
        [.. Prices.Select(p => new UsedPrice(p.Of, new Price(p.Price)))])
    {
        FundingIndices =
        [
            .. (FundingIndices ?? []).Select(f => new UsedFundingIndex(new InstrumentId(f.Of), new Amount(f.Index))),
        ],
        InterestIndices = [.. (InterestIndices ?? []).Select(used => used.ToDomain())],
        SupplyIndices = [.. (SupplyIndices ?? []).Select(used => used.ToDomain())],
    };
}

internal sealed record UsedPriceV1(
    [property: JsonName("of")] string Of,
    [property: JsonName("price")] decimal Price);

internal sealed record UsedFundingIndexV1(
    [property: JsonName("of")] string Of,
    [property: JsonName("index")] decimal Index);
