using System.Diagnostics;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;

namespace CollateralActors.Margining.Accounts;

/// <summary>One decision of one account at one frame: what the command does, then what the account's status makes of it.</summary>
internal sealed class AccountDecision(AccountState state, Envelope envelope, MarketView market, Shards shards)
{
    private RiskBook Risk => market.Risk;

    public Decision Decide(AccountCommand command) => command switch
    {
        AccountCommand.Deposit c => Deposit(c),
        AccountCommand.Withdraw c => Withdraw(c),
        AccountCommand.ReserveOrder c => Reserve(c),
        AccountCommand.ReleaseOrder c => Release(c),
        AccountCommand.ApplyTrade c => ApplyTrade(c),
        AccountCommand.Evaluate => Conclude([]),
        AccountCommand.CancelOrders c => IsMine(c.Liquidation)
            ? Conclude([new AccountEvent.OrdersCancelled(c.Liquidation, state.Orders.Keys.ToValueList())])
            : Conclude([]),
        AccountCommand.PlanStep c => PlanStep(c),
        AccountCommand.SettleStep c => SettleStep(c),
        AccountCommand.ReceiveFundPayment c => ReceiveFundPayment(c),
        _ => throw new UnreachableException($"unhandled command {command.GetType().Name}"),
    };

    private Decision Deposit(AccountCommand.Deposit c) =>
        (AccountChecks.Name(state.Id) ?? MoneyChecks.Money(c.Asset, c.Amount, Risk)) is { } wrong ? Decision.Reject(wrong)
        : Conclude([.. Opening(), new AccountEvent.Deposited(c.Asset, c.Amount)]);

    private Decision Withdraw(AccountCommand.Withdraw c)
    {
        if ((MoneyChecks.Money(c.Asset, c.Amount, Risk) ?? RiskTaking()) is { } wrong)
            return Decision.Reject(wrong);
        var balance = state.BalanceOf(c.Asset);
        if (c.Amount > balance)
            return Decision.Reject(Rejection.InsufficientBalance(new Money(c.Amount, c.Asset), balance));
        var withdrawn = new AccountEvent.Withdrawn(c.Asset, c.Amount);
        return Margined(withdrawn, $"withdrawal of {c.Amount} {c.Asset}");
    }

    private Decision Reserve(AccountCommand.ReserveOrder c)
    {
        var wrong = AccountChecks.Order(c.Order)
            ?? AccountChecks.Contracts(c.Instrument, c.Quantity, c.Price, Risk)
            ?? RiskTaking();
        if (wrong is null && state.Orders.ContainsKey(c.Order))
            wrong = new Rejection(RejectionCode.OrderIdInUse, $"order id '{c.Order}' is an open order; use a new id");
        if (wrong is null && state.Orders.Count >= Limits.OpenOrders)
            wrong = Rejection.IllegalNumber("number of open orders", state.Orders.Count + 1, $"at most {Limits.OpenOrders}");
        return wrong is null
            ? Margined(new AccountEvent.OrderReserved(c.Order, c.Instrument, c.Quantity, c.Price), $"order '{c.Order}'")
            : Decision.Reject(wrong);
    }

    private Decision Release(AccountCommand.ReleaseOrder c) => state.Orders.ContainsKey(c.Order)
        ? Conclude([new AccountEvent.OrderReleased(c.Order)])
        : Decision.Reject(new Rejection(
            RejectionCode.UnknownOrder, $"order '{c.Order}' of account '{state.Id}' is not open; it was never reserved, filled, or released"));

