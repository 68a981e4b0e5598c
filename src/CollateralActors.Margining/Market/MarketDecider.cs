using System.Collections.Immutable;
using System.Diagnostics;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Market;

/// <summary>The rules of the market: one oracle a symbol, one order of frames for everybody.</summary>
/// <param name="shards">Where the watchlists live that every frame is sent to.</param>
public sealed class MarketDecider(Shards shards) : IDecider<MarketState>
{
    /// <inheritdoc/>
    public MarketState Initial(EntityId id) => MarketState.Initial;

    /// <inheritdoc/>
    public Decision Decide(Entity<MarketState> entity, Envelope envelope, DecisionContext context)
    {
        var state = entity.State;
        return (MarketCommand)envelope.Command switch
        {
            MarketCommand.OpenMarket c => Open(state, c.Oracles),
            MarketCommand.UseRiskBook c => Decision.Accept(new MarketEvent.RiskBookInForce(c.Version)
            {
                Funding = c.Funding,
                Interest = c.Interest,
                Settlements = c.Settlements,
                EffectiveAt = c.EffectiveAt,
                GraceUntil = c.GraceUntil,
            }),
            MarketCommand.SubmitQuotes c => Submit(entity, c.Quotes, context.Now),
            MarketCommand.ReportHoldings c => Decision.Accept(new MarketEvent.HoldingsCounted(c.Change)),
            MarketCommand.ReportPool c => Decision.Accept(new MarketEvent.PoolCounted(c.Figures)),
            MarketCommand.ReportBook c => Decision.Accept(new MarketEvent.BookCounted(c.Figures)),
            MarketCommand.WatchEscrow c => Decision.Accept(new MarketEvent.EscrowWatched(c.Escrow, c.Watch)),
            MarketCommand.UnwatchEscrow c when state.Escrows.ContainsKey(c.Escrow) =>
                Decision.Accept(new MarketEvent.EscrowUnwatched(c.Escrow)),
            MarketCommand.UnwatchEscrow => Decision.Nothing,
            MarketCommand.HaltSymbol c =>
                Unknown(state, c.Symbol) ?? Decision.Accept(new MarketEvent.SymbolHalted(c.Symbol)),
            MarketCommand.ResumeSymbol c =>
                Unknown(state, c.Symbol) ?? Decision.Accept(new MarketEvent.SymbolResumed(c.Symbol)),
            MarketCommand.HaltVenue => state.IsHalted
                ? new Decision.AlreadyApplied()
                : Decision.Accept(new MarketEvent.VenueHalted()),
            MarketCommand.ResumeVenue => state.IsHalted
                ? Decision.Accept(new MarketEvent.VenueResumed())
                : new Decision.AlreadyApplied(),
            MarketCommand.PauseLiquidations => state.AreLiquidationsPaused
                ? new Decision.AlreadyApplied()
                : Decision.Accept(new MarketEvent.LiquidationsPaused()),
            MarketCommand.ResumeLiquidations => state.AreLiquidationsPaused
                ? Decision.Accept(new MarketEvent.LiquidationsResumed())
                : new Decision.AlreadyApplied(),
            MarketCommand.SettleFrame c when c.Frame == state.Frame && c.Frame > state.Settled =>
                Decision.Accept(new MarketEvent.FrameSettled(c.Frame)),
            MarketCommand.SettleFrame c when c.Frame > state.Frame => Decision.Reject(
                Rejection.IllegalNumber(
                    "frame", c.Frame.Value, $"at most {state.Frame}, the last one that was issued")),
            MarketCommand.SettleFrame => new Decision.AlreadyApplied(),
            _ => throw new UnreachableException($"unhandled command {envelope.Command.GetType().Name}"),
        };
    }

