using CollateralActors.Journal.Codec.Parts;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;
using static CollateralActors.Journal.Codec.FlatJson;

namespace CollateralActors.Journal.Codec.Accounts;

/// <summary>What margin accounts are sent and store about loans and supplies.</summary>
internal static class LoanForms
{
    public static readonly FormTable Events = new FormTable()
        .Add(
            "account.pool-asked.v1",
            Default.PoolAskedV1,
            (AccountEvent.PoolAsked e) => new PoolAskedV1(e.Asset.Value, PoolRequestV1.Of(e.Request)!),
            s => new AccountEvent.PoolAsked(new AssetId(s.Asset), s.Request.ToDomain()))
        .Add(
            "account.supplied.v1",
            Default.StakeSharesV1,
            (AccountEvent.Supplied e) => new StakeSharesV1(e.Asset.Value, e.Amount.Value, e.Shares.Value),
            s => new AccountEvent.Supplied(new AssetId(s.Asset), new Amount(s.Amount), new Amount(s.Shares)))
        .Add(
            "account.redeemed.v1",
            Default.StakeSharesV1,
            (AccountEvent.Redeemed e) => new StakeSharesV1(e.Asset.Value, e.Amount.Value, e.Shares.Value),
            s => new AccountEvent.Redeemed(new AssetId(s.Asset), new Amount(s.Amount), new Amount(s.Shares)))
        .Add(
            "account.loan-taken.v1",
            Default.StakeLoanV1,
            (AccountEvent.LoanTaken e) => new StakeLoanV1(e.Asset.Value, e.Amount.Value, e.Units.Value),
            s => new AccountEvent.LoanTaken(new AssetId(s.Asset), new Amount(s.Amount), new Amount(s.Units)))
        .Add(
            "account.pool-refused.v1",
            Default.PoolRefusedV1,
            (AccountEvent.PoolRefused e) => Refused(e.Asset, PoolRequestV1.Of(e.Request)!, e.Reason),
            s => new AccountEvent.PoolRefused(new AssetId(s.Asset), s.Request.ToDomain(), ReasonOf(s)))
        .Add(
            "account.loan-repaid.v1",
            Default.LoanRepaidV1,
            (AccountEvent.LoanRepaid e) =>
                new LoanRepaidV1(e.Asset.Value, e.Amount.Value, e.Units.Value, FlagV1.Of(e.IsAll)),
            s => new AccountEvent.LoanRepaid(new AssetId(s.Asset), new Amount(s.Amount), new Amount(s.Units))
            {
                IsAll = s.All ?? false,
            })
        .Add(
            "account.loan-liquidated.v1",
            Default.LoanLiquidatedV1,
            (AccountEvent.LoanLiquidated e) => new LoanLiquidatedV1(
                e.Liquidation.Value,
                e.Asset.Value,
                e.Owed.Value,
                e.Units.Value,
                [.. e.From.Select(ConvertedAssetV1.Of)],
                MarketBasisV1.Of(e.Basis)),
            s => new AccountEvent.LoanLiquidated(
                new LiquidationId(s.Liquidation),
                new AssetId(s.Asset),
                new Amount(s.Owed),
                new Amount(s.Units),
                [.. s.From.Select(part => part.ToDomain())],
                s.Basis.ToDomain()))
        .Add(
            "account.loan-written-off.v1",
            Default.LoanWrittenOffV1,
            (AccountEvent.LoanWrittenOff e) =>
                new LoanWrittenOffV1(e.Liquidation.Value, e.Asset.Value, e.Owed.Value, e.Units.Value),
            s => new AccountEvent.LoanWrittenOff(
                new LiquidationId(s.Liquidation), new AssetId(s.Asset), new Amount(s.Owed), new Amount(s.Units)))
        .Add(
            "account.shares-surrendered.v1",
            Default.SharesSurrenderedV1,
            (AccountEvent.SharesSurrendered e) => new SharesSurrenderedV1(
                e.Liquidation.Value, e.Asset.Value, e.Shares.Value, e.Amount.Value, e.SupplyIndex.Value),
            s => new AccountEvent.SharesSurrendered(
                new LiquidationId(s.Liquidation),
                new AssetId(s.Asset),
                new Amount(s.Shares),
                new Amount(s.Amount),
                new Rate(s.SupplyIndex)));

