using CollateralActors.Journal.Codec.Parts;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Units;
using static CollateralActors.Journal.Codec.FlatJson;

namespace CollateralActors.Journal.Codec.Accounts;

/// <summary>What margin accounts store about their liquidations.</summary>
internal static class EpisodeEvents
{
    public static readonly FormTable Table = new FormTable()
        .Add(
            "account.liquidation-requested.v1",
            Default.LiquidationRequestedV1,
            (AccountEvent.LiquidationRequested e) =>
                new LiquidationRequestedV1(e.Liquidation.Value, e.Severity.Value, e.EarliestFrame.Value),
            s => new AccountEvent.LiquidationRequested(
                new LiquidationId(s.Liquidation), new Rate(s.Severity), new FrameNumber(s.EarliestFrame)))
        .Add(
            "account.orders-cancelled.v1",
            Default.OrdersCancelledV1,
            (AccountEvent.OrdersCancelled e) =>
                new OrdersCancelledV1(e.Liquidation.Value, [.. e.Orders.Select(order => order.Value)]),
            s => new AccountEvent.OrdersCancelled(
                new LiquidationId(s.Liquidation), [.. s.Orders.Select(order => new OrderId(order))]))
        .Add("account.step-planned.v1", Default.StepPlannedV1, (AccountEvent.StepPlanned e) => ToStored(e), ToDomain)
        .Add(
            "account.collateral-converted.v1",
            Default.CollateralConvertedV1,
            (AccountEvent.CollateralConverted e) => new CollateralConvertedV1(
                e.Liquidation.Value, IndexExchangeV1.Of(e.Exchange), MarketBasisV1.Of(e.Basis)),
            s => new AccountEvent.CollateralConverted(
                new LiquidationId(s.Liquidation), s.Exchange.ToDomain(), s.Basis.ToDomain()))
        .Add(
            "account.step-deferred.v1",
            Default.StepDeferredV1,
            (AccountEvent.StepDeferred e) => new StepDeferredV1(
                e.Liquidation.Value,
                e.Step,
                e.Until.UnixMilliseconds,
                e.Severity.Value,
                StatusFiguresV1.Of(e.Figures),
                MarketBasisV1.Of(e.Basis)),
            s => new AccountEvent.StepDeferred(
                new LiquidationId(s.Liquidation),
                s.Step,
                new Instant(s.Until),
                new Rate(s.Severity),
                s.Figures.ToDomain(),
                s.Basis.ToDomain()))
        .Add("account.step-settled.v1", Default.StepSettledV1, (AccountEvent.StepSettled e) => ToStored(e), ToDomain)
        .Add(
            "account.shortfall-claimed.v1",
            Default.ShortfallClaimedV1,
            (AccountEvent.ShortfallClaimed e) => new ShortfallClaimedV1(
                e.Liquidation.Value, MoneyV1.Of(e.Claims), e.Severity.Value, MarketBasisV1.Of(e.Basis)),
            s => new AccountEvent.ShortfallClaimed(
                new LiquidationId(s.Liquidation), MoneyV1.Read(s.Claims), new Rate(s.Severity), s.Basis.ToDomain()))
        .Add(
            "account.fund-payment-received.v1",
            Default.FundPaymentReceivedV1,
            (AccountEvent.FundPaymentReceived e) => new FundPaymentReceivedV1(
                e.Liquidation.Value, e.Asset.Value, e.Claimed.Value, e.Paid.Value, MoneyV1.Of(e.TakenOver)),
            s => new AccountEvent.FundPaymentReceived(
                new LiquidationId(s.Liquidation),
                new AssetId(s.Asset),
                new Amount(s.Claimed),
                new Amount(s.Paid),
                MoneyV1.Read(s.TakenOver)))
        .Add(
            "account.liquidation-ended.v1",
            Default.LiquidationEndedV1,
            (AccountEvent.LiquidationEnded e) =>
                new LiquidationEndedV1(e.Liquidation.Value, Names<LiquidationOutcome>.Of(e.Outcome)),
            s => new AccountEvent.LiquidationEnded(
                new LiquidationId(s.Liquidation), Names<LiquidationOutcome>.Read(s.Outcome)));

