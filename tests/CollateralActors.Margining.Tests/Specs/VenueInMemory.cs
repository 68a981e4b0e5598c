using System.Collections.Immutable;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Deleveraging;
using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Interest;
using CollateralActors.Margining.Liquidations;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;

namespace CollateralActors.Margining.Tests.Specs;

/// <summary>
/// Every entity of a venue (the market only counts: frames come from the test), joined by a network that loses, repeats
/// and reorders messages, on a seed.
/// What arrives in the end must be as if it did not.
/// </summary>
internal sealed class VenueInMemory(int seed, int faultsPerCent)
{
    private readonly Random random = new(seed);
    private readonly List<Envelope> underWay = [];
    private readonly Dictionary<CommandId, Envelope> unanswered = [];
    private readonly SortedDictionary<EntityId, IHosted> entities = [];

    public Frames Frames { get; } = new();

    public IReadOnlyDictionary<EntityId, IHosted> All => entities;

    /// <summary>Everything that was ever delivered, in order.</summary>
    public List<Envelope> Delivered { get; } = [];

    public Dictionary<CommandId, Outcome> Answers { get; } = [];

    public IEnumerable<AccountState> Accounts =>
        entities.Values.OfType<Hosted<AccountState>>().Select(hosted => hosted.Entity.State);

    public IEnumerable<EscrowState> Escrows =>
        entities.Values.OfType<Hosted<EscrowState>>().Select(hosted => hosted.Entity.State);

    public IEnumerable<PoolState> PoolStates =>
        entities.Values.OfType<Hosted<PoolState>>().Select(hosted => hosted.Entity.State);

    /// <summary>How pools have reported that they stand.</summary>
    public ImmutableSortedDictionary<AssetId, PoolFigures> Pools =>
        ((Hosted<MarketState>)Host(Entities.Market)).Entity.State.Pools;

    public IEnumerable<Recorded> Journal => entities.Values.SelectMany(entity => entity.Journal);

    private Instant Now => Frames.Latest!.Time;

    public Random Random => random;

    public void Ask(string commandId, EntityId to, ICommand command)
    {
        var envelope = new Envelope(to, new Origin.Client(new CommandId(commandId)), command);
        unanswered.Add(new CommandId(commandId), envelope);
        underWay.Add(envelope);
    }

    public void Issue(MarketView frame)
    {
        Frames.Add(frame);
        var market = (Hosted<MarketState>)Host(Entities.Market);
        underWay.AddRange(market.Happen(FrameOf(frame, market.Entity.State), frame.Frame, frame.Time));
        foreach (var watcher in Venue.Shards.Watchlists.Append(Entities.Liquidators))
            underWay.Add(Envelope.Signal(Entities.Market, watcher, new MarketCommand.FramePassed(frame.Frame)));
    }

    /// <summary>Delivers some messages, in any order; one in so many is lost, one comes twice, one entity dies.</summary>
    public void DeliverSome(int count)
    {
        for (var i = 0; i < count && underWay.Count > 0; i++)
        {
            var index = random.Next(underWay.Count);
            var envelope = underWay[index];
            var fault = random.Next(100 * 3);
            if (fault >= faultsPerCent)
                underWay.RemoveAt(index);
            if (fault >= faultsPerCent && fault < 2 * faultsPerCent)
                continue;
            if (fault >= 2 * faultsPerCent && fault < 3 * faultsPerCent && Recoverable().ToList() is { Count: > 0 } all)
                all[random.Next(all.Count)].Recover();
            Deliver(envelope);
        }
    }

