using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Funding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Spot;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <content>Orders and trades.</content>
internal sealed partial class AccountDecision
{
    private Draft Reserve(AccountCommand.ReserveOrder c)
    {
        var wrong = AccountChecks.Order(c.Order)
            ?? AccountChecks.Contracts(c.Instrument, c.Quantity, c.Price, Risk)
            ?? Expired(c.Instrument, "an order")
            ?? WithoutRates(c.Instrument);
        if (wrong is null && state.Orders.ContainsKey(c.Order))
            wrong = new Rejection(RejectionCode.OrderIdInUse, $"order id '{c.Order}' is an open order; use a new id");
        if (wrong is null && state.Orders.Count >= Limits.OpenOrders)
            wrong = Rejection.IllegalNumber(
                "number of open orders", state.Orders.Count + 1, $"at most {Limits.OpenOrders}");
        if (wrong is null && state.Mode == MarginMode.Loan)
            wrong = Rejection.ModeNotOpen("no orders are taken in loan mode; switch to cross mode first");
        if (wrong is null && state.Mode == MarginMode.Portfolio)
            wrong = WithoutScan(c.Instrument);
        wrong ??= SpotOrders.Problem(state, c, Risk);

        // What only reduces is bounded by the position, and so within every limit of it.
        wrong ??= c.IsReduceOnly
            ? ReduceOnlyOrders.Problem(state, c)
            : OrderLimits.Of(state, c, market);
        if (wrong is not null)
            return Refuse(wrong);
        var reserved = new AccountEvent.OrderReserved(c.Order, c.Instrument, c.Quantity, c.Price)
        {
            IsPostOnly = c.IsPostOnly,
            IsReduceOnly = c.IsReduceOnly,
        };

        // What an order in spot exchanges is there; only what the exchange takes of the collateral is judged.
        var isSpot = Risk[c.Instrument].IsSpot;
        return new Draft.Of([reserved], $"order '{c.Order}'")
        {
            OnlyReduces = c.IsReduceOnly || isSpot,
            Exchanges = isSpot,
        };
    }

    private Rejection? WithoutScan(InstrumentId instrument) =>
        !MarginModes.IsOpenTo(state, instrument, Risk) ? ModeNotOpenTo(instrument, "switch to cross mode first")
        : !MarginModes.IsScannable(instrument, market) ? Rejection.MissingVolatility(instrument)
        : null;

    private Draft Release(AccountCommand.ReleaseOrder c) => state.Orders.ContainsKey(c.Order)
        ? Draft.Does(new AccountEvent.OrderReleased(c.Order))
        : Refuse(new Rejection(
            RejectionCode.UnknownOrder,
            $"order '{c.Order}' of account '{state.Id}' is not open; it was never reserved, filled, or released"));

    private Draft ApplyTrade(AccountCommand.ApplyTrade c)
    {
        // The other side has booked its leg: this one is not asked again, whatever the risk book says by now.
        if (c.Role == TradeRole.Initiating && Malformed(c) is { } wrong)
            return Refuse(wrong);
        if (Risk.Find(c.Instrument) is not { } instrument
            || market.Mark(instrument) is null || market.IndexPrice(instrument.Settle) is null
            || (instrument.IsOption && market.IndexPrice(instrument.Base) is null))
            return new Draft.NotYet($"a first price of {c.Instrument}");
        var index = market.FundingIndex(c.Instrument);
        var madeAt = c.Role == TradeRole.Initiating ? index : c.FundingIndex;
        return Draft.Does(
        [
            .. Opening(),
            new AccountEvent.TradeApplied(
                c.Trade,
                c.Instrument,
                c.Counterparty,
                c.Quantity,
                c.Price,
                c.Mine,
                c.Theirs,
                c.Role,
                Book(instrument, c.Quantity, c.Price, FeeOf(c.Mine, instrument), madeAt, index))
            {
                FundingIndex = madeAt,
            },
        ]);
    }

    private static Rate FeeOf(TradeSide side, InstrumentParameters instrument) =>
        side.Taker ? instrument.TakerFee : instrument.MakerFee;

    private TradePosting Book(
        InstrumentParameters instrument, Quantity quantity, Price price, Rate fee, Amount madeAt, Amount index)
    {
        var scale = Risk[instrument.Settle].Scale;
        if (instrument.IsSpot)
            return SpotBooking.Book(instrument, quantity, price, fee, scale);
        var position = state.Positions.GetValueOrDefault(instrument.Id);
        var given = FundingBooking.ValueOf(instrument, quantity, madeAt, scale);
        var posting = TradeBooking.Book(instrument, position, quantity, price, fee, scale) with
        {
            Funding = FundingBooking.Settle(instrument, position, position.Quantity + quantity, given, index, scale),
        };
        return posting with
        {
            Isolated = IsolatedBooking.OfFill(state, instrument, quantity, price, posting, market),
        };
    }

    private Rejection? Malformed(AccountCommand.ApplyTrade c) =>
        AccountChecks.Name(c.Counterparty)
        ?? AccountChecks.Trade(c.Trade)
        ?? AccountChecks.Contracts(c.Instrument, c.Quantity, c.Price, Risk)
        ?? Expired(c.Instrument, $"trade '{c.Trade}'")
        ?? (c.FundingIndex != Amount.Zero
            ? Rejection.IllegalNumber("funding index", c.FundingIndex.Value, "left out: the venue knows it")
            : null)
        ?? (c.Counterparty == state.Id
            ? new Rejection(
                RejectionCode.SelfTrade, $"trade '{c.Trade}' has account '{state.Id}' on both sides; name two accounts")
            : null);
}
