using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Liquidations;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;
using CollateralActors.Simulation.Scenarios;

namespace CollateralActors.Simulation.Worlds;

/// <summary>
/// The whole venue in memory, on one thread, without actors: the same steps and the same order of messages as the real
/// one. All that it stores, answers and sends is kept, to be compared with.
/// </summary>
public sealed class World(WorldOptions options)
{
    private readonly VenueDeciders deciders = new(options.Shards, LiquidatorPool.Fixed(options.Liquidators));
    private readonly SortedDictionary<EntityId, WorldEntity> entities = [];
    private readonly Dictionary<EntityId, List<Envelope>> sends = [];
    private readonly Dictionary<CommandId, Envelope> unanswered = [];
    private readonly List<Reply> replies = [];
    private readonly WorldHistory history = new();
    private readonly RoundSchedule schedule = new();
    private bool isHarmed;

    /// <summary>Called with each event when it is stored.</summary>
    public Action<EntityId, Recorded>? Stored { get; set; }

    /// <summary>The frames so far.</summary>
    public IMarketHistory History => history;

    /// <summary>Every entity that was ever sent anything, in order.</summary>
    public IEnumerable<EntityId> Entities => entities.Keys;

    /// <summary>All answers to clients, in order.</summary>
    public IReadOnlyList<Reply> Replies => replies;

    /// <summary>How many times an account was woken and looked at.</summary>
    public long Looks { get; private set; }

    /// <summary>Plays a whole run.</summary>
    public static World Run(ScenarioRun run, WorldOptions? options = null)
    {
        var world = new World(options ?? new WorldOptions());
        foreach (var round in run.Rounds())
            world.Play(round);
        return world;
    }

    /// <summary>
    /// Plays one round: inputs, quotes, and when nothing is under way any more the settling of the frame.
    /// </summary>
    public void Play(ScenarioRound round)
    {
        Submit(round.Time, round.Inputs);
        Submit(round.Time, [round.Quotes]);
        if (history.Latest is { } market)
            Submit(round.Time, [round.Settle(market.Frame)]);
    }

    /// <summary>Hands messages to the venue and waits until nothing is under way.</summary>
    public void Submit(Instant now, IReadOnlyList<Envelope> messages)
    {
        unanswered.Clear();
        foreach (var message in messages)
        {
            schedule.Collect(default, message);
            if (message.Origin is Origin.Client client)
                unanswered[client.Id] = message;
        }

        while (!schedule.IsEmpty || isHarmed)
        {
            // Before anything of a later stage goes on, whatever was lost in this one is sent again.
            if (isHarmed)
                Repair();
            foreach (var batch in schedule.TakeStage())
                Deliver(batch, now);
        }
    }

    /// <summary>What an entity stored, in order.</summary>
    public IReadOnlyList<Recorded> EventsOf(EntityId entity) => EntityOf(entity).Events;

    /// <summary>What an entity sent to others, in order; commands that it passed on are among it.</summary>
    public IReadOnlyList<Envelope> SendsOf(EntityId entity) => sends.TryGetValue(entity, out var sent) ? sent : [];

    /// <summary>What an entity's events made of it.</summary>
    public TState StateOf<TState>(EntityId entity) => (TState)EntityOf(entity).State;

    /// <summary>What an entity owes.</summary>
    public Outbox OutboxOf(EntityId entity) => EntityOf(entity).Outbox;

    /// <summary>What an entity remembers of commands.</summary>
    public Inbox InboxOf(EntityId entity) => EntityOf(entity).Inbox;

    /// <summary>The states of all entities of a kind, in order.</summary>
    public IReadOnlyList<TState> StatesOf<TState>(EntityKind kind) =>
        [.. entities.Where(entity => entity.Key.Kind == kind).Select(entity => (TState)entity.Value.State)];

    /// <summary>An entity loses all but its events and folds them.</summary>
    public void Recover(EntityId entity) => EntityOf(entity).Recover();