    /// <inheritdoc/>
    public MarketState Evolve(MarketState state, Recorded recorded) => (MarketEvent)recorded.Event switch
    {
        MarketEvent.MarketOpened e => state with
        {
            Oracles = e.Oracles.ToImmutableSortedDictionary(oracle => oracle.Symbol, oracle => oracle),
            States = e.Oracles.ToImmutableSortedDictionary(oracle => oracle.Symbol, _ => OracleState.Initial),
        },
        MarketEvent.RiskBookInForce e => RiskBookSchedule.With(state, e),
        MarketEvent.FrameIssued e => RiskBookSchedule.Naming(state, e.Risk) with
        {
            Frame = e.Frame,
            States = state.States.SetItems(e.Symbols.Select(s => KeyValuePair.Create(s.Symbol, s.Oracle))),
            Funding = state.Funding.SetItems(e.Funding.Select(f => KeyValuePair.Create(f.Instrument, f.State))),
            Interest = state.Interest.SetItems(e.Interest.Select(i => KeyValuePair.Create(i.Asset, i.State))),
            Published = state.Published.With(e.Totals),
            Settlements = state.Settlements.SetItems(
                e.Settlements.Select(s => KeyValuePair.Create(s.Instrument, s.State))),
            Escrows = state.Escrows.RemoveRange(e.Escrows.Select(sighting => sighting.Escrow)),
            PoolsTold = PoolWatch.With(state.PoolsTold, e.Pools),
            IsHaltTold = e.IsHalted,
            IsPauseTold = e.AreLiquidationsPaused,
            Path = e.Path,
        },
        MarketEvent.EscrowWatched e => state with { Escrows = state.Escrows.SetItem(e.Escrow, e.Watch) },
        MarketEvent.EscrowUnwatched e => state with { Escrows = state.Escrows.Remove(e.Escrow) },
        MarketEvent.SymbolHalted e => state with { States = Change(state, e.Symbol, HaltOf(state, e.Symbol)) },
        MarketEvent.SymbolResumed e => state with { States = Change(state, e.Symbol, ResumeOf(state, e.Symbol)) },
        MarketEvent.VenueHalted => state with { IsHalted = true },
        MarketEvent.VenueResumed => state with { IsHalted = false },
        MarketEvent.LiquidationsPaused => state with { AreLiquidationsPaused = true },
        MarketEvent.LiquidationsResumed => state with { AreLiquidationsPaused = false },
        MarketEvent.HoldingsCounted e => state with { Totals = state.Totals.Plus(e.Change) },
        MarketEvent.PoolCounted e => state with { Pools = state.Pools.SetItem(e.Figures.Asset, e.Figures) },
        MarketEvent.BookCounted e => state with { Books = state.Books.SetItem(e.Figures.Instrument, e.Figures) },
        MarketEvent.FrameSettled e => state with { Settled = e.Frame },
        _ => throw new UnreachableException($"unhandled event {recorded.Event.GetType().Name}"),
    };

    /// <summary>
    /// Escrows are owed word of the frame that shows what they wait for, pools of the hours of interest that begin.
    /// </summary>
    public IEnumerable<Owed> Owes(Entity<MarketState> before, IEvent @event) => @event is MarketEvent.FrameIssued e
        ? e.Escrows
            .Select(sighting => new Owed(Entities.Escrow(sighting.Escrow), new EscrowCommand.ObserveFrame(sighting)))
            .Concat(PoolWatch.Due(before.State, e)
                .Select(asset => new Owed(Entities.Pool(asset), new PoolCommand.Accrue())))
        : [];

    /// <summary>The last frame again, for whoever has missed it.</summary>
    public IEnumerable<Envelope> Reminders(Entity<MarketState> entity) =>
        entity.State.Frame > FrameNumber.None ? Announce(entity.Id, entity.State.Frame) : [];

    /// <summary>The next pass that has something to tell though nobody quotes.</summary>
    public Instant? NextDue(MarketState state) => MarketClock.NextDue(state);

    /// <summary>That pass.</summary>
    public IEnumerable<Envelope> WhenDue(Entity<MarketState> entity) =>
        [Envelope.Signal(entity.Id, entity.Id, new MarketCommand.SubmitQuotes([]))];

    /// <inheritdoc/>
    public bool MayRest(MarketState state) => false;

    /// <inheritdoc/>
    public ICommand? CommandOf(MarketState before, IReadOnlyList<Recorded> decision) => decision[0].Event switch
    {
        MarketEvent.MarketOpened e => new MarketCommand.OpenMarket(e.Oracles),
        MarketEvent.RiskBookInForce e => new MarketCommand.UseRiskBook(e.Version)
        {
            Funding = e.Funding,
            Interest = e.Interest,
            Settlements = e.Settlements,
            EffectiveAt = e.EffectiveAt,
            GraceUntil = e.GraceUntil,
        },
        MarketEvent.FrameIssued e => new MarketCommand.SubmitQuotes(QuotesBehind(before, e, decision[0].Time)),
        MarketEvent.HoldingsCounted e => new MarketCommand.ReportHoldings(e.Change),
        MarketEvent.PoolCounted e => new MarketCommand.ReportPool(e.Figures),
        MarketEvent.BookCounted e => new MarketCommand.ReportBook(e.Figures),
        MarketEvent.EscrowWatched e => new MarketCommand.WatchEscrow(e.Escrow, e.Watch),
        MarketEvent.EscrowUnwatched e => new MarketCommand.UnwatchEscrow(e.Escrow),
        MarketEvent.SymbolHalted e => new MarketCommand.HaltSymbol(e.Symbol),
        MarketEvent.SymbolResumed e => new MarketCommand.ResumeSymbol(e.Symbol),
        MarketEvent.VenueHalted => new MarketCommand.HaltVenue(),
        MarketEvent.LiquidationsPaused => new MarketCommand.PauseLiquidations(),
        MarketEvent.LiquidationsResumed => new MarketCommand.ResumeLiquidations(),
        MarketEvent.VenueResumed => new MarketCommand.ResumeVenue(),
        MarketEvent.FrameSettled e => new MarketCommand.SettleFrame(e.Frame),
        _ => null,
    };

