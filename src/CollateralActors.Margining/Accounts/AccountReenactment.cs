using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>Reads from a stored decision which command it answered.</summary>
internal static class AccountReenactment
{
    public static ICommand? CommandOf(AccountState before, IReadOnlyList<AccountEvent> decision)
    {
        foreach (var @event in decision)
        {
            switch (@event)
            {
                case AccountEvent.Deposited e:
                    return new AccountCommand.Deposit(e.Asset, e.Amount);
                case AccountEvent.Withdrawn e:
                    return new AccountCommand.Withdraw(e.Asset, e.Amount);
                case AccountEvent.OrderReserved e:
                    return new AccountCommand.ReserveOrder(e.Order, e.Instrument, e.Quantity, e.Price)
                    {
                        IsPostOnly = e.IsPostOnly,
                        IsReduceOnly = e.IsReduceOnly,
                    };
                case AccountEvent.OrderReleased e:
                    return new AccountCommand.ReleaseOrder(e.Order);
                case AccountEvent.ExerciseAbandoned e:
                    return new AccountCommand.AbandonExercise(e.Instrument);
                case AccountEvent.TradeApplied e:
                    return new AccountCommand.ApplyTrade(
                        e.Trade, e.Instrument, e.Counterparty, e.Quantity, e.Price, e.Mine, e.Theirs, e.Role)
                    {
                        FundingIndex = e.Role == TradeRole.Counter ? e.FundingIndex : Amount.Zero,
                    };
                case AccountEvent.Transferred e:
                    return new AccountCommand.Transfer(e.To, e.Asset, e.Amount);
                case AccountEvent.TransferReceived e:
                    return new AccountCommand.ReceiveTransfer(e.From, e.Asset, e.Amount);
                case AccountEvent.LockedInEscrow e:
                    return new AccountCommand.LockInEscrow(e.Escrow, e.Asset, e.Amount);
                case AccountEvent.LockTakenBack e:
                    return new AccountCommand.TakeBackLock(e.Escrow, e.Asset, e.Amount);
                case AccountEvent.EscrowReceived e:
                    return new AccountCommand.ReceiveFromEscrow(e.Escrow, e.Amounts);
                case AccountEvent.PoolAsked { Request: var request } e:
                    return AskedOf(e.Asset, request);
                case AccountEvent.Supplied e:
                    return new AccountCommand.BookSupply(e.Asset, e.Amount, e.Shares);
                case AccountEvent.Redeemed e:
                    return new AccountCommand.BookRedemption(e.Asset, e.Amount, e.Shares);
                case AccountEvent.LoanTaken e:
                    return new AccountCommand.BookLoan(e.Asset, e.Amount, e.Units);
                case AccountEvent.PoolRefused e:
                    return new AccountCommand.BookPoolRefusal(e.Asset, e.Request, e.Reason);
                case AccountEvent.SharesSurrendered e when NextStep(before, e.Liquidation) is { } step:
                    return step;
                case AccountEvent.LoanLiquidated e when NextStep(before, e.Liquidation) is { } step:
                    return step;
                case AccountEvent.LoanWrittenOff e when NextStep(before, e.Liquidation) is { } step:
                    return step;
                case AccountEvent.LoanRepaid e:
                    return EndOf(decision) is { } ended && NextStep(before, ended) is { } planned
                        ? planned
                        : new AccountCommand.Repay(e.Asset, e.IsAll ? null : e.Amount);
                case AccountEvent.PoliciesSet e:
                    return new AccountCommand.SetPolicies(e.Policies);
                case AccountEvent.TopUpGiven e:
                    return new AccountCommand.GiveTopUp(e.To, e.Asset, e.Asked);
                case AccountEvent.TopUpAnswered e:
                    return new AccountCommand.BookTopUp(e.From, e.Asset, e.Asked, e.Given);
                case AccountEvent.LeverageSet e:
                    return new AccountCommand.SetLeverage(e.Instrument, e.Leverage);
                case AccountEvent.ModeSwitched e:
                    return new AccountCommand.SwitchMode(e.Mode);
                case AccountEvent.OrdersCancelled e:
                    return new AccountCommand.CancelOrders(e.Liquidation);
                case AccountEvent.StepSettled e:
                    return new AccountCommand.SettleStep(e.Liquidation, e.Step, e.Instrument, e.Trades, e.Unfilled);
                case AccountEvent.Deleveraged e:
                    return new AccountCommand.TakeDeleveraging(
                        e.Liquidation,
                        e.Step,
                        e.Counterparty,
                        e.Instrument,
                        e.Trade,
                        e.Asked,
                        e.Price,
                        e.Place,
                        e.Candidates);
                case AccountEvent.LossShared e:
                    return new AccountCommand.ShareLoss(
                        e.Liquidation, e.Counterparty, e.Instrument, e.Asset, e.Asked);
                case AccountEvent.SharedLossReceived e:
                    return new AccountCommand.ReceiveSharedLoss(
                        e.Liquidation, e.Instrument, e.Asset, e.Loss, e.Given);
                case AccountEvent.FundPaymentReceived e:
                    return new AccountCommand.ReceiveFundPayment(e.Liquidation, e.Asset, e.Claimed, e.Paid);
                case AccountEvent.CollateralConverted e when NextStep(before, e.Liquidation) is { } step:
                    return step;
                case AccountEvent.CoverReceived e:
                    return new AccountCommand.ReceiveCover(e.Liquidation, e.Step, e.Asset, e.Asked, e.Promised);
                case AccountEvent.CoverAsked e:
                    return new AccountCommand.PlanStep(e.Liquidation, e.Step);
                case AccountEvent.StepDeferred e:
                    return new AccountCommand.PlanStep(e.Liquidation, e.Step);
                case AccountEvent.StepPlanned e:
                    return new AccountCommand.PlanStep(e.Liquidation, e.Step);
                case AccountEvent.MarginTypeSet e:
                    return new AccountCommand.SetMarginType(e.Instrument, e.Type);
                case AccountEvent.MarginAdded e:
                    return new AccountCommand.AddMargin(e.Instrument, e.Amount);
                case AccountEvent.MarginRemoved e:
                    return new AccountCommand.RemoveMargin(e.Instrument, e.Amount);
                case AccountEvent.ShortfallClaimed e when NextStep(before, e.Liquidation) is { } step:
                    return step;
                case AccountEvent.LiquidationEnded e when NextStep(before, e.Liquidation) is { } step:
                    return step;
            }
        }

        return decision.Any(CanFollowFromAFrame) ? new AccountCommand.Evaluate() : null;
    }

