using System.Text.Json.Serialization;
using CollateralActors.Journal.Codec.Accounts;
using CollateralActors.Journal.Codec.Entities;
using CollateralActors.Journal.Codec.Funds;
using CollateralActors.Journal.Codec.Liquidations;
using CollateralActors.Journal.Codec.Market;
using CollateralActors.Journal.Codec.OrderBooks;
using CollateralActors.Journal.Codec.Risk;
using CollateralActors.Journal.Codec.Watching;
using CollateralActors.Journal.States;

namespace CollateralActors.Journal.Codec;

/// <summary>
/// The generated code for all flat records, stored and sent: the generator wants them in one list. Strict both ways:
/// unknown, repeated or missing members are errors; a member that may be absent has a default and is left out when
/// null.
/// </summary>
[JsonSourceGenerationOptions(
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(PlainDecimalConverter)])]
[JsonSerializable(typeof(Nothing))]
[JsonSerializable(typeof(AcknowledgeV1))]
[JsonSerializable(typeof(DutyDoneV1))]
[JsonSerializable(typeof(CommandRefusedV1))]
[JsonSerializable(typeof(ReplyV1))]
[JsonSerializable(typeof(DepositV1))]
[JsonSerializable(typeof(WithdrawV1))]
[JsonSerializable(typeof(ReserveOrderV1))]
[JsonSerializable(typeof(ReleaseOrderV1))]
[JsonSerializable(typeof(ApplyTradeV1))]
[JsonSerializable(typeof(SetLeverageV1))]
[JsonSerializable(typeof(TransferV1))]
[JsonSerializable(typeof(ReceiveTransferV1))]
[JsonSerializable(typeof(CancelOrdersV1))]
[JsonSerializable(typeof(PlanStepV1))]
[JsonSerializable(typeof(SettleStepV1))]
[JsonSerializable(typeof(ReceiveFundPaymentV1))]
[JsonSerializable(typeof(DepositedV1))]
[JsonSerializable(typeof(WithdrawnV1))]
[JsonSerializable(typeof(OrderReservedV1))]
[JsonSerializable(typeof(OrderReleasedV1))]
[JsonSerializable(typeof(ReduceOnlyTrimmedV1))]
[JsonSerializable(typeof(InterestSettledV1))]
[JsonSerializable(typeof(DebtConvertedV1))]
[JsonSerializable(typeof(TradeAppliedV1))]
[JsonSerializable(typeof(LeverageSetV1))]
[JsonSerializable(typeof(TransferredV1))]
[JsonSerializable(typeof(TransferReceivedV1))]
[JsonSerializable(typeof(WatchConfirmedV1))]
[JsonSerializable(typeof(WatchReleasedV1))]
[JsonSerializable(typeof(HoldingsReportedV1))]
[JsonSerializable(typeof(StatusChangedV1))]
[JsonSerializable(typeof(LiquidationRequestedV1))]
[JsonSerializable(typeof(OrdersCancelledV1))]
[JsonSerializable(typeof(StepPlannedV1))]
[JsonSerializable(typeof(StepSettledV1))]
[JsonSerializable(typeof(ShortfallClaimedV1))]
[JsonSerializable(typeof(FundPaymentReceivedV1))]
[JsonSerializable(typeof(LiquidationEndedV1))]
[JsonSerializable(typeof(SetMarginTypeV1))]
[JsonSerializable(typeof(AddMarginV1))]
[JsonSerializable(typeof(RemoveMarginV1))]
[JsonSerializable(typeof(MarginTypeSetV1))]
[JsonSerializable(typeof(MarginAddedV1))]
[JsonSerializable(typeof(MarginRemovedV1))]
[JsonSerializable(typeof(OpenMarketV1))]
[JsonSerializable(typeof(UseRiskBookV1))]
[JsonSerializable(typeof(SubmitQuotesV1))]
[JsonSerializable(typeof(ReportHoldingsV1))]
[JsonSerializable(typeof(HaltSymbolV1))]
[JsonSerializable(typeof(ResumeSymbolV1))]
[JsonSerializable(typeof(SettleFrameV1))]
[JsonSerializable(typeof(FramePassedV1))]
[JsonSerializable(typeof(MarketOpenedV1))]
[JsonSerializable(typeof(RiskBookInForceV1))]
[JsonSerializable(typeof(FrameIssuedV1))]
[JsonSerializable(typeof(HoldingsCountedV1))]
[JsonSerializable(typeof(SymbolHaltedV1))]
[JsonSerializable(typeof(SymbolResumedV1))]
[JsonSerializable(typeof(FrameSettledV1))]
[JsonSerializable(typeof(AdoptedV1))]
[JsonSerializable(typeof(AdoptV1))]
[JsonSerializable(typeof(AccountWatchedV1))]
[JsonSerializable(typeof(AccountUnwatchedV1))]
[JsonSerializable(typeof(FramesPassedV1))]
[JsonSerializable(typeof(AccountOverdueV1))]
[JsonSerializable(typeof(AccountCaughtUpV1))]
[JsonSerializable(typeof(FramesSkippedV1))]
[JsonSerializable(typeof(WatchV1))]
[JsonSerializable(typeof(AnswerBandV1))]
[JsonSerializable(typeof(UnwatchV1))]
[JsonSerializable(typeof(OpenLiquidationV1))]
[JsonSerializable(typeof(OrderStepV1))]
[JsonSerializable(typeof(FinishStepV1))]
[JsonSerializable(typeof(CloseLiquidationV1))]
[JsonSerializable(typeof(OfferV1))]
[JsonSerializable(typeof(ReleaseV1))]
[JsonSerializable(typeof(LiquidationOpenedV1))]
[JsonSerializable(typeof(StepTakenV1))]
[JsonSerializable(typeof(StepOrderedV1))]
[JsonSerializable(typeof(StepFinishedV1))]
[JsonSerializable(typeof(LiquidationClosedV1))]
[JsonSerializable(typeof(ContributeV1))]
[JsonSerializable(typeof(ReceiveFeeV1))]
[JsonSerializable(typeof(ReceiveCollateralV1))]
[JsonSerializable(typeof(ClaimV1))]
[JsonSerializable(typeof(ContributedV1))]
[JsonSerializable(typeof(FeeReceivedV1))]
[JsonSerializable(typeof(CollateralReceivedV1))]
[JsonSerializable(typeof(ClaimAnsweredV1))]
[JsonSerializable(typeof(BookOpenedV1))]
[JsonSerializable(typeof(OrderExecutedV1))]
[JsonSerializable(typeof(OpenBookV1))]
[JsonSerializable(typeof(PlaceOrderV1))]
[JsonSerializable(typeof(AccountStateV1))]
[JsonSerializable(typeof(MarketStateV1))]
[JsonSerializable(typeof(RiskBookStateV1))]
[JsonSerializable(typeof(WatchlistStateV1))]
[JsonSerializable(typeof(LiquidationStateV1))]
[JsonSerializable(typeof(FundStateV1))]
[JsonSerializable(typeof(OrderBookStateV1))]
[JsonSerializable(typeof(InboxV1))]
[JsonSerializable(typeof(SequenceV1[]))]
internal sealed partial class FlatJson : JsonSerializerContext;
