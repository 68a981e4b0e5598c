using CollateralActors.Journal.Codec.Parts;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Liquidations;
using CollateralActors.Margining.Units;
using static CollateralActors.Journal.Codec.FlatJson;

namespace CollateralActors.Journal.Codec.Liquidations;

/// <summary>What liquidation episodes and the liquidators' queue are sent.</summary>
internal static class LiquidationCommands
{
    public static readonly FormTable Table = new FormTable()
        .Add(
            "msg.liquidation.open.v1",
            Default.OpenLiquidationV1,
            (LiquidationCommand.Open c) =>
                new OpenLiquidationV1(c.Account.Value, c.Severity.Value, c.EarliestFrame.Value),
            s => new LiquidationCommand.Open(
                new AccountId(s.Account), new Rate(s.Severity), new FrameNumber(s.EarliestFrame)))
        .Add("msg.liquidation.begin-work.v1", new LiquidationCommand.BeginWork())
        .Add(
            "msg.liquidation.take-step.v1",
            Default.TakeStepV1,
            (LiquidationCommand.TakeStep c) => new TakeStepV1(c.Until?.UnixMilliseconds),
            s => new LiquidationCommand.TakeStep { Until = TimeV1.Read(s.Until) })
        .Add(
            "msg.liquidation.expire-lease.v1",
            Default.ExpireLeaseV1,
            (LiquidationCommand.ExpireLease c) => new ExpireLeaseV1(c.At.UnixMilliseconds),
            s => new LiquidationCommand.ExpireLease(new Instant(s.At)))
        .Add(
            "msg.liquidation.hand-over.v1",
            Default.HandOverV1,
            (LiquidationCommand.HandOver c) => new HandOverV1(c.To),
            s => new LiquidationCommand.HandOver(s.To))
        .Add("msg.liquidation.give-back.v1", new LiquidationCommand.GiveBack())
        .Add(
            "msg.liquidation.order-step.v1",
            Default.OrderStepV1,
            (LiquidationCommand.OrderStep c) =>
                new OrderStepV1(
                    c.Step,
                    c.Instrument.Value,
                    c.Quantity.Contracts,
                    c.Severity.Value,
                    c.Limit?.Value,
                    FlagV1.Of(c.Deleverages)),
            s => new LiquidationCommand.OrderStep(
                s.Step, new InstrumentId(s.Instrument), new Quantity(s.Quantity), new Rate(s.Severity))
            {
                Limit = PriceV1.Read(s.Limit),
                Deleverages = s.Deleverages ?? false,
            })
        .Add(
            "msg.liquidation.defer-step.v1",
            Default.DeferStepV1,
            (LiquidationCommand.DeferStep c) =>
                new DeferStepV1(c.Step, c.Until.UnixMilliseconds, c.Severity.Value),
            s => new LiquidationCommand.DeferStep(s.Step, new Instant(s.Until), new Rate(s.Severity)))
        .Add(
            "msg.liquidation.finish-step.v1",
            Default.FinishStepV1,
            (LiquidationCommand.FinishStep c) => new FinishStepV1(
                c.Step, c.Filled.Contracts, c.Unfilled.Contracts, c.Severity.Value, c.MoreToClose),
            s => new LiquidationCommand.FinishStep(
                s.Step, new Quantity(s.Filled), new Quantity(s.Unfilled), new Rate(s.Severity), s.MoreToClose))
        .Add(
            "msg.liquidation.close.v1",
            Default.CloseLiquidationV1,
            (LiquidationCommand.Close c) => new CloseLiquidationV1(Names<LiquidationOutcome>.Of(c.Outcome)),
            s => new LiquidationCommand.Close(Names<LiquidationOutcome>.Read(s.Outcome)))
        .Add(
            "msg.liquidators.offer.v1",
            Default.OfferV1,
            (LiquidatorsCommand.Offer c) =>
                new OfferV1(
                    c.Liquidation.Value,
                    c.Account.Value,
                    c.Severity.Value,
                    c.EarliestFrame.Value,
                    c.NotBefore?.UnixMilliseconds),
            s => new LiquidatorsCommand.Offer(
                new LiquidationId(s.Liquidation),
                new AccountId(s.Account),
                new Rate(s.Severity),
                new FrameNumber(s.EarliestFrame))
            {
                NotBefore = TimeV1.Read(s.NotBefore),
            })
        .Add(
            "msg.liquidators.ordered.v1",
            Default.LiquidatorOrderedV1,
            (LiquidatorsCommand.Ordered c) => new LiquidatorOrderedV1(c.Liquidation.Value, c.Instrument.Value),
            s => new LiquidatorsCommand.Ordered(new LiquidationId(s.Liquidation), new InstrumentId(s.Instrument)))
        .Add(
            "msg.liquidators.release.v1",
            Default.ReleaseV1,
            (LiquidatorsCommand.Release c) => new ReleaseV1(c.Liquidation.Value),
            s => new LiquidatorsCommand.Release(new LiquidationId(s.Liquidation)));
}

internal sealed record OpenLiquidationV1(
    [property: JsonName("account")] string Account,
    [property: JsonName("severity")] decimal Severity,
    [property: JsonName("earliestFrame")] long EarliestFrame);

internal sealed record OrderStepV1(
    [property: JsonName("step")] int Step,
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("quantity")] decimal Quantity,
    [property: JsonName("severity")] decimal Severity,
    [property: JsonName("limit")] decimal? Limit = null,
    [property: JsonName("deleverages")] bool? Deleverages = null);

internal sealed record DeferStepV1(
    [property: JsonName("step")] int Step,
    [property: JsonName("until")] long Until,
    [property: JsonName("severity")] decimal Severity);

internal sealed record FinishStepV1(
    [property: JsonName("step")] int Step,
    [property: JsonName("filled")] decimal Filled,
    [property: JsonName("unfilled")] decimal Unfilled,
    [property: JsonName("severity")] decimal Severity,
    [property: JsonName("moreToClose")] bool MoreToClose);

internal sealed record CloseLiquidationV1(
    [property: JsonName("outcome")] string Outcome);

internal sealed record OfferV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("account")] string Account,
    [property: JsonName("severity")] decimal Severity,
    [property: JsonName("earliestFrame")] long EarliestFrame,
    [property: JsonName("notBefore")] long? NotBefore = null);

internal sealed record ReleaseV1(
    [property: JsonName("liquidation")] string Liquidation);

internal sealed record TakeStepV1([property: JsonName("until")] long? Until = null);

internal sealed record ExpireLeaseV1([property: JsonName("at")] long At);

internal sealed record HandOverV1([property: JsonName("to")] string To);

internal sealed record LiquidatorOrderedV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("instrument")] string Instrument);