    public static readonly FormTable Commands = new FormTable()
        .Add(
            "msg.account.supply.v1",
            Default.StakeMoneyV1,
            (AccountCommand.Supply c) => new StakeMoneyV1(c.Asset.Value, c.Amount.Value),
            s => new AccountCommand.Supply(new AssetId(s.Asset), new Amount(s.Amount ?? 0m)))
        .Add(
            "msg.account.redeem.v1",
            Default.StakeMoneyV1,
            (AccountCommand.Redeem c) => new StakeMoneyV1(c.Asset.Value, c.Amount?.Value),
            s => new AccountCommand.Redeem(new AssetId(s.Asset), AmountOf(s.Amount)))
        .Add(
            "msg.account.borrow.v1",
            Default.StakeMoneyV1,
            (AccountCommand.Borrow c) => new StakeMoneyV1(c.Asset.Value, c.Amount.Value),
            s => new AccountCommand.Borrow(new AssetId(s.Asset), new Amount(s.Amount ?? 0m)))
        .Add(
            "msg.account.repay.v1",
            Default.StakeMoneyV1,
            (AccountCommand.Repay c) => new StakeMoneyV1(c.Asset.Value, c.Amount?.Value),
            s => new AccountCommand.Repay(new AssetId(s.Asset), AmountOf(s.Amount)))
        .Add(
            "msg.account.book-supply.v1",
            Default.StakeSharesV1,
            (AccountCommand.BookSupply c) => new StakeSharesV1(c.Asset.Value, c.Amount.Value, c.Shares.Value),
            s => new AccountCommand.BookSupply(new AssetId(s.Asset), new Amount(s.Amount), new Amount(s.Shares)))
        .Add(
            "msg.account.book-redemption.v1",
            Default.StakeSharesV1,
            (AccountCommand.BookRedemption c) => new StakeSharesV1(c.Asset.Value, c.Amount.Value, c.Shares.Value),
            s => new AccountCommand.BookRedemption(new AssetId(s.Asset), new Amount(s.Amount), new Amount(s.Shares)))
        .Add(
            "msg.account.book-loan.v1",
            Default.StakeLoanV1,
            (AccountCommand.BookLoan c) => new StakeLoanV1(c.Asset.Value, c.Amount.Value, c.Units.Value),
            s => new AccountCommand.BookLoan(new AssetId(s.Asset), new Amount(s.Amount), new Amount(s.Units)))
        .Add(
            "msg.account.book-pool-refusal.v1",
            Default.PoolRefusedV1,
            (AccountCommand.BookPoolRefusal c) => Refused(c.Asset, PoolRequestV1.Of(c.Request)!, c.Reason),
            s => new AccountCommand.BookPoolRefusal(new AssetId(s.Asset), s.Request.ToDomain(), ReasonOf(s)));

    private static Amount? AmountOf(decimal? amount) => amount is { } named ? new Amount(named) : null;

    private static PoolRefusedV1 Refused(AssetId asset, PoolRequestV1 request, Rejection reason) =>
        new(asset.Value, request, Names<RejectionCode>.Of(reason.Code), reason.Detail);

    private static Rejection ReasonOf(PoolRefusedV1 s) => new(Names<RejectionCode>.Read(s.Code), s.Detail);
}

internal sealed record PoolAskedV1(
    [property: JsonName("asset")] string Asset,
    [property: JsonName("request")] PoolRequestV1 Request);

/// <summary>Without an amount, all of it.</summary>
internal sealed record StakeMoneyV1(
    [property: JsonName("asset")] string Asset,
    [property: JsonName("amount")] decimal? Amount = null);

internal sealed record StakeSharesV1(
    [property: JsonName("asset")] string Asset,
    [property: JsonName("amount")] decimal Amount,
    [property: JsonName("shares")] decimal Shares);

internal sealed record StakeLoanV1(
    [property: JsonName("asset")] string Asset,
    [property: JsonName("amount")] decimal Amount,
    [property: JsonName("units")] decimal Units);

internal sealed record LoanRepaidV1(
    [property: JsonName("asset")] string Asset,
    [property: JsonName("amount")] decimal Amount,
    [property: JsonName("units")] decimal Units,
    [property: JsonName("all")] bool? All = null);

internal sealed record PoolRefusedV1(
    [property: JsonName("asset")] string Asset,
    [property: JsonName("request")] PoolRequestV1 Request,
    [property: JsonName("code")] string Code,
    [property: JsonName("detail")] string Detail);

internal sealed record LoanLiquidatedV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("asset")] string Asset,
    [property: JsonName("owed")] decimal Owed,
    [property: JsonName("units")] decimal Units,
    [property: JsonName("from")] ConvertedAssetV1[] From,
    [property: JsonName("basis")] MarketBasisV1 Basis);

internal sealed record LoanWrittenOffV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("asset")] string Asset,
    [property: JsonName("owed")] decimal Owed,
    [property: JsonName("units")] decimal Units);

internal sealed record SharesSurrenderedV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("asset")] string Asset,
    [property: JsonName("shares")] decimal Shares,
    [property: JsonName("amount")] decimal Amount,
    [property: JsonName("supplyIndex")] decimal SupplyIndex);
