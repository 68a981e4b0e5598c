using CollateralActors.Journal.Codec.Parts;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Units;
using static CollateralActors.Journal.Codec.FlatJson;

namespace CollateralActors.Journal.Codec.Accounts;

/// <summary>What margin accounts are sent and store about collateral in escrows.</summary>
internal static class LockForms
{
    public static readonly FormTable Events = new FormTable()
        .Add(
            "account.locked-in-escrow.v1",
            Default.EscrowMoneyV1,
            (AccountEvent.LockedInEscrow e) => new EscrowMoneyV1(e.Escrow.Value, e.Asset.Value, e.Amount.Value),
            s => new AccountEvent.LockedInEscrow(new EscrowId(s.Escrow), new AssetId(s.Asset), new Amount(s.Amount)))
        .Add(
            "account.lock-taken-back.v1",
            Default.EscrowMoneyV1,
            (AccountEvent.LockTakenBack e) => new EscrowMoneyV1(e.Escrow.Value, e.Asset.Value, e.Amount.Value),
            s => new AccountEvent.LockTakenBack(new EscrowId(s.Escrow), new AssetId(s.Asset), new Amount(s.Amount)))
        .Add(
            "account.escrow-received.v1",
            Default.EscrowAmountsV1,
            (AccountEvent.EscrowReceived e) => EscrowAmountsV1.Of(e.Escrow, e.Amounts),
            s => new AccountEvent.EscrowReceived(new EscrowId(s.Escrow), MoneyV1.Read(s.Amounts)));

    public static readonly FormTable Commands = new FormTable()
        .Add(
            "msg.account.lock-in-escrow.v1",
            Default.EscrowMoneyV1,
            (AccountCommand.LockInEscrow c) => new EscrowMoneyV1(c.Escrow.Value, c.Asset.Value, c.Amount.Value),
            s => new AccountCommand.LockInEscrow(new EscrowId(s.Escrow), new AssetId(s.Asset), new Amount(s.Amount)))
        .Add(
            "msg.account.take-back-lock.v1",
            Default.EscrowMoneyV1,
            (AccountCommand.TakeBackLock c) => new EscrowMoneyV1(c.Escrow.Value, c.Asset.Value, c.Amount.Value),
            s => new AccountCommand.TakeBackLock(new EscrowId(s.Escrow), new AssetId(s.Asset), new Amount(s.Amount)))
        .Add(
            "msg.account.receive-from-escrow.v1",
            Default.EscrowAmountsV1,
            (AccountCommand.ReceiveFromEscrow c) => EscrowAmountsV1.Of(c.Escrow, c.Amounts),
            s => new AccountCommand.ReceiveFromEscrow(new EscrowId(s.Escrow), MoneyV1.Read(s.Amounts)));
}

internal sealed record EscrowMoneyV1(
    [property: JsonName("escrow")] string Escrow,
    [property: JsonName("asset")] string Asset,
    [property: JsonName("amount")] decimal Amount);

/// <summary>Amounts that come from an escrow, or that are in it.</summary>
internal sealed record EscrowAmountsV1(
    [property: JsonName("escrow")] string Escrow,
    [property: JsonName("amounts")] MoneyV1[] Amounts)
{
    public static EscrowAmountsV1 Of(EscrowId escrow, ValueList<Money> amounts) =>
        new(escrow.Value, MoneyV1.Of(amounts));
}
