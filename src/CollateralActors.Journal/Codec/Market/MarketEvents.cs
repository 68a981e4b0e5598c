using CollateralActors.Journal.Codec.Parts;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;
using static CollateralActors.Journal.Codec.FlatJson;

namespace CollateralActors.Journal.Codec.Market;

/// <summary>What the market stores.</summary>
internal static class MarketEvents
{
    public static readonly FormTable Table = new FormTable()
        .Add(
            "market.opened.v1",
            Default.MarketOpenedV1,
            (MarketEvent.MarketOpened e) => new MarketOpenedV1(OracleParametersV1.Of(e.Oracles)),
            s => new MarketEvent.MarketOpened(OracleParametersV1.Read(s.Oracles)))
        .Add(
            "market.risk-book-in-force.v1",
            Default.RiskBookInForceV1,
            (MarketEvent.RiskBookInForce e) => RiskBookInForceV1.Of(e),
            s => s.ToDomain())
        .Add("market.frame-issued.v1", Default.FrameIssuedV1, (MarketEvent.FrameIssued e) => ToStored(e), ToDomain)
        .Add(
            "market.holdings-counted.v1",
            Default.HoldingsCountedV1,
            (MarketEvent.HoldingsCounted e) => new HoldingsCountedV1(HeldAmountsV1.Of(e.Change)),
            s => new MarketEvent.HoldingsCounted(s.Change.ToDomain()))
        .Add(
            "market.pool-counted.v1",
            Default.PoolFiguresV1,
            (MarketEvent.PoolCounted e) => PoolFiguresV1.Of(e.Figures),
            s => new MarketEvent.PoolCounted(s.ToDomain()))
        .Add(
            "market.book-counted.v1",
            Default.BookFiguresV1,
            (MarketEvent.BookCounted e) => BookFiguresV1.Of(e.Figures),
            s => new MarketEvent.BookCounted(s.ToDomain()))
        .Add(
            "market.escrow-watched.v1",
            Default.EscrowWatchV1,
            (MarketEvent.EscrowWatched e) => EscrowWatchV1.Of(e.Escrow, e.Watch),
            s => new MarketEvent.EscrowWatched(s.ToId(), s.ToDomain()))
        .Add(
            "market.escrow-unwatched.v1",
            Default.UnwatchEscrowV1,
            (MarketEvent.EscrowUnwatched e) => new UnwatchEscrowV1(e.Escrow.Value),
            s => new MarketEvent.EscrowUnwatched(new EscrowId(s.Escrow)))
        .Add(
            "market.symbol-halted.v1",
            Default.SymbolHaltedV1,
            (MarketEvent.SymbolHalted e) => new SymbolHaltedV1(e.Symbol.Value),
            s => new MarketEvent.SymbolHalted(new Symbol(s.Symbol)))
        .Add(
            "market.symbol-resumed.v1",
            Default.SymbolResumedV1,
            (MarketEvent.SymbolResumed e) => new SymbolResumedV1(e.Symbol.Value),
            s => new MarketEvent.SymbolResumed(new Symbol(s.Symbol)))
        .Add("market.venue-halted.v1", new MarketEvent.VenueHalted())
        .Add("market.venue-resumed.v1", new MarketEvent.VenueResumed())
        .Add("market.liquidations-paused.v1", new MarketEvent.LiquidationsPaused())
        .Add("market.liquidations-resumed.v1", new MarketEvent.LiquidationsResumed())
        .Add(
            "market.frame-settled.v1",
            Default.FrameSettledV1,
            (MarketEvent.FrameSettled e) => new FrameSettledV1(e.Frame.Value),
            s => new MarketEvent.FrameSettled(new FrameNumber(s.Frame)));

    private static FrameIssuedV1 ToStored(MarketEvent.FrameIssued e) => new(
        e.Frame.Value,
        e.Risk.Value,
        [.. e.Symbols.Select(update => new SymbolUpdateV1(update.Symbol.Value, OracleStateV1.Of(update.Oracle)))],
        FundingStateV1.Of(e.Funding),
        InterestStateV1.Of(e.Interest),
        HeldAmountsV1.OfAny(e.Totals),
        SettlementStateV1.Of(e.Settlements),
        FlagV1.Of(e.IsHalted),
        PathTermsV1.Of(e.Path),
        EscrowSightingV1.Of(e.Escrows),
        PoolFiguresV1.Of(e.Pools),
        FlagV1.Of(e.AreLiquidationsPaused));