    private static StepPlannedV1 ToStored(AccountEvent.StepPlanned e) => new(
        e.Liquidation.Value,
        e.Step,
        e.Instrument.Value,
        e.Quantity.Contracts,
        e.Severity.Value,
        StatusFiguresV1.Of(e.Figures),
        MarketBasisV1.Of(e.Basis),
        e.Limit?.Value,
        e.Window?.UnixMilliseconds,
        FlagV1.Of(e.Deleverages),
        FlagV1.Of(e.SharesLosses));

    private static AccountEvent.StepPlanned ToDomain(StepPlannedV1 s) => new(
        new LiquidationId(s.Liquidation),
        s.Step,
        new InstrumentId(s.Instrument),
        new Quantity(s.Quantity),
        new Rate(s.Severity),
        s.Figures.ToDomain(),
        s.Basis.ToDomain())
    {
        Limit = PriceV1.Read(s.Limit),
        Window = TimeV1.Read(s.Window),
        Deleverages = s.Deleverages ?? false,
        SharesLosses = s.SharesLosses ?? false,
    };

    private static StepSettledV1 ToStored(AccountEvent.StepSettled e) => new(
        e.Liquidation.Value,
        e.Step,
        e.Instrument.Value,
        BookTradeV1.Of(e.Trades),
        e.Unfilled.Contracts,
        TradePostingV1.Of(e.Posting),
        e.Severity.Value,
        e.MoreToClose);

    private static AccountEvent.StepSettled ToDomain(StepSettledV1 s) => new(
        new LiquidationId(s.Liquidation),
        s.Step,
        new InstrumentId(s.Instrument),
        BookTradeV1.Read(s.Trades),
        new Quantity(s.Unfilled),
        s.Posting.ToDomain(),
        new Rate(s.Severity),
        s.MoreToClose);
}

internal sealed record LiquidationRequestedV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("severity")] decimal Severity,
    [property: JsonName("earliestFrame")] long EarliestFrame);

internal sealed record OrdersCancelledV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("orders")] string[] Orders);

internal sealed record StepPlannedV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("step")] int Step,
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("quantity")] decimal Quantity,
    [property: JsonName("severity")] decimal Severity,
    [property: JsonName("figures")] StatusFiguresV1 Figures,
    [property: JsonName("basis")] MarketBasisV1 Basis,
    [property: JsonName("limit")] decimal? Limit = null,
    [property: JsonName("window")] long? Window = null,
    [property: JsonName("deleverages")] bool? Deleverages = null,
    [property: JsonName("sharesLosses")] bool? SharesLosses = null);

internal sealed record CollateralConvertedV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("exchange")] IndexExchangeV1 Exchange,
    [property: JsonName("basis")] MarketBasisV1 Basis);

internal sealed record StepDeferredV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("step")] int Step,
    [property: JsonName("until")] long Until,
    [property: JsonName("severity")] decimal Severity,
    [property: JsonName("figures")] StatusFiguresV1 Figures,
    [property: JsonName("basis")] MarketBasisV1 Basis);

internal sealed record StepSettledV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("step")] int Step,
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("trades")] BookTradeV1[] Trades,
    [property: JsonName("unfilled")] decimal Unfilled,
    [property: JsonName("posting")] TradePostingV1 Posting,
    [property: JsonName("severity")] decimal Severity,
    [property: JsonName("moreToClose")] bool MoreToClose);

internal sealed record ShortfallClaimedV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("claims")] MoneyV1[] Claims,
    [property: JsonName("severity")] decimal Severity,
    [property: JsonName("basis")] MarketBasisV1 Basis);

internal sealed record FundPaymentReceivedV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("asset")] string Asset,
    [property: JsonName("claimed")] decimal Claimed,
    [property: JsonName("paid")] decimal Paid,
    [property: JsonName("takenOver")] MoneyV1[] TakenOver);

internal sealed record LiquidationEndedV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("outcome")] string Outcome);
