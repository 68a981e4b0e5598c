using System.Collections.Immutable;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Policies;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>What each event makes of an account. Copies facts, decides nothing.</summary>
internal static partial class AccountEvolution
{
    public static AccountState Evolve(AccountState state, AccountEvent @event) => @event switch
    {
        AccountEvent.Opened => state with { IsOpen = true },
        AccountEvent.Deposited e => state.Post(e.Asset, e.Amount) with { IsUncovered = false },
        AccountEvent.Withdrawn e => state.Post(e.Asset, -e.Amount),
        AccountEvent.OrderReserved e => state with
        {
            Orders = state.Orders.Add(e.Order, new ReservedOrder(e.Instrument, e.Quantity, e.Price)
            {
                IsPostOnly = e.IsPostOnly,
                IsReduceOnly = e.IsReduceOnly,
            }),
        },
        AccountEvent.DebtConverted e => e.From.Aggregate(
            state, (s, part) => s.Post(part.Asset, -part.Given - part.Fee).Post(e.Asset, part.Repaid)),
        AccountEvent.InterestSettled e => e.Debts.Aggregate(state, Charge),
        AccountEvent.ReduceOnlyTrimmed e => state with { Orders = e.Orders.Aggregate(state.Orders, Trim) },
        AccountEvent.OrderReleased e => state with { Orders = state.Orders.Remove(e.Order) },
        AccountEvent.TradeApplied e => UseUp(Book(state, e.Instrument, e.Quantity, e.Posting), e)
            .WithStanding(state.ScopeOf(e.Instrument), standing => standing with { IsUncovered = false }),
        AccountEvent.MarginTypeSet e => state with
        {
            Isolated = e.Type == MarginType.Isolated
                ? state.Isolated.SetItem(e.Instrument, IsolatedInstrument.Empty)
                : state.Isolated.Remove(e.Instrument),
        },
        AccountEvent.Transferred e => state.Post(e.Asset, -e.Amount),
        AccountEvent.TransferReceived e => state.Post(e.Asset, e.Amount) with { IsUncovered = false },
        AccountEvent.LockedInEscrow e => state.Post(e.Asset, -e.Amount).WithLocked(e.Escrow, e.Asset, e.Amount),
        AccountEvent.LockTakenBack e => state.Post(e.Asset, e.Amount).WithLocked(e.Escrow, e.Asset, -e.Amount) with
        {
            IsUncovered = false,
        },
        AccountEvent.EscrowReceived e => e.Amounts.Aggregate(state, (s, part) => s.Post(part.Asset, part.Amount)) with
        {
            Locked = state.Locked.Remove(e.Escrow),
            IsUncovered = state.IsUncovered && e.Amounts.Count == 0,
        },
        AccountEvent.PoolAsked e => e.Request.Action == PoolAction.Supply
            ? state.Post(e.Asset, -e.Request.Amount!.Value).WithStake(e.Asset, Amount.Zero, Amount.Zero, e.Request)
            : state.WithStake(e.Asset, Amount.Zero, Amount.Zero, e.Request),
        AccountEvent.Supplied e => state.WithStake(e.Asset, Amount.Zero, e.Shares, null) with { IsUncovered = false },
        AccountEvent.Redeemed e => state.Post(e.Asset, e.Amount).WithStake(e.Asset, Amount.Zero, -e.Shares, null),
        AccountEvent.LoanTaken e => state.Post(e.Asset, e.Amount).WithStake(e.Asset, e.Units, Amount.Zero, null) with
        {
            IsUncovered = false,
        },
        AccountEvent.PoolRefused { Request: { Action: PoolAction.Supply, Amount: { } amount } } e =>
            state.Post(e.Asset, amount).WithStake(e.Asset, Amount.Zero, Amount.Zero, null) with { IsUncovered = false },
        AccountEvent.PoolRefused e => state.WithStake(e.Asset, Amount.Zero, Amount.Zero, null),
        AccountEvent.LoanRepaid e => Relieve(state.Post(e.Asset, -e.Amount), e.Asset, e.Units),
        AccountEvent.LoanLiquidated e => Relieve(
            e.From.Aggregate(state, (s, part) => s.Post(part.Asset, -part.Given - part.Fee)), e.Asset, e.Units),
        AccountEvent.LoanWrittenOff e => Relieve(state, e.Asset, e.Units),
        AccountEvent.SharesSurrendered e =>
            state.Post(e.Asset, e.Amount).WithStake(e.Asset, Amount.Zero, -e.Shares, state.StakeIn(e.Asset).Asked),
        AccountEvent.PoliciesSet e => state with
        {
            Policies = e.Policies,
            Idle = ImmutableSortedDictionary<int, PolicyIdle>.Empty,
        },
        AccountEvent.PolicyExchanged e => e.Exchange.Applied(state).WithPolicyDone(e.Policy),
        AccountEvent.PolicyRepaid e =>
            Relieve(state.Post(e.Asset, -e.Amount), e.Asset, e.Units).WithPolicyDone(e.Policy),
        AccountEvent.PolicySkipped e => state.WithIdle(e.Policy, e.Idle),
        AccountEvent.TopUpAsked e => state with { AwaitsTopUpOf = e.From },
        AccountEvent.TopUpGiven e => state.Post(e.Asset, -e.Given),
        AccountEvent.TopUpAnswered e => state.WithTopUp(e),
        AccountEvent.LeverageSet e => state with { Leverages = state.Leverages.SetItem(e.Instrument, e.Leverage) },
        AccountEvent.MarginAdded e => state.Post(e.Asset, -e.Amount).PostMargin(e.Instrument, e.Amount)
            .WithStanding(new MarginScope(e.Instrument), standing => standing with { IsUncovered = false }),
        AccountEvent.MarginRemoved e => state.PostMargin(e.Instrument, -e.Amount).Post(e.Asset, e.Amount),
        AccountEvent.ContractSettled e => Close(state, e),
        AccountEvent.ExerciseAbandoned e => state with { Abandoned = state.Abandoned.Add(e.Instrument) },
        AccountEvent.ModeSwitched e => state with { Mode = e.Mode },
        AccountEvent.WatchConfirmed e => state with { Watch = new Watch(e.Epoch, true) },
        AccountEvent.WatchReleased e => state with { Watch = new Watch(e.Epoch, false) },
        AccountEvent.HoldingsReported e => state with { Reported = state.Reported.With(e.Held) },
        AccountEvent.MarginCallIssued e => Becomes(state, e.Scope, MarginStatus.MarginCall, e.GraceUntil),
        AccountEvent.MarginCallLifted e => Becomes(state, e.Scope, MarginStatus.Healthy),
        AccountEvent.MaintenanceBreached e => Becomes(state, e.Scope, MarginStatus.Liquidation),
        AccountEvent.BankruptcyDeclared e => Becomes(state, e.Scope, MarginStatus.Bankrupt),
        AccountEvent.MarginWarningGiven e => Warns(state, e.Scope, true),
        AccountEvent.MarginWarningLifted e => Warns(state, e.Scope, false),
        AccountEvent.MarginDemanded e => Demands(state, e.Scope, _ => new MarginDemand(e.Deadline, e.OnExpiry)),
        AccountEvent.DemandMet e => Demands(state, e.Scope, _ => null),
        AccountEvent.DemandCuredByPrice e => Demands(state, e.Scope, _ => null),
        AccountEvent.DemandExpired e => Demands(state, e.Scope, demand => demand! with { IsExpired = true }),
        AccountEvent.PositionTold e => state.WithTold(e.Instrument, e.Standing),
        AccountEvent.Deleveraged e => e.Quantity == Quantity.Zero
            ? state
            : Book(state, e.Instrument, e.Quantity, e.Posting),
        AccountEvent.LossShared e => e.IsIsolated
            ? state.PostMargin(e.Instrument, -e.Amount)
            : state.Post(e.Asset, -e.Amount),
        _ => OfLiquidation(state, @event),
    };