    private static MarketEvent.FrameIssued ToDomain(FrameIssuedV1 s) => new(
        new FrameNumber(s.Frame),
        new RiskBookVersion(s.Risk),
        [.. s.Symbols.Select(update => new SymbolUpdate(new Symbol(update.Symbol), update.Oracle.ToDomain()))])
    {
        Funding = FundingStateV1.Read(s.Funding),
        Interest = InterestStateV1.Read(s.Interest),
        Totals = HeldAmountsV1.Read(s.Totals),
        Settlements = SettlementStateV1.Read(s.Settlements),
        IsHalted = s.Halted ?? false,
        AreLiquidationsPaused = s.Paused ?? false,
        Path = s.Path?.ToDomain(),
        Escrows = EscrowSightingV1.Read(s.Escrows),
        Pools = PoolFiguresV1.Read(s.Pools),
    };
}

internal sealed record MarketOpenedV1(
    [property: JsonName("oracles")] OracleParametersV1[] Oracles);

internal sealed record RiskBookInForceV1(
    [property: JsonName("version")] int Version,
    [property: JsonName("funding")] FundingTermsV1[]? Funding = null,
    [property: JsonName("interest")] InterestTermsV1[]? Interest = null,
    [property: JsonName("settlements")] SettlementTermsV1[]? Settlements = null,
    [property: JsonName("effectiveAt")] long? EffectiveAt = null,
    [property: JsonName("graceUntil")] long? GraceUntil = null)
{
    public static RiskBookInForceV1 Of(MarketEvent.RiskBookInForce e) => new(
        e.Version.Value,
        FundingTermsV1.Of(e.Funding),
        InterestTermsV1.Of(e.Interest),
        SettlementTermsV1.Of(e.Settlements),
        e.EffectiveAt?.UnixMilliseconds,
        e.GraceUntil?.UnixMilliseconds);

    public MarketEvent.RiskBookInForce ToDomain() => new(new RiskBookVersion(Version))
    {
        Funding = FundingTermsV1.Read(Funding),
        Interest = InterestTermsV1.Read(Interest),
        Settlements = SettlementTermsV1.Read(Settlements),
        EffectiveAt = TimeV1.Read(EffectiveAt),
        GraceUntil = TimeV1.Read(GraceUntil),
    };
}

internal sealed record FrameIssuedV1(
    [property: JsonName("frame")] long Frame,
    [property: JsonName("risk")] int Risk,
    [property: JsonName("symbols")] SymbolUpdateV1[] Symbols,
    [property: JsonName("funding")] FundingStateV1[]? Funding = null,
    [property: JsonName("interest")] InterestStateV1[]? Interest = null,
    [property: JsonName("totals")] HeldAmountsV1? Totals = null,
    [property: JsonName("settlements")] SettlementStateV1[]? Settlements = null,
    [property: JsonName("halted")] bool? Halted = null,
    [property: JsonName("path")] PathTermsV1? Path = null,
    [property: JsonName("escrows")] EscrowSightingV1[]? Escrows = null,
    [property: JsonName("pools")] PoolFiguresV1[]? Pools = null,
    [property: JsonName("paused")] bool? Paused = null);

internal sealed record HoldingsCountedV1(
    [property: JsonName("change")] HeldAmountsV1 Change);

internal sealed record SymbolUpdateV1(
    [property: JsonName("symbol")] string Symbol,
    [property: JsonName("oracle")] OracleStateV1 Oracle);

internal sealed record SymbolHaltedV1(
    [property: JsonName("symbol")] string Symbol);

internal sealed record SymbolResumedV1(
    [property: JsonName("symbol")] string Symbol);

internal sealed record FrameSettledV1(
    [property: JsonName("frame")] long Frame);
