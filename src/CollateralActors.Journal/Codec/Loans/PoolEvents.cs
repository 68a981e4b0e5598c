using CollateralActors.Journal.Codec.Parts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Units;
using static CollateralActors.Journal.Codec.FlatJson;

namespace CollateralActors.Journal.Codec.Loans;

/// <summary>What pools store.</summary>
internal static class PoolEvents
{
    public static readonly FormTable Table = new FormTable()
        .Add(
            "pool.accrued.v1",
            Default.PoolAccruedV1,
            (PoolEvent.Accrued e) =>
                new PoolAccruedV1(e.Index.Value, e.Before.Value, e.SupplyIndex.Value, e.Reserve.Value),
            s => new PoolEvent.Accrued(
                new Rate(s.Index), new Rate(s.Before), new Rate(s.SupplyIndex), new Amount(s.Reserve)))
        .Add(
            "pool.supply-taken.v1",
            Default.SupplyTakenV1,
            (PoolEvent.SupplyTaken e) =>
                new SupplyTakenV1(e.Account.Value, e.Amount.Value, e.Shares.Value, e.InAdvance.Value),
            s => new PoolEvent.SupplyTaken(
                new AccountId(s.Account), new Amount(s.Amount), new Amount(s.Shares), new Amount(s.InAdvance)))
        .Add(
            "pool.redemption-paid.v1",
            Default.PoolSharesV1,
            (PoolEvent.RedemptionPaid e) => new PoolSharesV1(e.Account.Value, e.Amount.Value, e.Shares.Value),
            s => new PoolEvent.RedemptionPaid(new AccountId(s.Account), new Amount(s.Amount), new Amount(s.Shares)))
        .Add(
            "pool.lent.v1",
            Default.PoolLoanV1,
            (PoolEvent.Lent e) => new PoolLoanV1(e.Account.Value, e.Amount.Value, e.Units.Value),
            s => new PoolEvent.Lent(new AccountId(s.Account), new Amount(s.Amount), new Amount(s.Units)))
        .Add(
            "pool.request-refused.v1",
            Default.RequestRefusedV1,
            (PoolEvent.RequestRefused e) => new RequestRefusedV1(
                e.Account.Value,
                PoolRequestV1.Of(e.Request)!,
                Names<RejectionCode>.Of(e.Reason.Code),
                e.Reason.Detail),
            s => new PoolEvent.RequestRefused(
                new AccountId(s.Account),
                s.Request.ToDomain(),
                new Rejection(Names<RejectionCode>.Read(s.Code), s.Detail)))
        .Add(
            "pool.repayment-received.v1",
            Default.RepaymentReceivedV1,
            (PoolEvent.RepaymentReceived e) => new RepaymentReceivedV1(
                e.Account.Value, e.Amount.Value, e.Units.Value, e.Reserve.Value, e.SupplyIndex.Value),
            s => new PoolEvent.RepaymentReceived(
                new AccountId(s.Account),
                new Amount(s.Amount),
                new Amount(s.Units),
                new Amount(s.Reserve),
                new Rate(s.SupplyIndex)))
        .Add(
            "pool.loss-taken.v1",
            Default.LossTakenV1,
            (PoolEvent.LossTaken e) =>
                new LossTakenV1(e.Account.Value, e.Units.Value, e.Reserve.Value, e.SupplyIndex.Value),
            s => new PoolEvent.LossTaken(
                new AccountId(s.Account), new Amount(s.Units), new Amount(s.Reserve), new Rate(s.SupplyIndex)))
        .Add(
            "pool.shares-taken-over.v1",
            Default.TakeOverSharesV1,
            (PoolEvent.SharesTakenOver e) => new TakeOverSharesV1(e.Account.Value, e.Shares.Value),
            s => new PoolEvent.SharesTakenOver(new AccountId(s.Account), new Amount(s.Shares)))
        .Add(
            "pool.figures-reported.v1",
            Default.PoolFiguresV1,
            (PoolEvent.FiguresReported e) => PoolFiguresV1.Of(e.Figures),
            s => new PoolEvent.FiguresReported(s.ToDomain()));
}

internal sealed record PoolAccruedV1(
    [property: JsonName("index")] decimal Index,
    [property: JsonName("before")] decimal Before,
    [property: JsonName("supplyIndex")] decimal SupplyIndex,
    [property: JsonName("reserve")] decimal Reserve);

internal sealed record SupplyTakenV1(
    [property: JsonName("account")] string Account,
    [property: JsonName("amount")] decimal Amount,
    [property: JsonName("shares")] decimal Shares,
    [property: JsonName("inAdvance")] decimal InAdvance);

/// <summary>Money against shares.</summary>
internal sealed record PoolSharesV1(
    [property: JsonName("account")] string Account,
    [property: JsonName("amount")] decimal Amount,
    [property: JsonName("shares")] decimal Shares);

internal sealed record RequestRefusedV1(
    [property: JsonName("account")] string Account,
    [property: JsonName("request")] PoolRequestV1 Request,
    [property: JsonName("code")] string Code,
    [property: JsonName("detail")] string Detail);

internal sealed record RepaymentReceivedV1(
    [property: JsonName("account")] string Account,
    [property: JsonName("amount")] decimal Amount,
    [property: JsonName("units")] decimal Units,
    [property: JsonName("reserve")] decimal Reserve,
    [property: JsonName("supplyIndex")] decimal SupplyIndex);

internal sealed record LossTakenV1(
    [property: JsonName("account")] string Account,
    [property: JsonName("units")] decimal Units,
    [property: JsonName("reserve")] decimal Reserve,
    [property: JsonName("supplyIndex")] decimal SupplyIndex);