    private Decision ApplyTrade(AccountCommand.ApplyTrade c)
    {
        // The other side has booked its leg: this one is not asked again, whatever the risk book says by now.
        if (c.Role == TradeRole.Initiating && Malformed(c) is { } wrong)
            return Decision.Reject(wrong);
        if (Risk.Find(c.Instrument) is not { } instrument
            || market.Mark(instrument) is null || market.IndexPrice(instrument.Settle) is null)
            return new Decision.NotYet($"a first price of {c.Instrument}");
        var posting = TradeBooking.Book(
            instrument,
            state.Positions.GetValueOrDefault(c.Instrument),
            c.Quantity,
            c.Price,
            c.Mine.Taker ? instrument.TakerFee : instrument.MakerFee,
            Risk[instrument.Settle].Scale);
        return Conclude(
        [
            .. Opening(),
            new AccountEvent.TradeApplied(
                c.Trade, c.Instrument, c.Counterparty, c.Quantity, c.Price, c.Mine, c.Theirs, c.Role, posting),
        ]);
    }

    private Rejection? Malformed(AccountCommand.ApplyTrade c) =>
        AccountChecks.Name(state.Id)
        ?? AccountChecks.Name(c.Counterparty)
        ?? AccountChecks.Trade(c.Trade)
        ?? AccountChecks.Contracts(c.Instrument, c.Quantity, c.Price, Risk)
        ?? (c.Counterparty == state.Id
            ? new Rejection(RejectionCode.SelfTrade, $"trade '{c.Trade}' has account '{state.Id}' on both sides; name two accounts")
            : null);

    private Decision PlanStep(AccountCommand.PlanStep c)
    {
        if (state.Episode is not Episode.Working { AtVenue: false } working || working.Id != c.Liquidation
            || c.Step != working.StepsPlanned + 1)
            return Conclude([]);
        return Conclude(Move(state, Assessment.Of(state, market), working, c.Step));
    }

    private Decision SettleStep(AccountCommand.SettleStep c)
    {
        if (state.Episode is not Episode.Working { AtVenue: true } working || working.Id != c.Liquidation)
            return Conclude([]);
        var instrument = Risk[c.Instrument];
        var scale = Risk[instrument.Settle].Scale;
        var posting = LiquidationPosting.Of(state, c, instrument, scale, market);
        AccountEvent.StepSettled Settled(Rate severity, bool more) =>
            new(c.Liquidation, c.Step, c.Instrument, c.Trades, c.Unfilled, posting, severity, more);

        var after = AccountEvolution.Evolve(state, Settled(default, false));
        var now = (Episode.Working)after.Episode;
        var seen = Assessment.Of(after, market);
        var next = LiquidationMove.Next(after, seen, market, now.HasClosed);
        return Conclude(next is LiquidationMove.CloseSome
            ? [Settled(seen.Severity, true)]
            : [Settled(seen.Severity, false), .. Move(after, seen, now, c.Step)]);
    }

    private IReadOnlyList<AccountEvent> Move(AccountState at, Assessment seen, Episode.Working working, int step) =>
        LiquidationMove.Next(at, seen, market, working.HasClosed) switch
        {
            LiquidationMove.CloseSome m => [new AccountEvent.StepPlanned(
                working.Id, step, m.Instrument, m.Quantity, seen.Severity, seen.StatusFigures, seen.Basis)],
            LiquidationMove.ClaimShortfall m => [new AccountEvent.ShortfallClaimed(
                working.Id, m.Claims, seen.Severity, seen.Basis)],
            LiquidationMove.End m => [new AccountEvent.LiquidationEnded(working.Id, m.Outcome)],
            var move => throw new UnreachableException($"unhandled move {move.GetType().Name}"),
        };

    private Decision ReceiveFundPayment(AccountCommand.ReceiveFundPayment c)
    {
        if (state.Episode is not Episode.AwaitingFunds waiting || waiting.Id != c.Liquidation)
            return Conclude([]);
        var paid = new Money(c.Paid, c.Asset);
        var taken = LiquidationMove.TakeOver(state, paid, waiting.Basis, asset => Risk[asset].Scale);
        var received = new AccountEvent.FundPaymentReceived(c.Liquidation, c.Asset, c.Claimed, c.Paid, taken);
        if (waiting.Claims.Any(claim => claim.Asset != c.Asset))
            return Conclude([received]);
        var isShort = waiting.IsShort || c.Paid < c.Claimed;
        var outcome = isShort ? LiquidationOutcome.Uncovered : LiquidationOutcome.Covered;
        return Conclude([received, new AccountEvent.LiquidationEnded(c.Liquidation, outcome)]);
    }

