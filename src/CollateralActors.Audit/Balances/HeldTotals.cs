using System.Collections.Immutable;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Deleveraging;
using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Expiries;
using CollateralActors.Margining.Funding;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Audit.Balances;

/// <summary>What entities hold in their states and owe in their outboxes, per asset.</summary>
/// <remarks>
/// Looks at states only, so that it shares nothing with the ledger of postings but the events. Contracts cancel out, so
/// a position counts by its entry value and its funding value alone.
/// </remarks>
internal sealed class HeldTotals
{
    private static readonly ImmutableSortedDictionary<InstrumentId, SettlementPrice> NoSettlements =
        ImmutableSortedDictionary<InstrumentId, SettlementPrice>.Empty;

    private readonly SortedDictionary<AssetId, decimal> held = [];
    private readonly SortedDictionary<InstrumentId, decimal> contracts = [];
    private readonly Dictionary<InstrumentId, DeleveragingState> deleveraging = [];
    private readonly Dictionary<InstrumentId, OutsideBook> outside = [];

    /// <summary>An entity went from one state to another.</summary>
    public void Observe(EntityId entity, object before, object after, RiskBook? risk)
    {
        if (after is AccountState account)
            Count((AccountState)before, account, risk);
        else if (after is FundState fund)
            Add(fund.Asset, fund.Balance.Value - ((FundState)before).Balance.Value);
        else if (after is EscrowState escrow)
            Count((EscrowState)before, escrow);
        else if (after is PoolState pool)
            Add(pool.Asset, pool.Cash.Value - ((PoolState)before).Cash.Value);
        else if (after is DeleveragingState taken)
            deleveraging[taken.Instrument] = taken;
        else if (after is OrderBookState { Outside: { } orders })
            outside[new InstrumentId(entity.Key)] = orders;
    }

    /// <summary>Balances, isolated margins, positions at entry, funds, escrows, pools, and what is under way.</summary>
    /// <param name="notDone">All duties that are not done, with their receivers.</param>
    /// <param name="risk">The rules in force.</param>
    /// <param name="market">Knows what expired contracts were settled at; null before the first frame.</param>
    public SortedDictionary<AssetId, decimal> Totals(
        IEnumerable<(EntityId To, ICommand Command)> notDone, RiskBook? risk, MarketView? market)
    {
        var totals = new SortedDictionary<AssetId, decimal>(held);
        var unsettled = new SortedDictionary<InstrumentId, decimal>(contracts);
        foreach (var (to, command) in notDone.Concat(Collected()))
        {
            foreach (var (asset, amount) in UnderWay(to, command, risk))
                totals[asset] = totals.GetValueOrDefault(asset) + amount;
            foreach (var (instrument, quantity) in ContractsUnderWay(command))
                unsettled[instrument] = unsettled.GetValueOrDefault(instrument) + quantity.Contracts;
        }

        // Where some were settled and others not yet, the contracts that are left do not cancel out: they are due what
        // the others gave.
        foreach (var (id, price) in market?.Settlements ?? NoSettlements)
        {
            if (risk?.Find(id) is not { } instrument || !unsettled.TryGetValue(id, out var quantity))
                continue;
            var due = SettlementBooking.ValueOf(instrument, new Quantity(quantity), price).Value;
            totals[instrument.Settle] =
                totals.GetValueOrDefault(instrument.Settle) + (instrument.IsInverse ? -due : due);
        }

        return totals;
    }

    // What those who were asked have given, and the liquidated account gets once all have answered; and what a venue
    // outside has filled of orders that it is not done with.
    private IEnumerable<(EntityId To, ICommand Command)> Collected() =>
        (from state in deleveraging.Values
         from run in state.Runs
         where run.Value.Taken.Count > 0
         select (Entities.Account(run.Value.Account), (ICommand)new AccountCommand.SettleStep(
             run.Key, run.Value.Step, state.Instrument, run.Value.Taken, Quantity.Zero)))
        .Concat(
            from state in deleveraging.Values
            from sharing in state.Sharings
            let loss = sharing.Value
            select (Entities.Account(loss.Account), (ICommand)new AccountCommand.ReceiveSharedLoss(
                sharing.Key, state.Instrument, loss.Asset, loss.Loss, loss.Given)))
        .Concat(
            from book in outside
            from order in book.Value.Open
            where order.Value.Fills.Count > 0
            select (Entities.Account(order.Value.Account), (ICommand)new AccountCommand.SettleStep(
                order.Key.Liquidation, order.Key.Step, book.Key, order.Value.Fills, Quantity.Zero)));

