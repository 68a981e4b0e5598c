using CollateralActors.Journal.Codec.Parts;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Units;
using static CollateralActors.Journal.Codec.FlatJson;

namespace CollateralActors.Journal.Codec.Accounts;

/// <summary>What margin accounts store of deleveraging, and of what funds promise before it.</summary>
internal static class AccountDeleveragingEvents
{
    public static readonly FormTable Table = new FormTable()
        .Add(
            "account.position-told.v1",
            Default.PositionToldV1,
            (AccountEvent.PositionTold e) => new PositionToldV1(e.Instrument.Value, PositionStandingV1.Of(e.Standing)),
            s => new AccountEvent.PositionTold(new InstrumentId(s.Instrument), s.Standing.ToDomain()))
        .Add("account.deleveraged.v1", Default.DeleveragedV1, (AccountEvent.Deleveraged e) => ToStored(e), ToDomain)
        .Add(
            "account.cover-asked.v1",
            Default.CoverAskedV1,
            (AccountEvent.CoverAsked e) => new CoverAskedV1(
                e.Liquidation.Value,
                e.Step,
                e.Asset.Value,
                e.Amount.Value,
                e.Severity.Value,
                StatusFiguresV1.Of(e.Figures),
                MarketBasisV1.Of(e.Basis)),
            s => new AccountEvent.CoverAsked(
                new LiquidationId(s.Liquidation),
                s.Step,
                new AssetId(s.Asset),
                new Amount(s.Amount),
                new Rate(s.Severity),
                s.Figures.ToDomain(),
                s.Basis.ToDomain()))
        .Add(
            "account.cover-received.v1",
            Default.CoverReceivedV1,
            (AccountEvent.CoverReceived e) => new CoverReceivedV1(
                e.Liquidation.Value, e.Step, e.Asset.Value, e.Asked.Value, e.Promised.Value),
            s => new AccountEvent.CoverReceived(
                new LiquidationId(s.Liquidation),
                s.Step,
                new AssetId(s.Asset),
                new Amount(s.Asked),
                new Amount(s.Promised)));

    private static DeleveragedV1 ToStored(AccountEvent.Deleveraged e) => new(
        e.Liquidation.Value,
        e.Step,
        e.Counterparty.Value,
        e.Instrument.Value,
        e.Trade.Value,
        e.Asked.Contracts,
        e.Quantity.Contracts,
        e.Price.Value,
        e.Place,
        e.Candidates,
        TradePostingV1.Of(e.Posting),
        e.Spared == SparedBecause.NotSpared ? null : Names<SparedBecause>.Of(e.Spared),
        FundingIndices.ToStored(e.FundingIndex));

    private static AccountEvent.Deleveraged ToDomain(DeleveragedV1 s) => new(
        new LiquidationId(s.Liquidation),
        s.Step,
        new AccountId(s.Counterparty),
        new InstrumentId(s.Instrument),
        new TradeId(s.Trade),
        new Quantity(s.Asked),
        new Quantity(s.Quantity),
        new Price(s.Price),
        s.Place,
        s.Candidates,
        s.Spared is { } spared ? Names<SparedBecause>.Read(spared) : SparedBecause.NotSpared,
        s.Posting.ToDomain())
    {
        FundingIndex = FundingIndices.Read(s.FundingIndex),
    };
}

/// <summary>What margin accounts are sent of deleveraging, and of what funds promise before it.</summary>
internal static class AccountDeleveragingCommands
{
    public static readonly FormTable Table = new FormTable()
        .Add(
            "msg.account.take-deleveraging.v1",
            Default.TakeDeleveragingV1,
            (AccountCommand.TakeDeleveraging c) => new TakeDeleveragingV1(
                c.Liquidation.Value,
                c.Step,
                c.Counterparty.Value,
                c.Instrument.Value,
                c.Trade.Value,
                c.Quantity.Contracts,
                c.Price.Value,
                c.Place,
                c.Candidates),
            s => new AccountCommand.TakeDeleveraging(
                new LiquidationId(s.Liquidation),
                s.Step,
                new AccountId(s.Counterparty),
                new InstrumentId(s.Instrument),
                new TradeId(s.Trade),
                new Quantity(s.Quantity),
                new Price(s.Price),
                s.Place,
                s.Candidates))
        .Add(
            "msg.account.receive-cover.v1",
            Default.CoverReceivedV1,
            (AccountCommand.ReceiveCover c) => new CoverReceivedV1(
                c.Liquidation.Value, c.Step, c.Asset.Value, c.Asked.Value, c.Promised.Value),
            s => new AccountCommand.ReceiveCover(
                new LiquidationId(s.Liquidation),
                s.Step,
                new AssetId(s.Asset),
                new Amount(s.Asked),
                new Amount(s.Promised)));
}

internal sealed record PositionToldV1(
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("standing")] PositionStandingV1 Standing);

internal sealed record DeleveragedV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("step")] int Step,
    [property: JsonName("counterparty")] string Counterparty,
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("trade")] string Trade,
    [property: JsonName("asked")] decimal Asked,
    [property: JsonName("quantity")] decimal Quantity,
    [property: JsonName("price")] decimal Price,
    [property: JsonName("place")] int Place,
    [property: JsonName("candidates")] int Candidates,
    [property: JsonName("posting")] TradePostingV1 Posting,
    [property: JsonName("spared")] string? Spared = null,
    [property: JsonName("fundingIndex")] decimal? FundingIndex = null);

internal sealed record CoverAskedV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("step")] int Step,
    [property: JsonName("asset")] string Asset,
    [property: JsonName("amount")] decimal Amount,
    [property: JsonName("severity")] decimal Severity,
    [property: JsonName("figures")] StatusFiguresV1 Figures,
    [property: JsonName("basis")] MarketBasisV1 Basis);

internal sealed record CoverReceivedV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("step")] int Step,
    [property: JsonName("asset")] string Asset,
    [property: JsonName("asked")] decimal Asked,
    [property: JsonName("promised")] decimal Promised);

internal sealed record TakeDeleveragingV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("step")] int Step,
    [property: JsonName("counterparty")] string Counterparty,
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("trade")] string Trade,
    [property: JsonName("quantity")] decimal Quantity,
    [property: JsonName("price")] decimal Price,
    [property: JsonName("place")] int Place,
    [property: JsonName("candidates")] int Candidates);
