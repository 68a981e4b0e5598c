using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>One version of the venue's parameters.</summary>
internal sealed record RiskBookV1(
    [property: JsonName("version")] int Version,
    [property: JsonName("valuation")] string Valuation,
    [property: JsonName("marginCallRatio")] decimal MarginCallRatio,
    [property: JsonName("liquidationTarget")] decimal LiquidationTarget,
    [property: JsonName("assets")] AssetParametersV1[] Assets,
    [property: JsonName("instruments")] InstrumentParametersV1[] Instruments,
    [property: JsonName("profitWeights")] ProfitWeightsV1? ProfitWeights = null,
    [property: JsonName("feeReserve")] string? FeeReserve = null,
    [property: JsonName("priceUse")] PriceUseV1? PriceUse = null,
    [property: JsonName("portfolio")] PortfolioRulesV1? Portfolio = null,
    [property: JsonName("calls")] CallRulesV1? Calls = null,
    [property: JsonName("liquidation")] LiquidationRulesV1? Liquidation = null)
{
    public static RiskBookV1 Of(RiskBook book) => new(
        book.Version.Value,
        book.Valuation.Value,
        book.MarginCallRatio.Value,
        book.LiquidationTarget.Value,
        [.. book.Assets.Select(AssetParametersV1.Of)],
        [.. book.Instruments.Select(InstrumentParametersV1.Of)],
        ProfitWeightsV1.Of(book.ProfitWeights),
        book.FeeReserve == Margining.Risk.FeeReserve.None ? null : Names<FeeReserve>.Of(book.FeeReserve),
        PriceUseV1.Of(book.PriceUse),
        PortfolioRulesV1.Of(book.Portfolio),
        CallRulesV1.Of(book.Calls),
        LiquidationRulesV1.Of(book.Liquidation));

    public RiskBook ToDomain() => new(
        new RiskBookVersion(Version),
        new AssetId(Valuation),
        new Rate(MarginCallRatio),
        new Rate(LiquidationTarget),
        Assets.Select(asset => asset.ToDomain()),
        Instruments.Select(instrument => instrument.ToDomain()))
    {
        ProfitWeights = this.ProfitWeights?.ToDomain() ?? Margining.Risk.ProfitWeights.Full,
        FeeReserve = this.FeeReserve is { } reserve ? Names<FeeReserve>.Read(reserve) : Margining.Risk.FeeReserve.None,
        PriceUse = this.PriceUse?.ToDomain() ?? Margining.Risk.PriceUse.Everything,
        Portfolio = Portfolio?.ToDomain() ?? PortfolioRules.None,
        Calls = Calls?.ToDomain() ?? CallRules.None,
        Liquidation = Liquidation?.ToDomain(),
    };
}

/// <summary>Shares of unrealised profits that count; absent where all of them do.</summary>
internal sealed record ProfitWeightsV1(
    [property: JsonName("initial")] decimal Initial,
    [property: JsonName("withdrawal")] decimal Withdrawal)
{
    public static ProfitWeightsV1? Of(ProfitWeights w) =>
        w == ProfitWeights.Full ? null : new ProfitWeightsV1(w.Initial.Value, w.Withdrawal.Value);

    public ProfitWeights ToDomain() => new(new Rate(Initial), new Rate(Withdrawal));
}

/// <param name="Id">The asset.</param>
/// <param name="Scale">Decimals of a balance.</param>
/// <param name="Slices">Collateral value; the last slice's end is absent where there is none.</param>
/// <param name="LiabilitySurcharge">On what is owed.</param>
/// <param name="Rules">By what it counts less; absent where there are no such rules.</param>
/// <param name="Debt">What it costs to owe it; absent where that is nothing.</param>
/// <param name="Loan">What may be lent against it; absent where nothing may.</param>
/// <param name="Lending">How it is lent; absent where it is not.</param>
/// <param name="Fund">What its insurance fund pays at most; absent without limits.</param>
internal sealed record AssetParametersV1(
    [property: JsonName("id")] string Id,
    [property: JsonName("scale")] int Scale,
    [property: JsonName("slices")] HaircutSliceV1[] Slices,
    [property: JsonName("liabilitySurcharge")] decimal LiabilitySurcharge,
    [property: JsonName("rules")] CollateralRulesV1? Rules = null,
    [property: JsonName("debt")] DebtRulesV1? Debt = null,
    [property: JsonName("loan")] LoanTermsV1? Loan = null,
    [property: JsonName("lending")] LendingRulesV1? Lending = null,
    [property: JsonName("fund")] FundRulesV1? Fund = null)
{
    public static AssetParametersV1 Of(AssetParameters p) => new(
        p.Id.Value,
        p.Scale,
        HaircutSliceV1.Of(p.Collateral),
        p.LiabilitySurcharge.Value,
        CollateralRulesV1.Of(p.Rules),
        DebtRulesV1.Of(p.Debt),
        LoanTermsV1.Of(p.Loan),
        LendingRulesV1.Of(p.Lending),
        FundRulesV1.Of(p.Fund));

    public AssetParameters ToDomain() => new(
        new AssetId(Id),
        Scale,
        HaircutSliceV1.Read(Slices),
        new Rate(LiabilitySurcharge))
    {
        Rules = Rules?.ToDomain() ?? CollateralRules.None,
        Debt = Debt?.ToDomain() ?? DebtRules.None,
        Loan = Loan?.ToDomain(),
        Lending = Lending?.ToDomain(),
        Fund = Fund?.ToDomain(),
    };
}

internal sealed record HaircutSliceV1(
    [property: JsonName("haircut")] decimal Haircut,
    [property: JsonName("upTo")] decimal? UpTo = null)
{
    public static HaircutSliceV1[] Of(CollateralSchedule schedule) => [.. schedule.Slices.Select(Of)];

    public static CollateralSchedule Read(HaircutSliceV1[] slices) =>
        new([.. slices.Select(slice => slice.ToDomain())]);

    private static HaircutSliceV1 Of(HaircutSlice slice) =>
        new(slice.Haircut.Value, slice.UpTo == CollateralSchedule.Endless ? null : slice.UpTo.Value);

    private HaircutSlice ToDomain() =>
        new(UpTo is { } end ? new Amount(end) : CollateralSchedule.Endless, new Rate(Haircut));
}
