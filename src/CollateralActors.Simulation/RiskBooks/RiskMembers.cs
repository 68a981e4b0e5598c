using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;

namespace CollateralActors.Simulation.RiskBooks;

/// <summary>The members that portfolios and risk books have in common.</summary>
/// <param name="Valuation">The currency of requirements and equity.</param>
/// <param name="MarginCallRatio">Margin call below this equity ÷ maintenance.</param>
/// <param name="LiquidationTarget">A liquidation ends at equity ≥ target × maintenance.</param>
/// <param name="ProfitWeights">How much of unrealised profits counts by purpose.</param>
/// <param name="FeeReserve">What open orders reserve for fees.</param>
/// <param name="Assets">The assets, the valuation currency among them.</param>
/// <param name="Instruments">The instruments by name; null where one could not be read.</param>
/// <param name="OptionQuotes">What the file prices each option with.</param>
/// <param name="Portfolio">The rules of portfolio mode.</param>
internal sealed record RiskMembers(
    AssetId Valuation,
    Rate MarginCallRatio,
    Rate LiquidationTarget,
    ProfitWeights ProfitWeights,
    FeeReserve FeeReserve,
    IReadOnlyList<AssetParameters> Assets,
    IReadOnlyDictionary<string, InstrumentParameters?> Instruments,
    IReadOnlyDictionary<InstrumentId, OptionQuote> OptionQuotes,
    PortfolioRules Portfolio)
{
    /// <summary>What prices are good for that are not simply live.</summary>
    public PriceUse PriceUse { get; init; } = PriceUse.Everything;

    /// <summary>Warnings before margin calls, and their deadlines.</summary>
    public CallRules Calls { get; init; } = CallRules.None;

    /// <summary>How live accounts are liquidated; null in a portfolio, which has the contract's own plan.</summary>
    public LiquidationRules? Liquidation { get; init; }

    private const decimal DefaultMarginCallRatio = 1.2m;

    public static RiskMembers Read(JsonObjectReader file, RiskFileKind kind, Instant? asOf = null)
    {
        var valuation = new AssetId(file.Text("valuation"));
        var assets = AssetMembers.Read(file, valuation, kind);
        var quotes = new Dictionary<InstrumentId, OptionQuote>();
        var ratio = kind == RiskFileKind.Venue
            ? NumberRange.AtLeastOne.AtMost(RiskBookRules.LargestRatio)
            : NumberRange.AtLeastOne;
        var callRatio = file.Number("marginCallRatio", ratio, DefaultMarginCallRatio);
        return new RiskMembers(
            valuation,
            new Rate(callRatio),
            ReadTarget(file, kind, ratio, callRatio),
            kind == RiskFileKind.Venue ? ProfitMembers.Read(file) : ProfitWeights.Full,
            kind == RiskFileKind.Venue ? ReadFeeReserve(file) : FeeReserve.None,
            assets,
            new InstrumentMembers(valuation, assets, kind, asOf, quotes).Read(file),
            quotes,
            ScanMembers.Read(file, kind))
        {
            PriceUse = kind == RiskFileKind.Venue ? PriceUseMembers.Read(file) : PriceUse.Everything,
            Calls = kind == RiskFileKind.Venue ? CallMembers.Read(file) : CallRules.None,
            Liquidation = kind == RiskFileKind.Venue ? LiquidationMembers.Read(file) : null,
        };
    }

    /// <summary>The book that a sound file gives.</summary>
    public RiskBook ToBook(RiskBookVersion version) => new(
        version,
        Valuation,
        MarginCallRatio,
        LiquidationTarget,
        Assets,
        Instruments.Values.OfType<InstrumentParameters>())
    {
        Portfolio = Portfolio,
        ProfitWeights = ProfitWeights,
        FeeReserve = FeeReserve,
        PriceUse = PriceUse,
        Calls = Calls,
        Liquidation = Liquidation,
    };

    // The plan of a portfolio may end anywhere; a venue would call again at once whom it has just liquidated.
    private static Rate ReadTarget(JsonObjectReader file, RiskFileKind kind, NumberRange ratio, decimal callRatio)
    {
        if (kind == RiskFileKind.Portfolio)
            return new Rate(file.Number("liquidationTarget", ratio, 1m));
        var target = file.Number("liquidationTarget", ratio, callRatio);
        if (file.Problems.Found.Count == 0 && target < callRatio)
            file.Wrong("liquidationTarget", FormattableString.Invariant(
                $"{target} is below the margin-call ratio {callRatio}; who was liquidated would be called at once"));
        return new Rate(target);
    }

    private static FeeReserve ReadFeeReserve(JsonObjectReader file) =>
        (FeeReserve)file.OneOf("feeReserve", "none", "opening", "opening-and-closing");
}
