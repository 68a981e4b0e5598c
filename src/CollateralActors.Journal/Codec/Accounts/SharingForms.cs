using CollateralActors.Journal.Codec.Parts;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Units;
using static CollateralActors.Journal.Codec.FlatJson;

namespace CollateralActors.Journal.Codec.Accounts;

/// <summary>What margin accounts store of losses that others share.</summary>
internal static class AccountSharingEvents
{
    public static readonly FormTable Table = new FormTable()
        .Add(
            "account.loss-passed-on.v1",
            Default.LossPassedOnV1,
            (AccountEvent.LossPassedOn e) => new LossPassedOnV1(e.Liquidation.Value, PassedLossV1.Of(e.Losses)),
            s => new AccountEvent.LossPassedOn(new LiquidationId(s.Liquidation), PassedLossV1.Read(s.Losses)))
        .Add(
            "account.loss-shared.v1",
            Default.LossSharedV1,
            (AccountEvent.LossShared e) => new LossSharedV1(
                e.Liquidation.Value,
                e.Counterparty.Value,
                e.Instrument.Value,
                e.Asset.Value,
                e.Asked.Value,
                e.Amount.Value,
                e.Profit.Value,
                e.Spared == SparedBecause.NotSpared ? null : Names<SparedBecause>.Of(e.Spared),
                FlagV1.Of(e.IsIsolated)),
            s => new AccountEvent.LossShared(
                new LiquidationId(s.Liquidation),
                new AccountId(s.Counterparty),
                new InstrumentId(s.Instrument),
                new AssetId(s.Asset),
                new Amount(s.Asked),
                new Amount(s.Amount),
                new Amount(s.Profit),
                s.Spared is { } spared ? Names<SparedBecause>.Read(spared) : SparedBecause.NotSpared)
            {
                IsIsolated = s.IsIsolated ?? false,
            })
        .Add(
            "account.shared-loss-received.v1",
            Default.SharedLossReceivedV1,
            (AccountEvent.SharedLossReceived e) => new SharedLossReceivedV1(
                e.Liquidation.Value,
                e.Instrument.Value,
                e.Asset.Value,
                e.Loss.Value,
                e.Given.Value,
                e.Surplus == Amount.Zero ? null : e.Surplus.Value),
            s => new AccountEvent.SharedLossReceived(
                new LiquidationId(s.Liquidation),
                new InstrumentId(s.Instrument),
                new AssetId(s.Asset),
                new Amount(s.Loss),
                new Amount(s.Given),
                new Amount(s.Surplus ?? 0m)));
}

/// <summary>What margin accounts are sent of losses that others share.</summary>
internal static class AccountSharingCommands
{
    public static readonly FormTable Table = new FormTable()
        .Add(
            "msg.account.share-loss.v1",
            Default.ShareLossV1,
            (AccountCommand.ShareLoss c) => new ShareLossV1(
                c.Liquidation.Value, c.Counterparty.Value, c.Instrument.Value, c.Asset.Value, c.Amount.Value),
            s => new AccountCommand.ShareLoss(
                new LiquidationId(s.Liquidation),
                new AccountId(s.Counterparty),
                new InstrumentId(s.Instrument),
                new AssetId(s.Asset),
                new Amount(s.Amount)))
        .Add(
            "msg.account.receive-shared-loss.v1",
            Default.ReceiveSharedLossV1,
            (AccountCommand.ReceiveSharedLoss c) => new ReceiveSharedLossV1(
                c.Liquidation.Value, c.Instrument.Value, c.Asset.Value, c.Loss.Value, c.Given.Value),
            s => new AccountCommand.ReceiveSharedLoss(
                new LiquidationId(s.Liquidation),
                new InstrumentId(s.Instrument),
                new AssetId(s.Asset),
                new Amount(s.Loss),
                new Amount(s.Given)));
}

internal sealed record LossPassedOnV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("losses")] PassedLossV1[] Losses);

internal sealed record LossSharedV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("counterparty")] string Counterparty,
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("asset")] string Asset,
    [property: JsonName("asked")] decimal Asked,
    [property: JsonName("amount")] decimal Amount,
    [property: JsonName("profit")] decimal Profit,
    [property: JsonName("spared")] string? Spared = null,
    [property: JsonName("isIsolated")] bool? IsIsolated = null);

internal sealed record SharedLossReceivedV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("asset")] string Asset,
    [property: JsonName("loss")] decimal Loss,
    [property: JsonName("given")] decimal Given,
    [property: JsonName("surplus")] decimal? Surplus = null);

internal sealed record ShareLossV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("counterparty")] string Counterparty,
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("asset")] string Asset,
    [property: JsonName("amount")] decimal Amount);

internal sealed record ReceiveSharedLossV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("asset")] string Asset,
    [property: JsonName("loss")] decimal Loss,
    [property: JsonName("given")] decimal Given);
