using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Units;
using static CollateralActors.Journal.Codec.FlatJson;

namespace CollateralActors.Journal.Codec.Accounts;

/// <summary>What margin accounts are sent and store about money between accounts of one owner.</summary>
internal static class TransferForms
{
    public static readonly FormTable Events = new FormTable()
        .Add(
            "account.transferred.v1",
            Default.TransferredV1,
            (AccountEvent.Transferred e) => new TransferredV1(e.To.Value, e.Asset.Value, e.Amount.Value),
            s => new AccountEvent.Transferred(new AccountId(s.To), new AssetId(s.Asset), new Amount(s.Amount)))
        .Add(
            "account.transfer-received.v1",
            Default.TransferReceivedV1,
            (AccountEvent.TransferReceived e) => new TransferReceivedV1(e.From.Value, e.Asset.Value, e.Amount.Value),
            s => new AccountEvent.TransferReceived(new AccountId(s.From), new AssetId(s.Asset), new Amount(s.Amount)));

    public static readonly FormTable Commands = new FormTable()
        .Add(
            "msg.account.transfer.v1",
            Default.TransferV1,
            (AccountCommand.Transfer c) => new TransferV1(c.To.Value, c.Asset.Value, c.Amount.Value),
            s => new AccountCommand.Transfer(new AccountId(s.To), new AssetId(s.Asset), new Amount(s.Amount)))
        .Add(
            "msg.account.receive-transfer.v1",
            Default.ReceiveTransferV1,
            (AccountCommand.ReceiveTransfer c) => new ReceiveTransferV1(c.From.Value, c.Asset.Value, c.Amount.Value),
            s => new AccountCommand.ReceiveTransfer(new AccountId(s.From), new AssetId(s.Asset), new Amount(s.Amount)));
}

internal sealed record TransferV1(
    [property: JsonName("to")] string To,
    [property: JsonName("asset")] string Asset,
    [property: JsonName("amount")] decimal Amount);

internal sealed record ReceiveTransferV1(
    [property: JsonName("from")] string From,
    [property: JsonName("asset")] string Asset,
    [property: JsonName("amount")] decimal Amount);

internal sealed record TransferredV1(
    [property: JsonName("to")] string To,
    [property: JsonName("asset")] string Asset,
    [property: JsonName("amount")] decimal Amount);

internal sealed record TransferReceivedV1(
    [property: JsonName("from")] string From,
    [property: JsonName("asset")] string Asset,
    [property: JsonName("amount")] decimal Amount);
