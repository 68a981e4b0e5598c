using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Expiries;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Spot;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Scenarios;

namespace CollateralActors.Simulation.Populations;

/// <summary>
/// A trader and what it believes to have: its own books, which know nothing of refusals and liquidations.
/// </summary>
internal sealed class Trader(AccountId id, TraderKind kind, int entry)
{
    private int lastOrder;

    public AccountId Id => id;

    public TraderKind Kind => kind;

    /// <summary>The round of its first deposit.</summary>
    public int Entry => entry;

    /// <summary>What it planned to open when it came in; empty once it has.</summary>
    public List<PlannedPosition> Plans { get; } = [];

    /// <summary>Instruments that it means to trade isolated.</summary>
    public List<InstrumentId> IsolatedPlans { get; } = [];

    /// <summary>Its first command; to repeat or to contradict.</summary>
    public Envelope? FirstCommand { get; set; }

    public SortedDictionary<AssetId, Amount> Balances { get; } = [];

    /// <summary>A sub-account for money that it sets aside.</summary>
    public AccountId ReserveId => new($"{id}.reserve");

    public SortedDictionary<AssetId, Amount> Reserve { get; } = [];

    public SortedDictionary<InstrumentId, TraderPosition> Positions { get; } = [];

    /// <summary>Margins of the instruments that it trades isolated.</summary>
    public SortedDictionary<InstrumentId, Amount> Margins { get; } = [];

    public SortedDictionary<OrderId, TraderOrder> Orders { get; } = [];

    /// <summary>Options whose exercise it has abandoned.</summary>
    public SortedSet<InstrumentId> Abandoned { get; } = [];

    public OrderId NextOrder() => new(FormattableString.Invariant($"o{++lastOrder}"));

    public void Post(AssetId asset, Amount change) =>
        Balances[asset] = Balances.GetValueOrDefault(asset) + change;

    /// <summary>Books a trade made in a round.</summary>
    public void Book(
        InstrumentParameters instrument, Quantity quantity, Price price, Rate fee, int settleScale, int round)
    {
        if (instrument.IsSpot)
        {
            Exchange(instrument, quantity, price, fee, settleScale);
            return;
        }

        var before = Positions.GetValueOrDefault(instrument.Id);
        var posting = TradeBooking.Book(instrument, before.Position, quantity, price, fee, settleScale);
        if (Margins.ContainsKey(instrument.Id))
            Move(instrument, before.Position.Quantity, quantity, price, posting);
        else
            Post(instrument.Settle, posting.Posted);
        var after = TradeBooking.After(before.Position, quantity, posting.EntryValueChange);
        if (after.Quantity == Quantity.Zero)
            Positions.Remove(instrument.Id);
        else
            Positions[instrument.Id] = new TraderPosition(after, round);
        if (after.Quantity <= Quantity.Zero)
            Abandoned.Remove(instrument.Id);
        TrimExit(instrument.Id, after.Quantity);
    }

    /// <summary>Books the end of what the market has settled.</summary>
    public void Settle(MarketView market)
    {
        foreach (var (id, price) in market.Settlements)
        {
            var gone = Orders.Where(order => order.Value.Instrument == id).Select(order => order.Key);
            foreach (var order in gone.ToArray())
                Orders.Remove(order);
            if (!Positions.Remove(id, out var position))
                continue;
            var instrument = market.Risk[id];
            var booked = SettlementBooking.Book(
                instrument, position.Position, price, Abandoned.Contains(id), market.Risk[instrument.Settle].Scale);
            var margin = Margins.GetValueOrDefault(id);
            Post(instrument.Settle, Amount.Max(-margin, booked.Posting.RealisedPnl - booked.Posting.Fee));
            if (Margins.ContainsKey(id))
                MoveMargin(instrument, -margin);
        }
    }

    /// <summary>What it could give of an asset beside its open orders in spot; 0 where there is nothing.</summary>
    public Amount SpareOf(AssetId asset, RiskBook risk)
    {
        var spare = Balances.GetValueOrDefault(asset);
        foreach (var order in Orders.Values.Where(order => risk[order.Instrument].IsSpot))
        {
            var instrument = risk[order.Instrument];
            if (order.Quantity > Quantity.Zero && instrument.Quote == asset)
                spare -= instrument.SignedValue(order.Quantity, order.Price);
            else if (order.Quantity < Quantity.Zero && instrument.Base == asset)
                spare -= new Amount(instrument.SizeOf(order.Quantity));
        }

        return Amount.Max(Amount.Zero, spare);
    }

