using CollateralActors.Journal.Codec.Parts;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Units;
using static CollateralActors.Journal.Codec.FlatJson;

namespace CollateralActors.Journal.Codec.Accounts;

/// <summary>What margin accounts are sent.</summary>
internal static class AccountCommands
{
    public static readonly FormTable Table = new FormTable()
        .Add(
            "msg.account.deposit.v1",
            Default.DepositV1,
            (AccountCommand.Deposit c) => new DepositV1(c.Asset.Value, c.Amount.Value),
            s => new AccountCommand.Deposit(new AssetId(s.Asset), new Amount(s.Amount)))
        .Add(
            "msg.account.withdraw.v1",
            Default.WithdrawV1,
            (AccountCommand.Withdraw c) => new WithdrawV1(c.Asset.Value, c.Amount.Value),
            s => new AccountCommand.Withdraw(new AssetId(s.Asset), new Amount(s.Amount)))
        .Add(
            "msg.account.reserve-order.v1",
            Default.ReserveOrderV1,
            (AccountCommand.ReserveOrder c) => new ReserveOrderV1(
                c.Order.Value,
                c.Instrument.Value,
                c.Quantity.Contracts,
                c.Price.Value,
                FlagV1.Of(c.IsPostOnly),
                FlagV1.Of(c.IsReduceOnly)),
            s => new AccountCommand.ReserveOrder(
                new OrderId(s.Order), new InstrumentId(s.Instrument), new Quantity(s.Quantity), new Price(s.Price))
            {
                IsPostOnly = s.PostOnly ?? false,
                IsReduceOnly = s.ReduceOnly ?? false,
            })
        .Add(
            "msg.account.release-order.v1",
            Default.ReleaseOrderV1,
            (AccountCommand.ReleaseOrder c) => new ReleaseOrderV1(c.Order.Value),
            s => new AccountCommand.ReleaseOrder(new OrderId(s.Order)))
        .Add("msg.account.apply-trade.v1", Default.ApplyTradeV1, (AccountCommand.ApplyTrade c) => ToSent(c), ToDomain)
        .Add(
            "msg.account.abandon-exercise.v1",
            Default.AbandonExerciseV1,
            (AccountCommand.AbandonExercise c) => new AbandonExerciseV1(c.Instrument.Value),
            s => new AccountCommand.AbandonExercise(new InstrumentId(s.Instrument)))
        .Add("msg.account.evaluate.v1", new AccountCommand.Evaluate())
        .Add(
            "msg.account.cancel-orders.v1",
            Default.CancelOrdersV1,
            (AccountCommand.CancelOrders c) => new CancelOrdersV1(c.Liquidation.Value),
            s => new AccountCommand.CancelOrders(new LiquidationId(s.Liquidation)))
        .Add(
            "msg.account.plan-step.v1",
            Default.PlanStepV1,
            (AccountCommand.PlanStep c) => new PlanStepV1(c.Liquidation.Value, c.Step),
            s => new AccountCommand.PlanStep(new LiquidationId(s.Liquidation), s.Step))
        .Add(
            "msg.account.settle-step.v1",
            Default.SettleStepV1,
            (AccountCommand.SettleStep c) => new SettleStepV1(
                c.Liquidation.Value, c.Step, c.Instrument.Value, BookTradeV1.Of(c.Trades), c.Unfilled.Contracts),
            s => new AccountCommand.SettleStep(
                new LiquidationId(s.Liquidation),
                s.Step,
                new InstrumentId(s.Instrument),
                BookTradeV1.Read(s.Trades),
                new Quantity(s.Unfilled)))
        .Add(
            "msg.account.receive-fund-payment.v1",
            Default.ReceiveFundPaymentV1,
            (AccountCommand.ReceiveFundPayment c) =>
                new ReceiveFundPaymentV1(c.Liquidation.Value, c.Asset.Value, c.Claimed.Value, c.Paid.Value),
            s => new AccountCommand.ReceiveFundPayment(
                new LiquidationId(s.Liquidation), new AssetId(s.Asset), new Amount(s.Claimed), new Amount(s.Paid)));

    private static ApplyTradeV1 ToSent(AccountCommand.ApplyTrade c) => new(
        c.Trade.Value,
        c.Instrument.Value,
        c.Counterparty.Value,
        c.Quantity.Contracts,
        c.Price.Value,
        TradeSideV1.Of(c.Mine),
        TradeSideV1.Of(c.Theirs),
        Names<TradeRole>.Of(c.Role),
        FundingIndices.ToStored(c.FundingIndex));

    private static AccountCommand.ApplyTrade ToDomain(ApplyTradeV1 s) => new(
        new TradeId(s.Trade),
        new InstrumentId(s.Instrument),
        new AccountId(s.Counterparty),
        new Quantity(s.Quantity),
        new Price(s.Price),
        s.Mine.ToDomain(),
        s.Theirs.ToDomain(),
        Names<TradeRole>.Read(s.Role))
    {
        FundingIndex = FundingIndices.Read(s.FundingIndex),
    };
}

internal sealed record DepositV1(
    [property: JsonName("asset")] string Asset,
    [property: JsonName("amount")] decimal Amount);

internal sealed record WithdrawV1(
    [property: JsonName("asset")] string Asset,
    [property: JsonName("amount")] decimal Amount);

internal sealed record ReserveOrderV1(
    [property: JsonName("order")] string Order,
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("quantity")] decimal Quantity,
    [property: JsonName("price")] decimal Price,
    [property: JsonName("postOnly")] bool? PostOnly = null,
    [property: JsonName("reduceOnly")] bool? ReduceOnly = null);

internal sealed record ReleaseOrderV1(
    [property: JsonName("order")] string Order);

internal sealed record ApplyTradeV1(
    [property: JsonName("trade")] string Trade,
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("counterparty")] string Counterparty,
    [property: JsonName("quantity")] decimal Quantity,
    [property: JsonName("price")] decimal Price,
    [property: JsonName("mine")] TradeSideV1 Mine,
    [property: JsonName("theirs")] TradeSideV1 Theirs,
    [property: JsonName("role")] string Role,
    [property: JsonName("fundingIndex")] decimal? FundingIndex = null);

internal sealed record AbandonExerciseV1(
    [property: JsonName("instrument")] string Instrument);

internal sealed record CancelOrdersV1(
    [property: JsonName("liquidation")] string Liquidation);

internal sealed record PlanStepV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("step")] int Step);

internal sealed record SettleStepV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("step")] int Step,
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("trades")] BookTradeV1[] Trades,
    [property: JsonName("unfilled")] decimal Unfilled);

internal sealed record ReceiveFundPaymentV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("asset")] string Asset,
    [property: JsonName("claimed")] decimal Claimed,
    [property: JsonName("paid")] decimal Paid);
