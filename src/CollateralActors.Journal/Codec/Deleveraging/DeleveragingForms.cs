using CollateralActors.Journal.Codec.Parts;
using CollateralActors.Margining.Deleveraging;
using CollateralActors.Margining.Units;
using static CollateralActors.Journal.Codec.FlatJson;

namespace CollateralActors.Journal.Codec.Deleveraging;

/// <summary>What the deleveraging of an instrument stores.</summary>
internal static class DeleveragingEvents
{
    public static readonly FormTable Table = new FormTable()
        .Add(
            "deleveraging.position-reported.v1",
            Default.PositionReportedV1,
            (DeleveragingEvent.PositionReported e) =>
                new PositionReportedV1(e.Account.Value, PositionStandingV1.Of(e.Standing)),
            s => new DeleveragingEvent.PositionReported(new AccountId(s.Account), s.Standing.ToDomain()))
        .Add(
            "deleveraging.run-begun.v1",
            Default.RunBegunV1,
            (DeleveragingEvent.RunBegun e) => new RunBegunV1(
                e.Liquidation.Value,
                e.Step,
                e.Account.Value,
                e.Quantity.Contracts,
                e.Price.Value,
                e.Severity.Value,
                e.Mark.Value,
                e.Candidates,
                DeleveragingOfferV1.Of(e.Offers)),
            s => new DeleveragingEvent.RunBegun(
                new LiquidationId(s.Liquidation),
                s.Step,
                new AccountId(s.Account),
                new Quantity(s.Quantity),
                new Price(s.Price),
                new Rate(s.Severity),
                new Price(s.Mark),
                s.Candidates,
                DeleveragingOfferV1.Read(s.Offers)))
        .Add(
            "deleveraging.offer-answered.v1",
            Default.OfferAnsweredV1,
            (DeleveragingEvent.OfferAnswered e) => new OfferAnsweredV1(
                e.Liquidation.Value,
                e.Step,
                e.Account.Value,
                e.Trade.Contracts,
                FundingIndices.ToStored(e.FundingIndex)),
            s => new DeleveragingEvent.OfferAnswered(
                new LiquidationId(s.Liquidation),
                s.Step,
                new AccountId(s.Account),
                new Quantity(s.Trade),
                FundingIndices.Read(s.FundingIndex)))
        .Add(
            "deleveraging.run-ended.v1",
            Default.RunEndedV1,
            (DeleveragingEvent.RunEnded e) => new RunEndedV1(
                e.Liquidation.Value, e.Step, e.Account.Value, BookTradeV1.Of(e.Trades), e.Unfilled.Contracts),
            s => new DeleveragingEvent.RunEnded(
                new LiquidationId(s.Liquidation),
                s.Step,
                new AccountId(s.Account),
                BookTradeV1.Read(s.Trades),
                new Quantity(s.Unfilled)));
}

/// <summary>What the deleveraging of an instrument is sent.</summary>
internal static class DeleveragingCommands
{
    public static readonly FormTable Table = new FormTable()
        .Add(
            "msg.deleveraging.report-position.v1",
            Default.PositionReportedV1,
            (DeleveragingCommand.ReportPosition c) =>
                new PositionReportedV1(c.Account.Value, PositionStandingV1.Of(c.Standing)),
            s => new DeleveragingCommand.ReportPosition(new AccountId(s.Account), s.Standing.ToDomain()))
        .Add(
            "msg.deleveraging.deleverage.v1",
            Default.DeleverageV1,
            (DeleveragingCommand.Deleverage c) => new DeleverageV1(
                c.Liquidation.Value,
                c.Step,
                c.Account.Value,
                c.Quantity.Contracts,
                c.Price.Value,
                c.Severity.Value),
            s => new DeleveragingCommand.Deleverage(
                new LiquidationId(s.Liquidation),
                s.Step,
                new AccountId(s.Account),
                new Quantity(s.Quantity),
                new Price(s.Price),
                new Rate(s.Severity)))
        .Add(
            "msg.deleveraging.answer.v1",
            Default.DeleveragingAnswerV1,
            (DeleveragingCommand.Answer c) => new DeleveragingAnswerV1(
                c.Liquidation.Value,
                c.Step,
                c.Account.Value,
                c.Instrument.Value,
                c.Price.Value,
                c.Trade.Contracts,
                FundingIndices.ToStored(c.FundingIndex)),
            s => new DeleveragingCommand.Answer(
                new LiquidationId(s.Liquidation),
                s.Step,
                new AccountId(s.Account),
                new InstrumentId(s.Instrument),
                new Price(s.Price),
                new Quantity(s.Trade),
                FundingIndices.Read(s.FundingIndex)));
}

internal sealed record PositionReportedV1(
    [property: JsonName("account")] string Account,
    [property: JsonName("standing")] PositionStandingV1 Standing);

internal sealed record RunBegunV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("step")] int Step,
    [property: JsonName("account")] string Account,
    [property: JsonName("quantity")] decimal Quantity,
    [property: JsonName("price")] decimal Price,
    [property: JsonName("severity")] decimal Severity,
    [property: JsonName("mark")] decimal Mark,
    [property: JsonName("candidates")] int Candidates,
    [property: JsonName("offers")] DeleveragingOfferV1[] Offers);

internal sealed record OfferAnsweredV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("step")] int Step,
    [property: JsonName("account")] string Account,
    [property: JsonName("trade")] decimal Trade,
    [property: JsonName("fundingIndex")] decimal? FundingIndex = null);

internal sealed record RunEndedV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("step")] int Step,
    [property: JsonName("account")] string Account,
    [property: JsonName("trades")] BookTradeV1[] Trades,
    [property: JsonName("unfilled")] decimal Unfilled);

internal sealed record DeleverageV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("step")] int Step,
    [property: JsonName("account")] string Account,
    [property: JsonName("quantity")] decimal Quantity,
    [property: JsonName("price")] decimal Price,
    [property: JsonName("severity")] decimal Severity);

internal sealed record DeleveragingAnswerV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("step")] int Step,
    [property: JsonName("account")] string Account,
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("price")] decimal Price,
    [property: JsonName("trade")] decimal Trade,
    [property: JsonName("fundingIndex")] decimal? FundingIndex = null);