    /// <summary>No more faults: frames without a move, reminders and retries, until nothing is owed and nobody waits.</summary>
    public void ComeToRest(Func<long, MarketView> frame)
    {
        for (var round = 0; round < 300; round++)
        {
            Issue(frame(Frames.Latest!.Frame.Value + 1));
            underWay.AddRange(unanswered.Values.Where(envelope => !underWay.Contains(envelope)));
            underWay.AddRange(entities.Values.SelectMany(entity => entity.Reminders()));
            while (underWay.Count > 0)
            {
                var next = underWay[0];
                underWay.RemoveAt(0);
                Deliver(next);
            }

            if (unanswered.Count == 0 && entities.Values.All(entity => entity.OwesNothing) && Liquidations().All(l => l.MayRest)
                && Accounts.All(account => !account.IsInLiquidation))
                return;
        }

        Assert.Fail($"seed {seed}: still open are " + string.Join("; ", entities.Where(e => !e.Value.OwesNothing).Select(e => e.Key)
            .Concat(unanswered.Keys.Select(k => new EntityId(EntityKind.Market, k.Value)))));
    }

    /// <summary>Delivers a message at once; what it sends is thrown away.</summary>
    public Handled DeliverAlone(Envelope envelope) => Host(envelope.To).Handle(envelope, Frames, Now);

    private IEnumerable<IHosted> Recoverable() => entities.Where(e => e.Key.Kind != EntityKind.Liquidators).Select(e => e.Value);

    private IEnumerable<IHosted> Liquidations() => entities.Where(e => e.Key.Kind == EntityKind.Liquidation).Select(e => e.Value);

    private void Deliver(Envelope envelope)
    {
        Delivered.Add(envelope);
        var handled = Host(envelope.To).Handle(envelope, Frames, Now);
        underWay.AddRange(handled.Sends);
        if (handled.PassOn is { } passedOn)
            underWay.Add(passedOn);
        if (handled.Reply is not { Outcome: not Outcome.Busy } reply)
            return;
        unanswered.Remove(reply.Command);
        Answers.TryAdd(reply.Command, reply.Outcome);
    }

    // The market of these days takes no quotes: it sees for escrows what it is shown.
    private static MarketEvent.FrameIssued FrameOf(MarketView frame, MarketState market)
    {
        ValueList<SymbolUpdate> symbols =
        [
            .. frame.IndexPrices.Select(price => new SymbolUpdate(Symbol.Of(price.Key), OracleState.Initial with
            {
                Accepted = new AcceptedPrice(price.Value, frame.Time),
                Condition = frame.IsHalted ? OracleCondition.Halted : frame.ConditionOf(price.Key),
            })),
        ];
        return new MarketEvent.FrameIssued(frame.Frame, frame.Risk.Version, symbols)
        {
            Escrows = EscrowLookout.Look(market, symbols, frame.Time),
            Interest =
            [
                .. frame.LendingIndices.Select(before => new InterestUpdate(
                    before.Key, new InterestState(frame.InterestIndex(before.Key), frame.Time) { Before = before.Value })),
            ],
            Pools = [.. frame.Pools.Values],
        };
    }

    private IHosted Host(EntityId id)
    {
        if (!entities.TryGetValue(id, out var hosted))
            entities.Add(id, hosted = New(id));
        return hosted;
    }

    // Messages lie about for a few frames: some liquidators are lost.
    private static LiquidatorPool Pool { get; } = new(2, 3, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5));

    private static IHosted New(EntityId id) => id.Kind switch
    {
        EntityKind.Account => new Hosted<AccountState>(new AccountDecider(Venue.Shards), id),
        EntityKind.Watchlist => new Hosted<WatchlistState>(new WatchlistDecider(), id),
        EntityKind.Liquidation => new Hosted<LiquidationState>(new LiquidationDecider(), id),
        EntityKind.Liquidators => new Hosted<LiquidatorQueue>(new LiquidatorsDecider(Pool), id),
        EntityKind.Fund => new Hosted<FundState>(new FundDecider(), id),
        EntityKind.Market => new Hosted<MarketState>(new MarketDecider(Venue.Shards), id),
        EntityKind.Escrow => new Hosted<EscrowState>(new EscrowDecider(), id),
        EntityKind.Pool => new Hosted<PoolState>(new PoolDecider(), id),
        EntityKind.Deleveraging => new Hosted<DeleveragingState>(new DeleveragingDecider(), id),
        EntityKind.OrderBook => new Hosted<OrderBookState>(new OrderBookDecider(), id),
        _ => throw new ArgumentOutOfRangeException(nameof(id), id, "no such entity here"),
    };
}
