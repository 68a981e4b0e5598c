using CollateralActors.Journal.Codec.Parts;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;
using static CollateralActors.Journal.Codec.FlatJson;

namespace CollateralActors.Journal.Codec.Market;

/// <summary>What the market is sent, and what it tells everybody who watches.</summary>
internal static class MarketCommands
{
    public static readonly FormTable Table = new FormTable()
        .Add(
            "msg.market.open-market.v1",
            Default.OpenMarketV1,
            (MarketCommand.OpenMarket c) => new OpenMarketV1(OracleParametersV1.Of(c.Oracles)),
            s => new MarketCommand.OpenMarket(OracleParametersV1.Read(s.Oracles)))
        .Add(
            "msg.market.use-risk-book.v1",
            Default.UseRiskBookV1,
            (MarketCommand.UseRiskBook c) => new UseRiskBookV1(
                c.Version.Value,
                FundingTermsV1.Of(c.Funding),
                InterestTermsV1.Of(c.Interest),
                SettlementTermsV1.Of(c.Settlements),
                c.EffectiveAt?.UnixMilliseconds,
                c.GraceUntil?.UnixMilliseconds),
            s => new MarketCommand.UseRiskBook(new RiskBookVersion(s.Version))
            {
                Funding = FundingTermsV1.Read(s.Funding),
                Interest = InterestTermsV1.Read(s.Interest),
                Settlements = SettlementTermsV1.Read(s.Settlements),
                EffectiveAt = TimeV1.Read(s.EffectiveAt),
                GraceUntil = TimeV1.Read(s.GraceUntil),
            })
        .Add(
            "msg.market.submit-quotes.v1",
            Default.SubmitQuotesV1,
            (MarketCommand.SubmitQuotes c) => new SubmitQuotesV1(QuoteV1.Of(c.Quotes)),
            s => new MarketCommand.SubmitQuotes(QuoteV1.Read(s.Quotes)))
        .Add(
            "msg.market.halt-symbol.v1",
            Default.HaltSymbolV1,
            (MarketCommand.HaltSymbol c) => new HaltSymbolV1(c.Symbol.Value),
            s => new MarketCommand.HaltSymbol(new Symbol(s.Symbol)))
        .Add(
            "msg.market.resume-symbol.v1",
            Default.ResumeSymbolV1,
            (MarketCommand.ResumeSymbol c) => new ResumeSymbolV1(c.Symbol.Value),
            s => new MarketCommand.ResumeSymbol(new Symbol(s.Symbol)))
        .Add("msg.market.halt-venue.v1", new MarketCommand.HaltVenue())
        .Add("msg.market.pause-liquidations.v1", new MarketCommand.PauseLiquidations())
        .Add("msg.market.resume-liquidations.v1", new MarketCommand.ResumeLiquidations())
        .Add("msg.market.resume-venue.v1", new MarketCommand.ResumeVenue())
        .Add(
            "msg.market.report-holdings.v1",
            Default.ReportHoldingsV1,
            (MarketCommand.ReportHoldings c) => new ReportHoldingsV1(HeldAmountsV1.Of(c.Change)),
            s => new MarketCommand.ReportHoldings(s.Change.ToDomain()))
        .Add(
            "msg.market.report-pool.v1",
            Default.PoolFiguresV1,
            (MarketCommand.ReportPool c) => PoolFiguresV1.Of(c.Figures),
            s => new MarketCommand.ReportPool(s.ToDomain()))
        .Add(
            "msg.market.report-book.v1",
            Default.BookFiguresV1,
            (MarketCommand.ReportBook c) => BookFiguresV1.Of(c.Figures),
            s => new MarketCommand.ReportBook(s.ToDomain()))
        .Add(
            "msg.market.watch-escrow.v1",
            Default.EscrowWatchV1,
            (MarketCommand.WatchEscrow c) => EscrowWatchV1.Of(c.Escrow, c.Watch),
            s => new MarketCommand.WatchEscrow(s.ToId(), s.ToDomain()))
        .Add(
            "msg.market.unwatch-escrow.v1",
            Default.UnwatchEscrowV1,
            (MarketCommand.UnwatchEscrow c) => new UnwatchEscrowV1(c.Escrow.Value),
            s => new MarketCommand.UnwatchEscrow(new EscrowId(s.Escrow)))
        .Add(
            "msg.market.settle-frame.v1",
            Default.SettleFrameV1,
            (MarketCommand.SettleFrame c) => new SettleFrameV1(c.Frame.Value),
            s => new MarketCommand.SettleFrame(new FrameNumber(s.Frame)))
        .Add(
            "msg.market.frame-passed.v1",
            Default.FramePassedV1,
            (MarketCommand.FramePassed c) => new FramePassedV1(c.Frame.Value),
            s => new MarketCommand.FramePassed(new FrameNumber(s.Frame)));
}

internal sealed record OpenMarketV1(
    [property: JsonName("oracles")] OracleParametersV1[] Oracles);

internal sealed record UseRiskBookV1(
    [property: JsonName("version")] int Version,
    [property: JsonName("funding")] FundingTermsV1[]? Funding = null,
    [property: JsonName("interest")] InterestTermsV1[]? Interest = null,
    [property: JsonName("settlements")] SettlementTermsV1[]? Settlements = null,
    [property: JsonName("effectiveAt")] long? EffectiveAt = null,
    [property: JsonName("graceUntil")] long? GraceUntil = null);

internal sealed record SubmitQuotesV1(
    [property: JsonName("quotes")] QuoteV1[] Quotes);

internal sealed record ReportHoldingsV1(
    [property: JsonName("change")] HeldAmountsV1 Change);

internal sealed record HaltSymbolV1(
    [property: JsonName("symbol")] string Symbol);

internal sealed record ResumeSymbolV1(
    [property: JsonName("symbol")] string Symbol);

internal sealed record UnwatchEscrowV1(
    [property: JsonName("escrow")] string Escrow);

internal sealed record SettleFrameV1(
    [property: JsonName("frame")] long Frame);

internal sealed record FramePassedV1(
    [property: JsonName("frame")] long Frame);
