using CollateralActors.Journal.Codec.Parts;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Liquidations;
using CollateralActors.Margining.Units;
using static CollateralActors.Journal.Codec.FlatJson;

namespace CollateralActors.Journal.Codec.Liquidations;

/// <summary>What liquidation episodes store.</summary>
internal static class LiquidationEvents
{
    public static readonly FormTable Table = new FormTable()
        .Add(
            "liquidation.opened.v1",
            Default.LiquidationOpenedV1,
            (LiquidationEvent.Opened e) =>
                new LiquidationOpenedV1(e.Account.Value, e.Severity.Value, e.EarliestFrame.Value),
            s => new LiquidationEvent.Opened(
                new AccountId(s.Account), new Rate(s.Severity), new FrameNumber(s.EarliestFrame)))
        .Add("liquidation.work-begun.v1", new LiquidationEvent.WorkBegun())
        .Add(
            "liquidation.step-taken.v1",
            Default.StepTakenV1,
            (LiquidationEvent.StepTaken e) => new StepTakenV1(e.Step, e.Until?.UnixMilliseconds),
            s => new LiquidationEvent.StepTaken(s.Step) { Until = TimeV1.Read(s.Until) })
        .Add(
            "liquidation.lease-expired.v1",
            Default.LeaseExpiredV1,
            (LiquidationEvent.LeaseExpired e) => new LeaseExpiredV1(e.Step, e.At.UnixMilliseconds),
            s => new LiquidationEvent.LeaseExpired(s.Step, new Instant(s.At)))
        .Add(
            "liquidation.handed-over.v1",
            Default.HandOverV1,
            (LiquidationEvent.HandedOver e) => new HandOverV1(e.To),
            s => new LiquidationEvent.HandedOver(s.To))
        .Add("liquidation.given-back.v1", new LiquidationEvent.GivenBack())
        .Add(
            "liquidation.step-ordered.v1",
            Default.StepOrderedV1,
            (LiquidationEvent.StepOrdered e) =>
                new StepOrderedV1(
                    e.Step,
                    e.Instrument.Value,
                    e.Quantity.Contracts,
                    e.Severity.Value,
                    e.Limit?.Value,
                    FlagV1.Of(e.Deleverages)),
            s => new LiquidationEvent.StepOrdered(
                s.Step, new InstrumentId(s.Instrument), new Quantity(s.Quantity), new Rate(s.Severity))
            {
                Limit = PriceV1.Read(s.Limit),
                Deleverages = s.Deleverages ?? false,
            })
        .Add(
            "liquidation.step-deferred.v1",
            Default.LiquidationStepDeferredV1,
            (LiquidationEvent.StepDeferred e) =>
                new LiquidationStepDeferredV1(e.Step, e.Until.UnixMilliseconds, e.Severity.Value),
            s => new LiquidationEvent.StepDeferred(s.Step, new Instant(s.Until), new Rate(s.Severity)))
        .Add(
            "liquidation.step-finished.v1",
            Default.StepFinishedV1,
            (LiquidationEvent.StepFinished e) => new StepFinishedV1(
                e.Step, e.Filled.Contracts, e.Unfilled.Contracts, e.Severity.Value, e.MoreToClose),
            s => new LiquidationEvent.StepFinished(
                s.Step, new Quantity(s.Filled), new Quantity(s.Unfilled), new Rate(s.Severity), s.MoreToClose))
        .Add(
            "liquidation.closed.v1",
            Default.LiquidationClosedV1,
            (LiquidationEvent.Closed e) => new LiquidationClosedV1(Names<LiquidationOutcome>.Of(e.Outcome)),
            s => new LiquidationEvent.Closed(Names<LiquidationOutcome>.Read(s.Outcome)));
}

internal sealed record LiquidationOpenedV1(
    [property: JsonName("account")] string Account,
    [property: JsonName("severity")] decimal Severity,
    [property: JsonName("earliestFrame")] long EarliestFrame);

internal sealed record StepTakenV1(
    [property: JsonName("step")] int Step,
    [property: JsonName("until")] long? Until = null);

internal sealed record LeaseExpiredV1(
    [property: JsonName("step")] int Step,
    [property: JsonName("at")] long At);

internal sealed record StepOrderedV1(
    [property: JsonName("step")] int Step,
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("quantity")] decimal Quantity,
    [property: JsonName("severity")] decimal Severity,
    [property: JsonName("limit")] decimal? Limit = null,
    [property: JsonName("deleverages")] bool? Deleverages = null);

internal sealed record LiquidationStepDeferredV1(
    [property: JsonName("step")] int Step,
    [property: JsonName("until")] long Until,
    [property: JsonName("severity")] decimal Severity);

internal sealed record StepFinishedV1(
    [property: JsonName("step")] int Step,
    [property: JsonName("filled")] decimal Filled,
    [property: JsonName("unfilled")] decimal Unfilled,
    [property: JsonName("severity")] decimal Severity,
    [property: JsonName("moreToClose")] bool MoreToClose);

internal sealed record LiquidationClosedV1(
    [property: JsonName("outcome")] string Outcome);
