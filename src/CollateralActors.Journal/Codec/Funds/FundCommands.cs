using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Units;
using static CollateralActors.Journal.Codec.FlatJson;

namespace CollateralActors.Journal.Codec.Funds;

/// <summary>What insurance funds are sent.</summary>
internal static class FundCommands
{
    public static readonly FormTable Table = new FormTable()
        .Add(
            "msg.fund.contribute.v1",
            Default.ContributeV1,
            (FundCommand.Contribute c) => new ContributeV1(c.Amount.Value),
            s => new FundCommand.Contribute(new Amount(s.Amount)))
        .Add(
            "msg.fund.receive-fee.v1",
            Default.ReceiveFeeV1,
            (FundCommand.ReceiveFee c) => new ReceiveFeeV1(c.Liquidation.Value, c.Amount.Value),
            s => new FundCommand.ReceiveFee(new LiquidationId(s.Liquidation), new Amount(s.Amount)))
        .Add(
            "msg.fund.receive-collateral.v1",
            Default.ReceiveCollateralV1,
            (FundCommand.ReceiveCollateral c) => new ReceiveCollateralV1(c.Liquidation.Value, c.Amount.Value),
            s => new FundCommand.ReceiveCollateral(new LiquidationId(s.Liquidation), new Amount(s.Amount)))
        .Add(
            "msg.fund.receive-forfeit.v1",
            Default.ReceiveForfeitV1,
            (FundCommand.ReceiveForfeit c) => new ReceiveForfeitV1(c.Account.Value, c.Instrument.Value, c.Amount.Value),
            s => new FundCommand.ReceiveForfeit(
                new AccountId(s.Account), new InstrumentId(s.Instrument), new Amount(s.Amount)))
        .Add(
            "msg.fund.claim.v1",
            Default.ClaimV1,
            (FundCommand.Claim c) =>
                new ClaimV1(c.Liquidation.Value, c.Account.Value, c.Amount.Value, c.Severity.Value),
            s => new FundCommand.Claim(
                new LiquidationId(s.Liquidation),
                new AccountId(s.Account),
                new Amount(s.Amount),
                new Rate(s.Severity)))
        .Add(
            "msg.fund.reserve-cover.v1",
            Default.ReserveCoverV1,
            (FundCommand.ReserveCover c) => new ReserveCoverV1(
                c.Liquidation.Value, c.Step, c.Account.Value, c.Amount.Value, c.Severity.Value),
            s => new FundCommand.ReserveCover(
                new LiquidationId(s.Liquidation),
                s.Step,
                new AccountId(s.Account),
                new Amount(s.Amount),
                new Rate(s.Severity)))
        .Add(
            "msg.fund.release-cover.v1",
            Default.ReleaseCoverV1,
            (FundCommand.ReleaseCover c) => new ReleaseCoverV1(c.Liquidation.Value),
            s => new FundCommand.ReleaseCover(new LiquidationId(s.Liquidation)));
}

internal sealed record ContributeV1(
    [property: JsonName("amount")] decimal Amount);

internal sealed record ReceiveFeeV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("amount")] decimal Amount);

internal sealed record ReceiveCollateralV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("amount")] decimal Amount);

internal sealed record ReceiveForfeitV1(
    [property: JsonName("account")] string Account,
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("amount")] decimal Amount);

internal sealed record ClaimV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("account")] string Account,
    [property: JsonName("amount")] decimal Amount,
    [property: JsonName("severity")] decimal Severity);

internal sealed record ReserveCoverV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("step")] int Step,
    [property: JsonName("account")] string Account,
    [property: JsonName("amount")] decimal Amount,
    [property: JsonName("severity")] decimal Severity);

internal sealed record ReleaseCoverV1(
    [property: JsonName("liquidation")] string Liquidation);
