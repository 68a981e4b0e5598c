using CollateralActors.Margining.Deciding;
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
                    return new AccountCommand.ReserveOrder(e.Order, e.Instrument, e.Quantity, e.Price);
                case AccountEvent.OrderReleased e:
                    return new AccountCommand.ReleaseOrder(e.Order);
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
                case AccountEvent.LeverageSet e:
                    return new AccountCommand.SetLeverage(e.Instrument, e.Leverage);
                case AccountEvent.OrdersCancelled e:
                    return new AccountCommand.CancelOrders(e.Liquidation);
                case AccountEvent.StepSettled e:
                    return new AccountCommand.SettleStep(e.Liquidation, e.Step, e.Instrument, e.Trades, e.Unfilled);
                case AccountEvent.FundPaymentReceived e:
                    return new AccountCommand.ReceiveFundPayment(e.Liquidation, e.Asset, e.Claimed, e.Paid);
                case AccountEvent.StepPlanned e:
                    return new AccountCommand.PlanStep(e.Liquidation, e.Step);
                case AccountEvent.ShortfallClaimed or AccountEvent.LiquidationEnded
                    when before.Episode is Episode.Working working:
                    return new AccountCommand.PlanStep(working.Id, working.StepsPlanned + 1);
            }
        }

        return decision.Any(IsStatus) ? new AccountCommand.Evaluate() : null;
    }

    private static bool IsStatus(AccountEvent @event) => @event is AccountEvent.MarginCallIssued
        or AccountEvent.MarginCallLifted or AccountEvent.MaintenanceBreached or AccountEvent.BankruptcyDeclared
        or AccountEvent.LiquidationRequested;
}
