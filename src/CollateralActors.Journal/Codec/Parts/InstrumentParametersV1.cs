using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>One contract of a version of the risk book; the last tier's end is absent where there is none.</summary>
internal sealed record InstrumentParametersV1(
    [property: JsonName("id")] string Id,
    [property: JsonName("kind")] string Kind,
    [property: JsonName("base")] string Base,
    [property: JsonName("quote")] string Quote,
    [property: JsonName("settle")] string Settle,
    [property: JsonName("contractSize")] decimal ContractSize,
    [property: JsonName("lot")] decimal Lot,
    [property: JsonName("tick")] decimal Tick,
    [property: JsonName("tiers")] MarginTierV1[] Tiers,
    [property: JsonName("tierOf")] string TierOf,
    [property: JsonName("basis")] string Basis,
    [property: JsonName("sizeSlope")] decimal SizeSlope,
    [property: JsonName("closingFee")] decimal ClosingFee,
    [property: JsonName("liquidationFee")] decimal LiquidationFee,
    [property: JsonName("makerFee")] decimal MakerFee,
    [property: JsonName("takerFee")] decimal TakerFee,
    [property: JsonName("funding")] FundingParametersV1? Funding = null,
    [property: JsonName("positionLimit")] decimal? PositionLimit = null,
    [property: JsonName("openInterest")] OpenInterestV1? OpenInterest = null,
    [property: JsonName("expiry")] ExpiryTermsV1? Expiry = null,
    [property: JsonName("option")] OptionTermsV1? Option = null,
    [property: JsonName("minimumPosition")] decimal? MinimumPosition = null,
    [property: JsonName("liquidationSpeed")] SpeedLimitV1? LiquidationSpeed = null)
{
    public static InstrumentParametersV1 Of(InstrumentParameters p) => new(
        p.Id.Value,
        Names<InstrumentKind>.Of(p.Kind),
        p.Base.Value,
        p.Quote.Value,
        p.Settle.Value,
        p.ContractSize,
        p.Lot.Contracts,
        p.Tick.Value,
        [.. p.Margin.Tiers.Select(MarginTierV1.Of)],
        Names<TierMeasure>.Of(p.Margin.TierOf),
        Names<MarginBasis>.Of(p.Margin.Basis),
        p.Margin.SizeSlope.Value,
        p.Margin.ClosingFee.Value,
        p.LiquidationFee.Value,
        p.MakerFee.Value,
        p.TakerFee.Value,
        FundingParametersV1.Of(p.Funding),
        p.PositionLimit,
        OpenInterestV1.Of(p.OpenInterest),
        ExpiryTermsV1.Of(p.Expiry),
        OptionTermsV1.Of(p.Option),
        p.MinimumPosition?.Contracts,
        SpeedLimitV1.Of(p.LiquidationSpeed));

    public InstrumentParameters ToDomain() => new(
        new InstrumentId(Id),
        Names<InstrumentKind>.Read(Kind),
        new AssetId(Base),
        new AssetId(Quote),
        new AssetId(Settle),
        ContractSize,
        new Quantity(Lot),
        new Price(Tick),
        ToSchedule(),
        new Rate(LiquidationFee),
        new Rate(MakerFee),
        new Rate(TakerFee))
    {
        Funding = Funding?.ToDomain(),
        Expiry = Expiry?.ToDomain(),
        Option = Option?.ToDomain(),
        PositionLimit = PositionLimit,
        OpenInterest = OpenInterest?.ToDomain(),
        MinimumPosition = MinimumPosition is { } minimum ? new Quantity(minimum) : null,
        LiquidationSpeed = LiquidationSpeed?.ToDomain(),
    };

    private MarginSchedule ToSchedule() => new(
        [.. Tiers.Select(tier => tier.ToDomain())],
        Names<TierMeasure>.Read(TierOf),
        Names<MarginBasis>.Read(Basis),
        new Rate(SizeSlope),
        new Rate(ClosingFee));
}

internal sealed record MarginTierV1(
    [property: JsonName("initial")] decimal Initial,
    [property: JsonName("maintenance")] decimal Maintenance,
    [property: JsonName("upTo")] decimal? UpTo = null)
{
    public static MarginTierV1 Of(MarginTier tier) => new(
        tier.Initial.Value, tier.Maintenance.Value, tier.UpTo == MarginSchedule.Endless ? null : tier.UpTo);

    public MarginTier ToDomain() =>
        new(UpTo ?? MarginSchedule.Endless, new Rate(Initial), new Rate(Maintenance));
}
