using System.Diagnostics;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Watching;

/// <summary>
/// The rules of a watchlist: who is watched is stored, bands are not; every frame is passed in order.
/// </summary>
/// <remarks>
/// It is the one place where a watched account's commands and frames meet, so it gives them their order. The cache in
/// its state is changed in place while deciding: whatever is lost with it is found again by looking at everybody once.
/// </remarks>
public sealed class WatchlistDecider : IDecider<WatchlistState>
{
    /// <summary>
    /// How many frames may pass before it stores that they did, which bounds what is looked at again after a crash; and
    /// before an account that nothing was heard of is overdue.
    /// </summary>
    public const int CheckpointEvery = 64;

    /// <summary>How many frames of a gap an account is sent to look at with one message.</summary>
    private const int MostLooks = CheckpointEvery / 2;

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
        WatchlistEvent.AccountUnwatched e => state with
        {
            Watched = state.Watched.Remove(e.Account),
            Overdue = state.Overdue.Remove(e.Account),
        },
        WatchlistEvent.AccountOverdue e => state with { Overdue = state.Overdue.SetItem(e.Account, e.Since) },
        WatchlistEvent.AccountCaughtUp e => state with { Overdue = state.Overdue.Remove(e.Account) },
        WatchlistEvent.FramesPassed e => state with { PassedUpTo = e.UpTo },
        WatchlistEvent.FramesSkipped e => state with { PassedUpTo = e.UpTo },
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
        var stamped = c.Then with
        {
            Stamp = new Stamp(market.Frame, epoch, cache.NextTicket(c.Account)) { Looks = cache.Looks.Of(c.Account) },
        };
        return state.Watched.TryGetValue(c.Account, out var stored) && stored == epoch
            ? new Decision.PassedOn(stamped)
            : new Decision.Accepted([new WatchlistEvent.AccountWatched(c.Account, epoch)], [], stamped);
    }

    private static Decision AnswerBand(Entity<WatchlistState> entity, WatchlistCommand.AnswerBand c)
    {
        var (state, cache) = (entity.State, entity.State.Cache);
        cache.Looks.Answered(c.Account, c.Ticket);
        if (state.Watched.GetValueOrDefault(c.Account) != c.Epoch)
            return Decision.Nothing;
        var (isLast, isNewest) = (cache.IsLast(c.Account, c.Ticket), cache.IsNewest(c));
        if (!isLast && (c.Version == 0 || !isNewest))
            return Decision.Nothing;
        // Where messages overtook one another, neither answer says how the account is now.
        if (!isLast || !isNewest || !cache.Ladder.Set(c.Account, c.Band, c.Severity.Value))
            return new Decision.Observed([Wake(state, entity.Id, c.Account, cache.Current!.Frame)]);
        var news = new List<IEvent>();
        if (state.Overdue.ContainsKey(c.Account))
            news.Add(new WatchlistEvent.AccountCaughtUp(c.Account, cache.Ladder.Frame));
        if (cache.Looks.Count == 0)
            news.AddRange(Checkpoint(state, cache.Ladder.Frame));
        return Tell(news, []);
    }

    // Nothing up to here needs to be looked at again: everybody who was woken has answered, or is known to be overdue.
    private static IEnumerable<IEvent> Checkpoint(WatchlistState state, FrameNumber upTo) =>
        upTo.Value >= state.PassedUpTo.Value + CheckpointEvery ? [new WatchlistEvent.FramesPassed(upTo)] : [];

    private static Decision Tell(List<IEvent> news, IReadOnlyList<Envelope> signals) =>
        news.Count > 0 ? new Decision.Accepted(news, signals) : new Decision.Observed(signals);

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
            return new Decision.Observed([.. Remind(entity.State, entity.Id)]);
        var news = new List<IEvent>();
        var state = WithoutTheSilent(entity.State, news);
        state = WithoutTheForgotten(state, upTo, history, news);
        var (wakes, woken) = (new List<Envelope>(), new WokenAccounts());
        for (var frame = From(state, upTo); frame <= upTo && history.At(frame) is { } market; frame = frame.Next)
        {
            var unproven = cache.Ladder.PassRenewing(cache.Current, market);
            cache.Current = market;
            foreach (var number in unproven)
            {
                var account = cache.Ladder[number];
                if (woken.Add(account, frame) is { } earlier)
                    Owe(state, account, earlier);
            }

            if (woken.Frames == MostLooks)
                wakes.AddRange(WakeAll(state, entity.Id, woken));
        }

        wakes.AddRange(WakeAll(state, entity.Id, woken));
        var oldest = cache.Looks.Oldest ?? cache.Ladder.Frame.Next;
        news.AddRange(Checkpoint(state, new FrameNumber(oldest.Value - 1)));
        return Tell(news, wakes);
    }

    // One account that cannot answer, such as a parked one, must not keep its whole shard from getting on.
    private static WatchlistState WithoutTheSilent(WatchlistState state, List<IEvent> news)
    {
        foreach (var (account, since) in state.Cache.Looks.TakeSilent())
        {
            news.Add(new WatchlistEvent.AccountOverdue(account, since));
            state = state with { Overdue = state.Overdue.SetItem(account, since) };
        }

        return state;
    }

    // Waiting for a frame that is not kept would be waiting for ever, and to act now on prices of long ago helps
    // nobody.
    private static WatchlistState WithoutTheForgotten(
        WatchlistState state, FrameNumber upTo, IMarketHistory history, List<IEvent> news)
    {
        var next = From(state, upTo);
        if (next >= history.OldestKept || history.At(upTo) is null)
            return state;
        var last = new FrameNumber(upTo.Value - 1);
        news.Add(state.Watched.IsEmpty
            ? new WatchlistEvent.FramesPassed(last)
            : new WatchlistEvent.FramesSkipped(next, last));
        return state with { PassedUpTo = last };
    }

    // After recovery everybody is looked at from the checkpoint on, and at least once.
    private static FrameNumber From(WatchlistState state, FrameNumber upTo)
    {
        var next = state.PassedUpTo < upTo ? state.PassedUpTo.Next : upTo;
        return state.Cache.Current is { } last && last.Frame >= next ? last.Frame.Next : next;
    }

    // The frame is repeated: whoever has not answered may not have heard, so it is woken again, with all frames that it
    // owes. Of those who are overdue only the present frame is asked.
    private static IEnumerable<Envelope> Remind(WatchlistState state, EntityId self)
    {
        foreach (var (account, frames) in state.Cache.Looks.TakeUnanswered())
        {
            foreach (var earlier in frames.SkipLast(1))
                Owe(state, account, earlier);
            yield return Wake(state, self, account, frames[^1]);
        }

        foreach (var account in state.Overdue.Keys)
            yield return Wake(state, self, account, state.Cache.Ladder.Frame);
    }

    private static IEnumerable<Envelope> WakeAll(WatchlistState state, EntityId self, WokenAccounts woken) =>
        woken.Take().Select(each => Wake(state, self, each.Account, each.Frame));

    private static Envelope Wake(WatchlistState state, EntityId self, AccountId account, FrameNumber frame)
    {
        var looks = state.Cache.Looks.Of(account).Where(earlier => earlier < frame).ToValueList();
        var ticket = Owe(state, account, frame);
        var stamp = new Stamp(frame, state.Watched.GetValueOrDefault(account), ticket) { Looks = looks };
        return Envelope.Signal(self, Entities.Account(account), new AccountCommand.Evaluate()) with { Stamp = stamp };
    }

    private static long Owe(WatchlistState state, AccountId account, FrameNumber frame)
    {
        var ticket = state.Cache.NextTicket(account);
        if (!state.Overdue.ContainsKey(account))
            state.Cache.Looks.Woken(account, ticket, frame);
        return ticket;
    }
}
