using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.OrderBooks;

/// <summary>Depth that was taken from one side of a book.</summary>
/// <param name="Quantity">Contracts that were taken, as of the frame.</param>
/// <param name="Frame">The frame; with each later one some of it comes back.</param>
public readonly record struct TakenDepth(Quantity Quantity, FrameNumber Frame)
{
    /// <summary>Contracts of it that are still gone in <paramref name="frame"/>.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="recovery">Contracts that come back with each frame.</param>
    internal decimal At(FrameNumber frame, Quantity recovery) =>
        Math.Max(0m, Quantity.Contracts - (recovery.Contracts * Math.Max(0L, frame.Value - Frame.Value)));
}

/// <summary>A book as its events made it.</summary>
/// <param name="Parameters">What a simulated one looks like; none before it is set up.</param>
/// <param name="Bids">What sellers took.</param>
/// <param name="Asks">What buyers took.</param>
/// <param name="Trades">Number of trades so far; the next trade's name has the next number.</param>
public sealed record OrderBookState(BookParameters? Parameters, TakenDepth Bids, TakenDepth Asks, long Trades)
{
    /// <summary>The orders at the venue outside that works them; null where the book is a simulated one.</summary>
    public OutsideBook? Outside { get; init; }

    /// <summary>Whether it is set up.</summary>
    internal bool IsSetUp => Parameters is not null || Outside is not null;
}

/// <summary>
/// The rules of a book. A simulated one works an order at once against levels of depth around the mark price; what it
/// takes moves the price for the next, and depth comes back with each frame. The depth belongs to market makers.
/// Another one sends its orders to a venue outside, and hears of fills.
/// </summary>
public sealed partial class OrderBookDecider : IDecider<OrderBookState>
{
    /// <inheritdoc/>
    public OrderBookState Initial(EntityId id) => new(null, default, default, 0);

    /// <inheritdoc/>
    public Decision Decide(Entity<OrderBookState> entity, Envelope envelope, DecisionContext context)
    {
        if (context.Market is not { } market)
            return new Decision.NotYet("the market's first frame");
        var id = new InstrumentId(entity.Id.Key);
        if (market.Risk.Find(id) is not { } instrument)
            return Decision.Reject(Rejection.UnknownInstrument(id, market.Risk.Instruments.Select(i => i.Id)));
        var command = (OrderBookCommand)envelope.Command;
        if (command is OrderBookCommand.OpenBook or OrderBookCommand.ConnectVenue && entity.State.IsSetUp)
            return Decision.Reject(new Rejection(
                RejectionCode.AlreadySetUp, $"the book of {id} is set up already; it is set up once"));
        if (entity.State.Outside is { } outside)
            return new OutsideOrders(entity.Id, outside, context, market).Decide(command, instrument);
        return (command, entity.State.Parameters) switch
        {
            (OrderBookCommand.ConnectVenue c, _) => Connect(c),
            (OrderBookCommand.OpenBook c, null) => Problem(c.Parameters, instrument) is { } problem
                ? Decision.Reject(new Rejection(RejectionCode.IllegalParameters, problem))
                : Decision.Accept(new OrderBookEvent.BookOpened(c.Parameters)
                {
                    Quotes = BookFigures.Of(c.Parameters, instrument, market.Risk.Valuation, default, default),
                }),
            (OrderBookCommand.PlaceOrder, null) => new Decision.NotYet($"the book of {id}"),
            (OrderBookCommand.PlaceOrder c, { } parameters) when market.HasExpired(instrument) =>
                Decision.Accept(
                    Matching.Cancel(entity.State, parameters, c, market.Mark(instrument) ?? default, market.Frame)),
            (OrderBookCommand.PlaceOrder c, { } parameters) => CentreOf(parameters, instrument, market) is { } centre
                ? Decision.Accept(Quoting(
                    Matching.Work(entity.State, parameters, instrument, c, centre, market),
                    entity.State,
                    instrument,
                    market))
                : new Decision.NotYet($"a price of {id}"),
            _ => Decision.Reject(new Rejection(
                RejectionCode.NotSetUp, $"the book of {id} is not connected to a venue outside; connect it first")),
        };
    }

    /// <inheritdoc/>
    public OrderBookState Evolve(OrderBookState state, Recorded recorded) => (OrderBookEvent)recorded.Event switch
    {
        OrderBookEvent.BookOpened e => state with { Parameters = e.Parameters },
        OrderBookEvent.OrderExecuted e when e.Quantity.Sign > 0 => state with
        {
            Asks = new TakenDepth(e.Taken, recorded.Frame),
            Trades = state.Trades + e.Trades.Count,
        },
        OrderBookEvent.OrderExecuted e => state with
        {
            Bids = new TakenDepth(e.Taken, recorded.Frame),
            Trades = state.Trades + e.Trades.Count,
        },
        var outside => state with { Outside = Evolve(state.Outside, outside) },
    };