    private WorldEntity EntityOf(EntityId id)
    {
        if (!entities.TryGetValue(id, out var entity))
            entities.Add(id, entity = deciders.Accept(id.Kind, new WorldEntityMaker(id)));
        return entity;
    }

    private void Deliver(IReadOnlyList<Envelope> batch, Instant now)
    {
        var entity = EntityOf(batch[0].To);
        var fate = options.Mischief?.Next(batch[0].To) ?? Fate.Arrive;
        isHarmed |= fate is not (Fate.Arrive or Fate.Repeat);
        if (fate == Fate.MeetCrash)
            entity.Recover();
        if (fate is Fate.GetLost or Fate.MeetCrash)
            return;
        if (options.VisitsEveryone && batch.Any(envelope => envelope.Command is MarketCommand.FramePassed))
            ForgetBands(entity, now);
        var arriving = fate switch
        {
            Fate.Repeat => [.. batch, .. batch],
            Fate.ComeInDisorder => InDisorder(batch),
            _ => batch,
        };
        var heard = fate switch { Fate.CauseCrash => 0, Fate.CrashHalfway => 1, _ => int.MaxValue };
        foreach (var envelope in arriving)
        {
            foreach (var each in Stepper.Unroll(envelope))
                heard = Step(entity, each, now, heard);
        }

        if (fate is Fate.CauseCrash or Fate.CrashHalfway)
            entity.Recover();
    }

    // Senders keep their places: which of them is worked first is the round's to say.
    private static IReadOnlyList<Envelope> InDisorder(IReadOnlyList<Envelope> batch)
    {
        var reversed = batch.Where(envelope => envelope.Origin is Origin.Duty)
            .GroupBy(envelope => ((Origin.Duty)envelope.Origin).Sender)
            .ToDictionary(sender => sender.Key, sender => new Stack<Envelope>(sender));
        return
        [
            .. batch.Select(envelope => envelope.Origin is Origin.Duty duty ? reversed[duty.Sender].Pop() : envelope),
        ];
    }

    // Of what it sends and answers so many messages leave the entity; as many as are left of them, it returns.
    private int Step(WorldEntity entity, Envelope envelope, Instant now, int heard)
    {
        if (envelope.Command is AccountCommand.Evaluate)
            Looks++;
        var market = envelope.Stamp is { } stamp ? history.At(stamp.Frame) : history.Latest;
        var step = entity.Step(envelope, new DecisionContext(now, history, market));
        foreach (var recorded in step.Events)
        {
            history.Add(recorded);
            Stored?.Invoke(envelope.To, recorded);
        }

        IEnumerable<Envelope> leaving = step.PassOn is { } passOn ? [.. step.Sends, passOn] : step.Sends;
        foreach (var send in leaving.Take(heard))
            Send(envelope.To, send);
        heard -= Math.Min(heard, leaving.Count());
        if (heard == 0 || step.Reply is not { } reply)
            return heard;
        replies.Add(reply);
        if (reply.Outcome is not Outcome.Busy)
            unanswered.Remove(reply.Command);
        return heard - 1;
    }

    private void Send(EntityId sender, Envelope envelope)
    {
        if (!sends.TryGetValue(sender, out var sent))
            sends.Add(sender, sent = []);
        sent.Add(envelope);
        schedule.Collect(sender, envelope);
    }

    // What timers and clients do when they hear nothing: every entity sends what it owes, and clients ask again.
    private void Repair()
    {
        isHarmed = false;
        foreach (var (id, entity) in entities)
        {
            foreach (var reminder in entity.Reminders())
                Send(id, reminder);
        }

        foreach (var message in unanswered.Values)
            schedule.Collect(default, message);
    }

    private static void ForgetBands(WorldEntity entity, Instant now)
    {
        if (entity.State is not WatchlistState watchlist)
            return;
        watchlist.Cache.Fill(watchlist.Watched.Keys, now);
        foreach (var account in watchlist.Watched.Keys)
            watchlist.Cache.Ladder.SetOutside(account);
    }
}
