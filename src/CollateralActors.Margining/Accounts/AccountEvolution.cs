using System.Collections.Immutable;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>What each event makes of an account. Copies facts, decides nothing.</summary>
internal static class AccountEvolution
{
    public static AccountState Evolve(AccountState state, AccountEvent @event) => @event switch
    {
        AccountEvent.Opened => state with { IsOpen = true },
        AccountEvent.Deposited e => state.Post(e.Asset, e.Amount) with { IsUncovered = false },
        AccountEvent.Withdrawn e => state.Post(e.Asset, -e.Amount),
        AccountEvent.OrderReserved e => state with
        {
            Orders = state.Orders.Add(e.Order, new ReservedOrder(e.Instrument, e.Quantity, e.Price)),
        },
        AccountEvent.OrderReleased e => state with { Orders = state.Orders.Remove(e.Order) },
        AccountEvent.TradeApplied e => UseUp(Book(state, e.Instrument, e.Quantity, e.Posting), e) with
        {
            IsUncovered = false,
        },
        AccountEvent.Transferred e => state.Post(e.Asset, -e.Amount),
        AccountEvent.TransferReceived e => state.Post(e.Asset, e.Amount) with { IsUncovered = false },
        AccountEvent.LeverageSet e => state with { Leverages = state.Leverages.SetItem(e.Instrument, e.Leverage) },
        AccountEvent.WatchConfirmed e => state with { Watch = new Watch(e.Epoch, true) },
        AccountEvent.WatchReleased e => state with { Watch = new Watch(e.Epoch, false) },
        AccountEvent.MarginCallIssued => state with { Status = MarginStatus.MarginCall },
        AccountEvent.MarginCallLifted => state with { Status = MarginStatus.Healthy },
        AccountEvent.MaintenanceBreached => state with { Status = MarginStatus.Liquidation },
        AccountEvent.BankruptcyDeclared => state with { Status = MarginStatus.Bankrupt },
        AccountEvent.LiquidationRequested e => state with
        {
            Episode = new Episode.Working(e.Liquidation, 0, false, false),
            Episodes = state.Episodes + 1,
        },
        AccountEvent.OrdersCancelled => state with { Orders = ImmutableSortedDictionary<OrderId, ReservedOrder>.Empty },
        AccountEvent.StepPlanned e => state with
        {
            Episode = Working(state) with { StepsPlanned = e.Step, AtVenue = true },
        },
        AccountEvent.StepSettled e => Book(state, e.Instrument, Total(e.Trades), e.Posting) with
        {
            Episode = Working(state) with { AtVenue = false, HasClosed = Working(state).HasClosed || e.Trades.Count > 0 },
        },
        AccountEvent.ShortfallClaimed e => state with
        {
            Episode = new Episode.AwaitingFunds(e.Liquidation, e.Claims, e.Basis, false),
        },
        AccountEvent.FundPaymentReceived e => Receive(state, e),
        AccountEvent.LiquidationEnded e => state with
        {
            Episode = new Episode.None(),
            IsUncovered = e.Outcome == LiquidationOutcome.Uncovered,
        },
        _ => throw new System.Diagnostics.UnreachableException($"unhandled event {@event.GetType().Name}"),
    };

    public static Quantity Total(ValueList<BookTrade> trades) =>
        trades.Aggregate(Quantity.Zero, (sum, trade) => sum + trade.Quantity);

    private static AccountState Book(
        AccountState state, InstrumentId instrument, Quantity quantity, TradePosting posting)
    {
        var before = state.Positions.GetValueOrDefault(instrument);
        var after = TradeBooking.After(before, quantity, posting.EntryValueChange) with
        {
            FundingValue = new Amount(Decimals.Normal((before.FundingValue + posting.Funding.ValueChange).Value)),
        };
        var booked = state.Post(posting.Settle, posting.RealisedPnl - posting.Fee - posting.Funding.Paid);
        return booked with
        {
            Positions = after.Quantity == Quantity.Zero
                ? state.Positions.Remove(instrument)
                : state.Positions.SetItem(instrument, after),
        };
    }

    // A fill that names an order of another instrument or side is no fill of that order.
    private static AccountState UseUp(AccountState state, AccountEvent.TradeApplied e)
    {
        var id = new OrderId(e.Mine.Order);
        if (!state.Orders.TryGetValue(id, out var order)
            || order.Instrument != e.Instrument || order.Quantity.Sign != e.Quantity.Sign)
            return state;
        var left = order.Quantity - e.Quantity;
        return state with
        {
            Orders = left.Sign == order.Quantity.Sign
                ? state.Orders.SetItem(id, order with { Quantity = left })
                : state.Orders.Remove(id),
        };
    }

    private static AccountState Receive(AccountState state, AccountEvent.FundPaymentReceived e)
    {
        var awaiting = (Episode.AwaitingFunds)state.Episode;
        var paid = e.TakenOver.Aggregate(state.Post(e.Asset, e.Paid), (s, taken) => s.Post(taken.Asset, -taken.Amount));
        return paid with
        {
            Episode = awaiting with
            {
                Claims = awaiting.Claims.Where(claim => claim.Asset != e.Asset).ToValueList(),
                IsShort = awaiting.IsShort || e.Paid < e.Claimed,
            },
        };
    }

    private static Episode.Working Working(AccountState state) => (Episode.Working)state.Episode;
}