    /// <summary>
    /// Both sides of each fill get their leg: the liquidated account all of them at once, each maker its own. The
    /// market is owed what a book that quotes looks like.
    /// </summary>
    public IEnumerable<Owed> Owes(Entity<OrderBookState> before, IEvent @event)
    {
        foreach (var owed in OwesOutside(before, @event))
            yield return owed;
        if (@event is OrderBookEvent.BookOpened { Quotes: { } opened })
            yield return new Owed(Entities.Market, new MarketCommand.ReportBook(opened));
        if (@event is not OrderBookEvent.OrderExecuted e)
            yield break;
        if (e.Quotes is { } figures)
            yield return new Owed(Entities.Market, new MarketCommand.ReportBook(figures));
        var instrument = new InstrumentId(before.Id.Key);
        yield return new Owed(
            Entities.Account(e.Account),
            new AccountCommand.SettleStep(e.Liquidation, e.Step, instrument, e.Trades, e.Unfilled));
        foreach (var trade in e.Trades)
        {
            yield return MakersLeg(instrument, e.Account, trade);
        }
    }

    private static Owed MakersLeg(InstrumentId instrument, AccountId taker, BookTrade trade) => new(
        Entities.Account(trade.Maker),
        new AccountCommand.ApplyTrade(
            trade.Trade, instrument, taker, -trade.Quantity, trade.Price,
            TradeSide.MakerOnly, TradeSide.TakerOnly, TradeRole.Counter)
        {
            FundingIndex = trade.FundingIndex,
        });

    /// <inheritdoc/>
    public bool MayRest(OrderBookState state) => false;

    /// <inheritdoc/>
    public ICommand? CommandOf(OrderBookState before, IReadOnlyList<Recorded> decision) => decision[0].Event switch
    {
        OrderBookEvent.BookOpened e => new OrderBookCommand.OpenBook(e.Parameters),
        OrderBookEvent.OrderExecuted e =>
            new OrderBookCommand.PlaceOrder(e.Liquidation, e.Step, e.Account, e.Quantity, e.Severity)
            {
                Limit = e.Limit,
            },
        _ => OutsideCommandOf(decision[0].Event),
    };

    // Depth around a mark that it moves itself would run away from every other price.
    private static Price? CentreOf(BookParameters parameters, InstrumentParameters instrument, MarketView market) =>
        parameters.QuotesAs is null ? market.Mark(instrument) : market.Index(instrument);

    private static OrderBookEvent.OrderExecuted Quoting(
        OrderBookEvent.OrderExecuted executed,
        OrderBookState state,
        InstrumentParameters instrument,
        MarketView market)
    {
        var taken = new TakenDepth(executed.Taken, market.Frame);
        var (bids, asks) = executed.Quantity.Sign > 0 ? (state.Bids, taken) : (taken, state.Asks);
        return executed with
        {
            Quotes = BookFigures.Of(state.Parameters!, instrument, market.Risk.Valuation, bids, asks),
        };
    }

    private static string? Problem(BookParameters p, InstrumentParameters instrument)
    {
        bool IsLots(Quantity quantity) => Decimals.IsMultipleOf(quantity.Contracts, instrument.Lot.Contracts);
        return p.HalfSpread.Value is < 0m or >= 1m || p.LevelStep.Value is < 0m or >= 1m
            || p.HalfSpread.Value + (p.LevelStep.Value * p.Levels) >= 1m
                ? "half spread and level steps together are not 0 to below 1: the lowest bid would not be above 0"
            : p.Levels is < 1 or > BookParameters.MostLevels
                ? $"levels {p.Levels} is not 1 to {BookParameters.MostLevels}"
            : p.LevelQuantity.Contracts > Limits.Largest || p.RecoveryPerFrame.Contracts > Limits.Largest
                ? $"level quantity {p.LevelQuantity} and recovery {p.RecoveryPerFrame} a frame are not at most "
                    + Decimals.Plain(Limits.Largest)
            : p.LevelQuantity <= Quantity.Zero || !IsLots(p.LevelQuantity)
                ? $"level quantity {p.LevelQuantity} is not a multiple of the lot {instrument.Lot} above 0"
            : p.RecoveryPerFrame < Quantity.Zero || !IsLots(p.RecoveryPerFrame)
                ? $"recovery {p.RecoveryPerFrame} a frame is not a multiple of the lot {instrument.Lot}"
            : p.Makers.Count == 0 || p.Makers.Any(maker => !Limits.IsName(maker.Value))
                ? "there is no market maker, or one has no legal name; the depth must belong to somebody"
            : p.QuotesAs is not null && (instrument.IsOption || instrument.IsSpot)
                ? $"the book of {instrument.Id} cannot quote: only contracts have a mark beside an index of their own"
            : p.QuotesAs is { } source && !Limits.IsName(source.Value)
                ? $"the source '{source}' that it quotes as is not a legal name"
            : null;
    }
}