    // What a liquidation repays is part of a step, which goes on or ends with the same decision.
    private static LiquidationId? EndOf(IReadOnlyList<AccountEvent> decision) => decision
        .Select(@event => @event switch
        {
            AccountEvent.LiquidationEnded e => e.Liquidation,
            AccountEvent.ShortfallClaimed e => e.Liquidation,
            _ => default(LiquidationId?),
        })
        .FirstOrDefault(id => id is not null);

    private static AccountCommand AskedOf(AssetId asset, PoolRequest request) => request switch
    {
        { Action: PoolAction.Supply, Amount: { } amount } => new AccountCommand.Supply(asset, amount),
        { Action: PoolAction.Borrow, Amount: { } amount } => new AccountCommand.Borrow(asset, amount),
        _ => new AccountCommand.Redeem(asset, request.Amount),
    };

    private static AccountCommand.PlanStep? NextStep(AccountState before, LiquidationId liquidation) =>
        before.StandingOf(MarginScope.Of(liquidation)).Episode is Episode.Working working && working.Id == liquidation
            ? new AccountCommand.PlanStep(working.Id, working.StepsPlanned + 1)
            : null;

    private static bool CanFollowFromAFrame(AccountEvent @event) => @event is AccountEvent.MarginCallIssued
        or AccountEvent.MarginCallLifted or AccountEvent.MaintenanceBreached or AccountEvent.BankruptcyDeclared
        or AccountEvent.LiquidationRequested or AccountEvent.DebtConverted or AccountEvent.HoldingsReported
        or AccountEvent.ContractSettled or AccountEvent.MarginWarningGiven or AccountEvent.MarginWarningLifted
        or AccountEvent.MarginDemanded or AccountEvent.DemandMet or AccountEvent.DemandCuredByPrice
        or AccountEvent.DemandExpired or AccountEvent.PolicyExchanged or AccountEvent.PolicyRepaid
        or AccountEvent.PolicySkipped or AccountEvent.TopUpAsked or AccountEvent.PositionTold;
}