    private void Exchange(InstrumentParameters spot, Quantity quantity, Price price, Rate fee, int quoteScale)
    {
        var posting = SpotBooking.Book(spot, quantity, price, fee, quoteScale);
        Post(posting.Settle, posting.Posted);
        Post(spot.Base, posting.Exchanged!.Value.Amount);
    }

    // The venue takes off what would do more than reduce; a trader has one such order in an instrument.
    private void TrimExit(InstrumentId instrument, Quantity held)
    {
        var exit = Orders.FirstOrDefault(order => order.Value.Instrument == instrument && order.Value.IsReduceOnly);
        if (exit.Value.Quantity == Quantity.Zero)
            return;
        if (held.Sign != -exit.Value.Quantity.Sign)
            Orders.Remove(exit.Key);
        else if (exit.Value.Quantity.Abs() > held.Abs())
            Orders[exit.Key] = exit.Value with { Quantity = -held };
    }

    /// <summary>Moves margin of an isolated position into the balance, or out of it.</summary>
    public void MoveMargin(InstrumentParameters instrument, Amount fromBalance)
    {
        Post(instrument.Settle, -fromBalance);
        Margins[instrument.Id] += fromBalance;
    }

    // What is closed gives its share back with its profit, what is opened takes its initial margin; never rounded, the
    // trader only needs to know about how much it has.
    private void Move(
        InstrumentParameters instrument, Quantity held, Quantity traded, Price price, TradePosting posting)
    {
        var isClosing = held.Sign * traded.Sign < 0;
        var share = isClosing ? Math.Min(1m, traded.Abs().Contracts / held.Abs().Contracts) : 0m;
        var back = isClosing
            ? Amount.Max(Amount.Zero, (Margins[instrument.Id] * new Rate(share)) + posting.Posted)
            : posting.Posted;
        var (before, after) = (InitialOf(instrument, held, price), InitialOf(instrument, held + traded, price));
        var opened = !isClosing ? after - before : (held + traded).Sign == traded.Sign ? after : Amount.Zero;
        Margins[instrument.Id] += posting.Posted;
        MoveMargin(instrument, opened - back);
    }

    private static Amount InitialOf(InstrumentParameters instrument, Quantity quantity, Price price) =>
        quantity == Quantity.Zero ? Amount.Zero : instrument.Margin.Initial(
            instrument.SignedValue(quantity, price).Abs(), instrument.SizeOf(quantity), 0m);

    /// <summary>The books for the calculator.</summary>
    public MarginBook ToMarginBook(RiskBook risk) => new(
        [.. Balances.Select(balance => new Holding(risk[balance.Key], balance.Value))],
        [.. Positions.Select(p => new BookPosition(
            risk[p.Key], p.Value.Position.Quantity, p.Value.Position.EntryValue, 0m, MarginOf(p.Key)))],
        [.. Orders.Values.Select(o => new BookOrder(risk[o.Instrument], o.Quantity, o.Price)
        {
            IsIsolated = Margins.ContainsKey(o.Instrument),
            IsPostOnly = o.IsPostOnly,
            IsReduceOnly = o.IsReduceOnly,
        })])
    {
        Mode = kind.Mode,
    };

    private Amount? MarginOf(InstrumentId instrument) =>
        Margins.TryGetValue(instrument, out var margin) ? margin : null;
}

/// <summary>A position that a trader believes to have.</summary>
/// <param name="Position">The position.</param>
/// <param name="Round">The round of its last trade.</param>
internal readonly record struct TraderPosition(AccountPosition Position, int Round);

/// <summary>An order that a trader believes to have at the venue.</summary>
internal readonly record struct TraderOrder(InstrumentId Instrument, Quantity Quantity, Price Price)
{
    /// <summary>Whether it only waits in the book.</summary>
    public bool IsPostOnly { get; init; }

    /// <summary>Whether it only reduces the position.</summary>
    public bool IsReduceOnly { get; init; }
}

/// <summary>A position that a trader means to open.</summary>
/// <param name="Instrument">In what.</param>
/// <param name="Side">+1 long, −1 short.</param>
/// <param name="Leverage">Notional ÷ equity, of this position alone.</param>
/// <param name="WithOrder">Whether it rests an order first.</param>
/// <param name="WithPeer">Whether it trades with another trader if there is one.</param>
internal sealed record PlannedPosition(
    InstrumentId Instrument, int Side, decimal Leverage, bool WithOrder, bool WithPeer);