    public static Quantity Total(ValueList<BookTrade> trades) =>
        trades.Aggregate(Quantity.Zero, (sum, trade) => sum + trade.Quantity);

    private static AccountState Book(
        AccountState state, InstrumentId instrument, Quantity quantity, TradePosting posting)
    {
        if (posting.Exchanged is { } exchanged)
            return state.Post(posting.Settle, posting.Posted).Post(exchanged.Asset, exchanged.Amount);
        var before = state.Positions.GetValueOrDefault(instrument);
        var after = TradeBooking.After(before, quantity, posting.EntryValueChange) with
        {
            FundingValue = new Amount(Decimals.Normal((before.FundingValue + posting.Funding.ValueChange).Value)),
        };
        var booked = posting.Isolated is { } isolated
            ? state.Post(posting.Settle, -isolated.Moved).PostMargin(instrument, posting.Posted + isolated.Moved)
            : state.Post(posting.Settle, posting.Posted);
        return booked with
        {
            Positions = after.Quantity == Quantity.Zero
                ? state.Positions.Remove(instrument)
                : state.Positions.SetItem(instrument, after),
            Abandoned = after.Quantity > Quantity.Zero ? state.Abandoned : state.Abandoned.Remove(instrument),
        };
    }

    private static AccountState Close(AccountState state, AccountEvent.ContractSettled e)
    {
        var closed = e.Quantity == Quantity.Zero ? state : Book(state, e.Instrument, -e.Quantity, e.Booked.Posting);
        return closed with { Orders = closed.Orders.RemoveRange(e.Orders) };
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

    private static AccountState Relieve(AccountState state, AssetId asset, Amount units) =>
        state.WithStake(asset, -units, Amount.Zero, state.StakeIn(asset).Asked);

    private static AccountState Charge(AccountState state, SettledInterest interest)
    {
        var charged = state.Post(interest.Asset, -interest.Charged);
        return charged with { InterestIndices = charged.InterestIndices.SetItem(interest.Asset, interest.To) };
    }

    private static ImmutableSortedDictionary<OrderId, ReservedOrder> Trim(
        ImmutableSortedDictionary<OrderId, ReservedOrder> orders, TrimmedOrder trimmed) =>
        trimmed.Left == Quantity.Zero
            ? orders.Remove(trimmed.Order)
            : orders.SetItem(trimmed.Order, orders[trimmed.Order] with { Quantity = trimmed.Left });

    private static AccountState Becomes(
        AccountState state, MarginScope scope, MarginStatus status, Instant? graceUntil = null) =>
        scope.IsCross
            ? state with
            {
                Status = status,
                IsWarned = state.IsWarned && status == MarginStatus.Healthy,
                GraceUntil = graceUntil,
            }
            : state.WithStanding(scope, standing => standing with
            {
                Status = status,
                IsWarned = standing.IsWarned && status == MarginStatus.Healthy,
                GraceUntil = graceUntil,
            });

    private static AccountState Warns(AccountState state, MarginScope scope, bool isWarned) =>
        state.WithStanding(scope, standing => standing with { IsWarned = isWarned });

    private static AccountState Demands(
        AccountState state, MarginScope scope, Func<MarginDemand?, MarginDemand?> change) =>
        state.WithStanding(scope, standing => standing with { Demand = change(standing.Demand) });
}