    private static Decision Open(MarketState state, ValueList<OracleParameters> oracles)
    {
        if (!state.Oracles.IsEmpty)
            return Decision.Reject(new Rejection(
                RejectionCode.AlreadySetUp, "the market is set up already; it is set up once"));
        var problems = oracles.SelectMany(oracle => oracle.Problems())
            .Concat(oracles.GroupBy(o => o.Symbol).Where(g => g.Count() > 1)
                .Select(g => $"symbol '{g.Key}' is named twice; name it once"))
            .Concat(OraclePass.Problems(oracles))
            .ToList();
        if (oracles.Count == 0)
            problems.Add("there are no oracles; expected one a symbol");
        return problems.Count == 0
            ? Decision.Accept(new MarketEvent.MarketOpened(oracles))
            : Decision.Reject(new Rejection(RejectionCode.IllegalParameters, string.Join("; ", problems)));
    }

    private Decision Submit(Entity<MarketState> entity, ValueList<Quote> quotes, Instant now)
    {
        var state = RiskBookSchedule.At(entity.State, now);
        if (state.Oracles.IsEmpty)
            return Decision.Reject(new Rejection(
                RejectionCode.NotSetUp, "the market is not set up; open it with its oracles first"));
        if (state.Risk == default)
            return new Decision.NotYet("the risk book");
        var known = state.Oracles.Keys.ToValueList();
        var refused = quotes.Where(quote => !state.Oracles.ContainsKey(quote.Symbol))
            .Select(quote => OraclePass.Note(quote, new QuoteRefusal.UnknownSymbol(quote.Symbol, known)))
            .ToList();
        var updates = OraclePass.Of(state, quotes, now, refused);
        var funding = FundingWatch.Look(state, updates, now);
        var interest = InterestWatch.Look(state, now);
        var totals = state.Totals.Since(state.Published);
        var settlements = SettlementWatch.Look(state, updates, now);
        var escrows = EscrowLookout.Look(state, updates, now);
        var pools = PoolWatch.Look(state);
        var isNews =
            updates.Count + funding.Count + interest.Count + settlements.Count + escrows.Count + pools.Count > 0
            || !totals.IsNothing || !state.IsSwitchTold || state.Risk != entity.State.Risk
            || state.Path != entity.State.Path;
        if (quotes.Count > 0 && refused.Count == quotes.Count && !isNews)
            return Decision.Reject(new Rejection(RejectionCode.IllegalQuote, string.Join("; ", refused)));
        if (!isNews && state.Frame > FrameNumber.None)
            return Decision.Nothing;
        var frame = state.Frame.Next;
        return new Decision.Accepted(
            [
                new MarketEvent.FrameIssued(frame, state.Risk, updates.ToValueList())
                {
                    Funding = funding,
                    Interest = interest,
                    Totals = totals,
                    Settlements = settlements,
                    Escrows = escrows,
                    Pools = pools,
                    IsHalted = state.IsHalted,
                    AreLiquidationsPaused = state.AreLiquidationsPaused,
                    Path = state.Path,
                },
            ],
            [.. Announce(entity.Id, frame)],
            DecidedAt: frame)
        {
            Notes = refused.ToValueList(),
        };
    }

    private IEnumerable<Envelope> Announce(EntityId self, FrameNumber frame) =>
        shards.Watchlists.Append(Entities.Liquidators)
            .Select(watcher => Envelope.Signal(self, watcher, new MarketCommand.FramePassed(frame)));

    private static Decision? Unknown(MarketState state, Symbol symbol) => state.Oracles.ContainsKey(symbol)
        ? null
        : Decision.Reject(new Rejection(
            RejectionCode.UnknownSymbol,
            $"symbol '{symbol}' is not in the market; known are {string.Join(", ", state.Oracles.Keys)}"));

    // A symbol with rules is halted by the next pass, whose frame says so though nobody quotes: accounts look at it.
    private static Func<OracleState, OracleState> HaltOf(MarketState state, Symbol symbol) =>
        state.Oracles[symbol].Rules == OracleRules.None
            ? PriceOracle.Halt
            : oracle => oracle with { Mode = OracleMode.Halted };

    private static Func<OracleState, OracleState> ResumeOf(MarketState state, Symbol symbol) =>
        state.Oracles[symbol].Rules == OracleRules.None
            ? PriceOracle.Resume
            : oracle => oracle.Mode == OracleMode.Halted ? oracle with { Mode = OracleMode.Resuming } : oracle;

    private static ImmutableSortedDictionary<Symbol, OracleState> Change(
        MarketState state, Symbol symbol, Func<OracleState, OracleState> change) =>
        state.States.SetItem(symbol, change(state.States[symbol]));

    // What came in with the frame; quotes that a later one of the same source replaced before it left no trace in any
    // price, and those of books are made by the pass itself.
    private static ValueList<Quote> QuotesBehind(MarketState before, MarketEvent.FrameIssued frame, Instant time) =>
        (from update in frame.Symbols
         from quote in update.Oracle.Quotes
         where quote.ReceivedAt == time && !BookQuotes.IsOfBook(before, update.Symbol, quote.Source)
         select new Quote(update.Symbol, quote.Source, quote.Price, quote.Time) { Confidence = quote.Confidence })
        .ToValueList();
}
