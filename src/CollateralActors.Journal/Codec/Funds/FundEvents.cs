using CollateralActors.Journal.Codec.Parts;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Units;
using static CollateralActors.Journal.Codec.FlatJson;

namespace CollateralActors.Journal.Codec.Funds;

/// <summary>What insurance funds store.</summary>
internal static class FundEvents
{
    public static readonly FormTable Table = new FormTable()
        .Add(
            "fund.contributed.v1",
            Default.ContributedV1,
            (FundEvent.Contributed e) => new ContributedV1(e.Amount.Value),
            s => new FundEvent.Contributed(new Amount(s.Amount)))
        .Add(
            "fund.fee-received.v1",
            Default.FeeReceivedV1,
            (FundEvent.FeeReceived e) => new FeeReceivedV1(e.Liquidation.Value, e.Amount.Value),
            s => new FundEvent.FeeReceived(new LiquidationId(s.Liquidation), new Amount(s.Amount)))
        .Add(
            "fund.collateral-received.v1",
            Default.CollateralReceivedV1,
            (FundEvent.CollateralReceived e) => new CollateralReceivedV1(e.Liquidation.Value, e.Amount.Value),
            s => new FundEvent.CollateralReceived(new LiquidationId(s.Liquidation), new Amount(s.Amount)))
        .Add(
            "fund.forfeit-received.v1",
            Default.ForfeitReceivedV1,
            (FundEvent.ForfeitReceived e) => new ForfeitReceivedV1(e.Account.Value, e.Instrument.Value, e.Amount.Value),
            s => new FundEvent.ForfeitReceived(
                new AccountId(s.Account), new InstrumentId(s.Instrument), new Amount(s.Amount)))
        .Add(
            "fund.claim-answered.v1",
            Default.ClaimAnsweredV1,
            (FundEvent.ClaimAnswered e) => new ClaimAnsweredV1(
                e.Liquidation.Value,
                e.Account.Value,
                e.Claimed.Value,
                e.Paid.Value,
                e.Severity.Value,
                e.Window?.UnixMilliseconds),
            s => new FundEvent.ClaimAnswered(
                new LiquidationId(s.Liquidation),
                new AccountId(s.Account),
                new Amount(s.Claimed),
                new Amount(s.Paid),
                new Rate(s.Severity))
            {
                Window = TimeV1.Read(s.Window),
            })
        .Add(
            "fund.cover-reserved.v1",
            Default.CoverReservedV1,
            (FundEvent.CoverReserved e) => new CoverReservedV1(
                e.Liquidation.Value,
                e.Step,
                e.Account.Value,
                e.Asked.Value,
                e.Reserved.Value,
                e.Severity.Value),
            s => new FundEvent.CoverReserved(
                new LiquidationId(s.Liquidation),
                s.Step,
                new AccountId(s.Account),
                new Amount(s.Asked),
                new Amount(s.Reserved),
                new Rate(s.Severity)))
        .Add(
            "fund.cover-released.v1",
            Default.LiquidationAmountV1,
            (FundEvent.CoverReleased e) => LiquidationAmountV1.Of(e.Liquidation, e.Amount),
            s => new FundEvent.CoverReleased(new LiquidationId(s.Liquidation), new Amount(s.Amount)));
}

internal sealed record ContributedV1(
    [property: JsonName("amount")] decimal Amount);

internal sealed record FeeReceivedV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("amount")] decimal Amount);

internal sealed record CollateralReceivedV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("amount")] decimal Amount);

internal sealed record ForfeitReceivedV1(
    [property: JsonName("account")] string Account,
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("amount")] decimal Amount);

internal sealed record ClaimAnsweredV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("account")] string Account,
    [property: JsonName("claimed")] decimal Claimed,
    [property: JsonName("paid")] decimal Paid,
    [property: JsonName("severity")] decimal Severity,
    [property: JsonName("window")] long? Window = null);

internal sealed record CoverReservedV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("step")] int Step,
    [property: JsonName("account")] string Account,
    [property: JsonName("asked")] decimal Asked,
    [property: JsonName("reserved")] decimal Reserved,
    [property: JsonName("severity")] decimal Severity);

internal sealed record LiquidationAmountV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("amount")] decimal Amount)
{
    public static LiquidationAmountV1 Of(LiquidationId liquidation, Amount amount) =>
        new(liquidation.Value, amount.Value);
}
