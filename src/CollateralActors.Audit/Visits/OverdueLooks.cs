using CollateralActors.Audit.Findings;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;

namespace CollateralActors.Audit.Visits;

/// <summary>
/// The frames that watchlists themselves say they could not look at an account in: the account did not answer, or the
/// frames were gone.
/// </summary>
internal sealed class OverdueLooks(Shards shards)
{
    private readonly Dictionary<AccountId, List<Stretch>> accounts = [];
    private readonly Dictionary<EntityId, List<Stretch>> watchlists = [];

    /// <summary>Frames from one to another; to the journal's end where no end is known.</summary>
    private readonly record struct Stretch(FrameNumber From, FrameNumber? UpTo)
    {
        public bool Covers(FrameNumber from, FrameNumber upTo) =>
            From <= from && (UpTo is not { } last || upTo <= last);
    }

    /// <summary>Takes note of an event.</summary>
    public void Observe(EntityId entity, Recorded recorded)
    {
        switch (recorded.Event)
        {
            case WatchlistEvent.AccountOverdue e:
                StretchesOf(accounts, e.Account).Add(new Stretch(e.Since, null));
                break;
            case WatchlistEvent.AccountCaughtUp e:
                End(e.Account, e.Frame);
                break;
            case WatchlistEvent.AccountUnwatched e:
                End(e.Account, recorded.Frame);
                break;
            case WatchlistEvent.FramesSkipped e:
                StretchesOf(watchlists, entity).Add(new Stretch(e.From, e.UpTo));
                break;
        }
    }

    /// <summary>Whether the journal says that nobody looked at the account in those frames.</summary>
    public bool Explain(MissedCall call)
    {
        if (EntityId.Parse(call.Place.PersistenceId) is not { Kind: EntityKind.Account } entity)
            return false;
        var account = new AccountId(entity.Key);
        return accounts
            .GetValueOrDefault(account, [])
            .Concat(watchlists.GetValueOrDefault(shards.WatchlistOf(account), []))
            .Any(stretch => stretch.Covers(call.Frame, call.UpTo));
    }

    private void End(AccountId account, FrameNumber lookedAt)
    {
        if (accounts.TryGetValue(account, out var stretches) && stretches[^1].UpTo is null)
            stretches[^1] = stretches[^1] with { UpTo = new FrameNumber(lookedAt.Value - 1) };
    }

    private static List<Stretch> StretchesOf<TKey>(Dictionary<TKey, List<Stretch>> all, TKey key)
        where TKey : notnull
    {
        if (!all.TryGetValue(key, out var stretches))
            all.Add(key, stretches = []);
        return stretches;
    }
}
