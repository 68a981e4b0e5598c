using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Deciding;

/// <summary>The frames that a node knows.</summary>
public interface IMarketHistory
{
    /// <summary>The latest frame, or null before the first one is known.</summary>
    MarketView? Latest { get; }

    /// <summary>The frame with this number, or null where it is not known here.</summary>
    MarketView? At(FrameNumber frame);

    /// <summary>The oldest frame that is kept; those before it will never be known here again.</summary>
    FrameNumber OldestKept => FrameNumber.None.Next;
}

/// <summary>All that a decision may look at beside state and command.</summary>
/// <param name="Now">The time of the decision.</param>
/// <param name="History">The frames that are known.</param>
/// <param name="Market">The frame to decide at; null where none is known.</param>
public sealed record DecisionContext(Instant Now, IMarketHistory History, MarketView? Market);

/// <summary>An entity as it stands: its own state and what every entity has.</summary>
/// <typeparam name="TState">The decider's state.</typeparam>
/// <param name="Id">Which entity.</param>
/// <param name="State">What its events made of it.</param>
/// <param name="Inbox">What it remembers of accepted commands.</param>
/// <param name="Outbox">What it owes.</param>
/// <param name="Version">Number of its events: the sequence number of the last one.</param>
public sealed record Entity<TState>(EntityId Id, TState State, Inbox Inbox, Outbox Outbox, long Version);

/// <summary>The rules of one kind of entity, as pure functions.</summary>
/// <typeparam name="TState">An immutable record, apart from caches that are never stored.</typeparam>
public interface IDecider<TState>
{
    /// <summary>The state before any event.</summary>
    TState Initial(EntityId id);

    /// <summary>
    /// Where a command has to go first, to come back and be decided then; null where it can be decided now.
    /// </summary>
    /// <remarks>
    /// Asked before the order of duties is looked at: several duties of one sender may be on the detour at once, and
    /// come back in the order in which they left.
    /// </remarks>
    Envelope? Detour(Entity<TState> entity, Envelope envelope) => null;

    /// <summary>What to say to a command that was not applied before.</summary>
    Decision Decide(Entity<TState> entity, Envelope envelope, DecisionContext context);

    /// <summary>The state after an event. Copies facts, decides nothing, never refuses.</summary>
    TState Evolve(TState state, Recorded recorded);

    /// <summary>What an event obliges others to do, in order.</summary>
    IEnumerable<Owed> Owes(Entity<TState> before, IEvent @event) => [];

    /// <summary>
    /// What follows by itself once a decision's events have happened, such as letting a watch go. Usually nothing.
    /// </summary>
    IReadOnlyList<IEvent> Afterwards(Entity<TState> entity) => [];

    /// <summary>
    /// Signals to send on recovery and again on a timer, so that volatile helpers learn what waits here.
    /// </summary>
    IEnumerable<Envelope> Reminders(Entity<TState> entity) => [];

    /// <summary>When the entity must be looked at though nobody calls; null if never.</summary>
    Instant? NextDue(TState state) => null;

    /// <summary>Signals to send when that time has come.</summary>
    IEnumerable<Envelope> WhenDue(Entity<TState> entity) => [];

    /// <summary>
    /// Whether the entity has nothing going on that would stop it from leaving memory; duties are looked at apart.
    /// </summary>
    bool MayRest(TState state) => true;

    /// <summary>
    /// The command that a stored decision answered, so that it can be decided again; null where it cannot be told.
    /// </summary>
    ICommand? CommandOf(TState before, IReadOnlyList<Recorded> decision) => null;
}
