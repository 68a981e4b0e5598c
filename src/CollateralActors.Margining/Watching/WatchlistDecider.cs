using System.Diagnostics;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Watching;

/// <summary>The rules of a watchlist: who is watched is stored, bands are not; every frame is passed in order.</summary>
/// <remarks>
/// It is the one place where a watched account's commands and frames meet, so it gives them their order. The cache in its
/// state is changed in place while deciding: whatever is lost with it is found again by looking at everybody once.
/// </remarks>
public sealed class WatchlistDecider : IDecider<WatchlistState>
{
    /// <summary>How many frames may pass before it stores that they did; bounds what is looked at again after a crash.</summary>
    public const int CheckpointEvery = 64;

    /// <inheritdoc/>
    public WatchlistState Initial(EntityId id) => WatchlistState.Initial();

    /// <inheritdoc/>
    public Decision Decide(Entity<WatchlistState> entity, Envelope envelope, DecisionContext context)
    {
        entity.State.Cache.Fill(entity.State.Watched.Keys, context.Now);
        return envelope.Command switch
        {
            WatchlistCommand.Watch c => Watch(entity.State, c),
            WatchlistCommand.AnswerBand c => AnswerBand(entity, c),
            WatchlistCommand.Unwatch c => Unwatch(entity.State, c),
            MarketCommand.FramePassed c => Pass(entity, c.Frame, context.History),
            _ => throw new UnreachableException($"unhandled command {envelope.Command.GetType().Name}"),
        };
    }

    /// <inheritdoc/>
    public WatchlistState Evolve(WatchlistState state, Recorded recorded) => recorded.Event switch
    {
        WatchlistEvent.AccountWatched e => state with { Watched = state.Watched.SetItem(e.Account, e.Epoch) },
        WatchlistEvent.AccountUnwatched e => state with { Watched = state.Watched.Remove(e.Account) },
        WatchlistEvent.FramesPassed e => state with { PassedUpTo = e.UpTo },
        _ => throw new UnreachableException($"unhandled event {recorded.Event.GetType().Name}"),
    };

    /// <summary>Bands would be lost for nothing.</summary>
    public bool MayRest(WatchlistState state) => false;

    /// <inheritdoc/>
    public ICommand? CommandOf(WatchlistState before, IReadOnlyList<Recorded> decision) => decision[0].Event switch
    {
        WatchlistEvent.AccountUnwatched e => new WatchlistCommand.Unwatch(e.Account, e.Epoch),
        _ => null,
    };

    private static Decision Watch(WatchlistState state, WatchlistCommand.Watch c)
    {
        var cache = state.Cache;
        if (cache.Current is not { } market)
            return new Decision.NotYet("the market's first frame") { Asked = c.Then };
        cache.Ladder.SetOutside(c.Account);
        var epoch = Math.Max(c.Epoch, state.Watched.GetValueOrDefault(c.Account));
        var stamped = c.Then with { Stamp = new Stamp(market.Frame, epoch, cache.NextTicket(c.Account)) };
        return state.Watched.TryGetValue(c.Account, out var stored) && stored == epoch
            ? new Decision.PassedOn(stamped)
            : new Decision.Accepted([new WatchlistEvent.AccountWatched(c.Account, epoch)], [], stamped);
    }

    private static Decision AnswerBand(Entity<WatchlistState> entity, WatchlistCommand.AnswerBand c)
    {
        var (state, cache) = (entity.State, entity.State.Cache);
        cache.Answered(c.Account, c.Ticket);
        if (state.Watched.GetValueOrDefault(c.Account) != c.Epoch || !cache.IsLast(c.Account, c.Ticket))
            return Decision.Nothing;
        if (!cache.Ladder.Set(c.Account, c.Band, c.Severity.Value))
            return new Decision.Observed([Wake(entity, c.Account, cache.Current!.Frame)]);
        return Checkpoint(state, []);
    }

    // Whether somebody has answered or nobody was woken at all: nothing up to here needs to be looked at again.
    private static Decision Checkpoint(WatchlistState state, IReadOnlyList<Envelope> signals)
    {
        var frame = state.Cache.Ladder.Frame;
        return state.Cache.Waiting == 0 && frame.Value >= state.PassedUpTo.Value + CheckpointEvery
            ? new Decision.Accepted([new WatchlistEvent.FramesPassed(frame)], signals)
            : new Decision.Observed(signals);
    }

    private static Decision Unwatch(WatchlistState state, WatchlistCommand.Unwatch c)
    {
        if (!state.Watched.TryGetValue(c.Account, out var epoch) || epoch != c.Epoch)
            return Decision.Nothing;
        state.Cache.Forget(c.Account);
        return Decision.Accept(new WatchlistEvent.AccountUnwatched(c.Account, c.Epoch));
    }

    private static Decision Pass(Entity<WatchlistState> entity, FrameNumber upTo, IMarketHistory history)
    {
        var cache = entity.State.Cache;
        if (cache.Current is { } last && upTo <= last.Frame)
            return new Decision.Observed([.. Remind(entity)]);
        var wakes = new List<Envelope>();
        for (var frame = From(entity.State, upTo); frame <= upTo && history.At(frame) is { } market; frame = frame.Next)
        {
            var woken = cache.Ladder.Pass(cache.Current, market);
            cache.Current = market;
            wakes.AddRange(woken.Select(account => Wake(entity, account, frame)));
        }

        return Checkpoint(entity.State, wakes);
    }

    // After recovery everybody is looked at from the checkpoint on, and at least once.
    private static FrameNumber From(WatchlistState state, FrameNumber upTo) =>
        state.Cache.Current?.Frame.Next ?? (state.PassedUpTo < upTo ? state.PassedUpTo.Next : upTo);

    // The frame is repeated: whoever has not answered may not have heard, so it is woken again for each frame that it owes.
    private static IEnumerable<Envelope> Remind(Entity<WatchlistState> entity) =>
        from owed in entity.State.Cache.TakeUnanswered()
        from frame in owed.Frames
        select Wake(entity, owed.Account, frame);

    private static Envelope Wake(Entity<WatchlistState> entity, AccountId account, FrameNumber frame)
    {
        var cache = entity.State.Cache;
        var ticket = cache.NextTicket(account);
        cache.Woken(account, ticket, frame);
        var stamp = new Stamp(frame, entity.State.Watched.GetValueOrDefault(account), ticket);
        return Envelope.Signal(entity.Id, Entities.Account(account), new AccountCommand.Evaluate()) with { Stamp = stamp };
    }
}