    /// <summary>Accepts what takes on risk only if free collateral is 0 or more afterwards.</summary>
    private Decision Margined(AccountEvent @event, string what)
    {
        var after = AccountEvolution.Evolve(state, @event).ToMarginBook(market);
        if (after.Positions.Count == 0 && after.Orders.Count == 0 && !state.OwesSomething)
            return Conclude([@event]);
        if (MarginCalculator.MissingPrices(after, market) is [var missing, ..])
            return Decision.Reject(Rejection.MissingPrice(NameOf(missing)));
        var free = MarginCalculator.Evaluate(after, market).FreeCollateral;
        if (free >= Amount.Zero)
            return Conclude([@event]);
        var now = MarginCalculator.Evaluate(state.ToMarginBook(market), market).FreeCollateral;
        return Decision.Reject(Rejection.InsufficientFreeCollateral(what, now, free, Risk.Valuation));
    }

    private static string NameOf(MissingPrice missing) => missing switch
    {
        MissingPrice.OfAsset m => m.Asset.Value,
        MissingPrice.OfInstrument m => m.Instrument.Value,
        _ => throw new UnreachableException($"unhandled price {missing.GetType().Name}"),
    };

    private Rejection? RiskTaking() =>
        !state.IsOpen ? Rejection.AccountNotOpen(state.Id)
        : AccountDecider.LiquidationOf(state.Episode) is { } liquidation ? Rejection.AccountInLiquidation(state.Id, liquidation)
        : null;

    private IEnumerable<AccountEvent> Opening() => state.IsOpen ? [] : [new AccountEvent.Opened()];

    private bool IsMine(LiquidationId liquidation) => AccountDecider.LiquidationOf(state.Episode) == liquidation;

    /// <summary>Adds what follows from the account's status after the command, and answers the watchlist with a new band.</summary>
    private Decision Conclude(IReadOnlyList<AccountEvent> events)
    {
        var all = new List<AccountEvent>(events.Count + 3);
        if (envelope.Stamp is { } stamp && !state.Watch.IsOn && stamp.Epoch > state.Watch.Epoch && events.Count > 0)
            all.Add(new AccountEvent.WatchConfirmed(stamp.Epoch));
        all.AddRange(events);
        var after = all.Aggregate(state, AccountEvolution.Evolve);
        var seen = Assessment.Of(after, market);
        all.AddRange(Following(after, seen));
        IReadOnlyList<Envelope> band = envelope.Stamp is null ? [] : [Band(seen)];
        return all.Count > 0 ? new Decision.Accepted(all, band, DecidedAt: market.Frame) : new Decision.Observed(band);
    }

    private IEnumerable<AccountEvent> Following(AccountState after, Assessment seen)
    {
        if (seen.Change(after.Status) is { } change)
            yield return change;
        var isBad = seen.Figures.Status is MarginStatus.Liquidation or MarginStatus.Bankrupt;
        var hasWork = after.Positions.Count > 0 || (after.OwesSomething && !after.IsUncovered);
        if (!isBad || !hasWork || after.Episode is not Episode.None)
            yield break;

        // What a frame has started may act on that frame; what a trade has started waits for the next one, so that the
        // orders of a frame are known before the venue works any of them.
        var earliest = envelope.Command is AccountCommand.Evaluate ? market.Frame : market.Frame.Next;
        yield return new AccountEvent.LiquidationRequested(
            LiquidationId.Of(after.Id, after.Episodes + 1), seen.Severity, earliest);
    }

    private Envelope Band(Assessment seen) => Envelope.Signal(
        Entities.Account(state.Id),
        shards.WatchlistOf(state.Id),
        new WatchlistCommand.AnswerBand(
            state.Id,
            envelope.Stamp!.Epoch,
            envelope.Stamp.Ticket,
            BandMaker.Make(seen.Book, market, seen.Figures),
            seen.Severity));
}
