using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Units;
using static CollateralActors.Journal.Codec.FlatJson;

namespace CollateralActors.Journal.Codec.Loans;

/// <summary>What pools are sent.</summary>
internal static class PoolCommands
{
    public static readonly FormTable Table = new FormTable()
        .Add(
            "msg.pool.supply.v1",
            Default.PoolMoneyV1,
            (PoolCommand.Supply c) => new PoolMoneyV1(c.Account.Value, c.Amount.Value),
            s => new PoolCommand.Supply(new AccountId(s.Account), new Amount(s.Amount)))
        .Add(
            "msg.pool.redeem.v1",
            Default.RedeemSharesV1,
            (PoolCommand.Redeem c) => new RedeemSharesV1(c.Account.Value, c.Shares.Value, c.Amount?.Value),
            s => new PoolCommand.Redeem(
                new AccountId(s.Account), s.Amount is { } amount ? new Amount(amount) : null, new Amount(s.Shares)))
        .Add(
            "msg.pool.lend.v1",
            Default.PoolMoneyV1,
            (PoolCommand.Lend c) => new PoolMoneyV1(c.Account.Value, c.Amount.Value),
            s => new PoolCommand.Lend(new AccountId(s.Account), new Amount(s.Amount)))
        .Add(
            "msg.pool.receive-repayment.v1",
            Default.PoolLoanV1,
            (PoolCommand.ReceiveRepayment c) => new PoolLoanV1(c.Account.Value, c.Amount.Value, c.Units.Value),
            s => new PoolCommand.ReceiveRepayment(new AccountId(s.Account), new Amount(s.Amount), new Amount(s.Units)))
        .Add(
            "msg.pool.write-off.v1",
            Default.WriteOffV1,
            (PoolCommand.WriteOff c) => new WriteOffV1(c.Account.Value, c.Units.Value),
            s => new PoolCommand.WriteOff(new AccountId(s.Account), new Amount(s.Units)))
        .Add(
            "msg.pool.take-over-shares.v1",
            Default.TakeOverSharesV1,
            (PoolCommand.TakeOverShares c) => new TakeOverSharesV1(c.Account.Value, c.Shares.Value),
            s => new PoolCommand.TakeOverShares(new AccountId(s.Account), new Amount(s.Shares)))
        .Add("msg.pool.accrue.v1", new PoolCommand.Accrue());
}

internal sealed record PoolMoneyV1(
    [property: JsonName("account")] string Account,
    [property: JsonName("amount")] decimal Amount);

internal sealed record RedeemSharesV1(
    [property: JsonName("account")] string Account,
    [property: JsonName("shares")] decimal Shares,
    [property: JsonName("amount")] decimal? Amount = null);

/// <summary>Money against units of a loan.</summary>
internal sealed record PoolLoanV1(
    [property: JsonName("account")] string Account,
    [property: JsonName("amount")] decimal Amount,
    [property: JsonName("units")] decimal Units);

internal sealed record WriteOffV1(
    [property: JsonName("account")] string Account,
    [property: JsonName("units")] decimal Units);

internal sealed record TakeOverSharesV1(
    [property: JsonName("account")] string Account,
    [property: JsonName("shares")] decimal Shares);