    private void Count(AccountState before, AccountState after, RiskBook? risk)
    {
        if (!ReferenceEquals(before.Balances, after.Balances))
        {
            foreach (var (asset, balance) in before.Balances)
                Add(asset, -balance.Value);
            foreach (var (asset, balance) in after.Balances)
                Add(asset, balance.Value);
        }

        if (!ReferenceEquals(before.Isolated, after.Isolated))
        {
            AddMargins(before, -1m, risk);
            AddMargins(after, 1m, risk);
        }

        if (ReferenceEquals(before.Positions, after.Positions))
            return;
        foreach (var (instrument, position) in before.Positions)
            AddClaim(instrument, position, -1m, risk);
        foreach (var (instrument, position) in after.Positions)
            AddClaim(instrument, position, 1m, risk);
    }

    private void Count(EscrowState before, EscrowState after)
    {
        foreach (var part in before.Held)
            Add(part.Asset, -part.Amount.Value);
        foreach (var part in after.Held)
            Add(part.Asset, part.Amount.Value);
    }

    private void AddMargins(AccountState state, decimal times, RiskBook? risk)
    {
        foreach (var (id, isolated) in state.Isolated)
        {
            if (risk?.Find(id) is { } instrument)
                Add(instrument.Settle, times * isolated.Margin.Value);
        }
    }

    private void AddClaim(InstrumentId id, AccountPosition position, decimal times, RiskBook? risk)
    {
        contracts[id] = contracts.GetValueOrDefault(id) + (times * position.Quantity.Contracts);
        if (risk?.Find(id) is not { } instrument)
            return;
        var entry = position.EntryValue.Value;
        Add(instrument.Settle, times * ((instrument.IsInverse ? entry : -entry) + position.FundingValue.Value));
    }

    private static IEnumerable<(AssetId Asset, decimal Amount)> UnderWay(
        EntityId to, ICommand command, RiskBook? risk) =>
        command switch
        {
            AccountCommand.ApplyTrade c => [.. Leg(c.Instrument, c.Quantity, c.Price, c.FundingIndex, risk)],
            AccountCommand.SettleStep c => c.Trades.SelectMany(
                trade => Leg(c.Instrument, trade.Quantity, trade.Price, trade.FundingIndex, risk)),
            DeleveragingCommand.Answer c => [.. Leg(c.Instrument, c.Trade, c.Price, c.FundingIndex, risk)],
            AccountCommand.ReceiveFundPayment c => [(c.Asset, c.Paid.Value)],
            DeleveragingCommand.GiveShare c => [(c.Asset, c.Amount.Value)],
            AccountCommand.ReceiveSharedLoss c => [(c.Asset, c.Given.Value)],
            AccountCommand.ReceiveTransfer c => [(c.Asset, c.Amount.Value)],
            AccountCommand.TakeBackLock c => [(c.Asset, c.Amount.Value)],
            AccountCommand.ReceiveFromEscrow c => c.Amounts.Select(part => (part.Asset, part.Amount.Value)),
            EscrowCommand.ReceiveLock c => [(c.Asset, c.Amount.Value)],
            PoolCommand.Supply c => [(new AssetId(to.Key), c.Amount.Value)],
            PoolCommand.ReceiveRepayment c => [(new AssetId(to.Key), c.Amount.Value)],
            AccountCommand.BookRedemption c => [(c.Asset, c.Amount.Value)],
            AccountCommand.BookLoan c => [(c.Asset, c.Amount.Value)],
            AccountCommand.BookPoolRefusal { Request: { Action: PoolAction.Supply, Amount: { } amount } } c =>
                [(c.Asset, amount.Value)],
            FundCommand.ReceiveFee c => [(new AssetId(to.Key), c.Amount.Value)],
            FundCommand.ReceiveCollateral c => [(new AssetId(to.Key), c.Amount.Value)],
            FundCommand.ReceiveForfeit c => [(new AssetId(to.Key), c.Amount.Value)],
            _ => [],
        };

    private static IEnumerable<(InstrumentId Instrument, Quantity Quantity)> ContractsUnderWay(ICommand command) =>
        command switch
        {
            AccountCommand.ApplyTrade c => [(c.Instrument, c.Quantity)],
            AccountCommand.SettleStep c => c.Trades.Select(trade => (c.Instrument, trade.Quantity)),
            DeleveragingCommand.Answer c => [(c.Instrument, c.Trade)],
            _ => [],
        };

    // A leg that is not booked yet takes its value from what the other side has given.
    private static IEnumerable<(AssetId Asset, decimal Amount)> Leg(
        InstrumentId id, Quantity quantity, Price price, Amount fundingIndex, RiskBook? risk)
    {
        if (risk?.Find(id) is not { } instrument)
            yield break;
        var scale = risk[instrument.Settle].Scale;
        var value = TradeBooking.ValueOf(instrument, quantity, price, scale).Value;
        if (instrument.IsSpot)
            yield return (instrument.Base, quantity.Contracts * instrument.ContractSize);
        var funding = FundingBooking.ValueOf(instrument, quantity, fundingIndex, scale).Value;
        yield return (instrument.Settle, (instrument.IsInverse ? value : -value) + funding);
    }

    private void Add(AssetId asset, decimal amount) => held[asset] = held.GetValueOrDefault(asset) + amount;
}
