using System.Collections.Immutable;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Watching;

/// <summary>A watchlist as its events made it, and the cache that it works with.</summary>
/// <param name="Watched">The epoch of each watched account.</param>
/// <param name="PassedUpTo">Everybody who had to be woken up to this frame has answered.</param>
/// <param name="Cache">Bands and what else is volatile; never stored, empty after recovery.</param>
public sealed record WatchlistState(
    ImmutableSortedDictionary<AccountId, int> Watched, FrameNumber PassedUpTo, WatchCache Cache)
{
    /// <summary>Watches nobody.</summary>
    public static WatchlistState Initial() =>
        new(ImmutableSortedDictionary<AccountId, int>.Empty, FrameNumber.None, new WatchCache());
}

/// <summary>What a running watchlist knows beside who is watched. Lost with it, and found again by looking at everybody once.</summary>
/// <remarks>Mutable, for one thread: the ladder of a hundred thousand accounts is not copied for each frame.</remarks>
public sealed class WatchCache
{
    private readonly Dictionary<AccountId, long> tickets = [];
    private readonly Dictionary<AccountId, SortedDictionary<long, FrameNumber>> waiting = [];
    private long firstTicket;
    private bool isFilled;

    /// <summary>The bands.</summary>
    public Ladder Ladder { get; } = new();

    /// <summary>The last frame that was passed; null before the first.</summary>
    public MarketView? Current { get; set; }

    /// <summary>How many accounts were woken and have not answered every time.</summary>
    public int Waiting => waiting.Count;

    /// <summary>After recovery nobody has a band: everybody who is watched counts as outside.</summary>
    /// <param name="watched">Who is watched.</param>
    /// <param name="now">
    /// After recovery tickets go on from this time in milliseconds: an answer to a former life is not taken for one to this.
    /// </param>
    public void Fill(IEnumerable<AccountId> watched, Instant now)
    {
        if (isFilled)
            return;
        isFilled = true;
        foreach (var account in watched)
        {
            firstTicket = now.UnixMilliseconds;
            Ladder.SetOutside(account);
        }
    }

    /// <summary>The next ticket of an account: only a band that answers the last one is used.</summary>
    public long NextTicket(AccountId account) => tickets[account] = tickets.GetValueOrDefault(account, firstTicket) + 1;

    /// <summary>Whether <paramref name="ticket"/> is the account's last one.</summary>
    public bool IsLast(AccountId account, long ticket) => tickets.GetValueOrDefault(account) == ticket;

    /// <summary>The account was woken for a frame; of more frames than a checkpoint bridges the oldest are given up.</summary>
    public void Woken(AccountId account, long ticket, FrameNumber frame)
    {
        if (!waiting.TryGetValue(account, out var owed))
            waiting.Add(account, owed = []);
        owed.Add(ticket, frame);
        if (owed.Count > WatchlistDecider.CheckpointEvery)
            owed.Remove(owed.Keys.First());
    }

    /// <summary>The account has answered one wake; others before it may still have been lost.</summary>
    public void Answered(AccountId account, long ticket)
    {
        if (waiting.TryGetValue(account, out var owed) && owed.Remove(ticket) && owed.Count == 0)
            waiting.Remove(account);
    }

    /// <summary>Who owes answers for which frames, in order; they count as not woken for them any more.</summary>
    public IReadOnlyList<(AccountId Account, IReadOnlyList<FrameNumber> Frames)> TakeUnanswered()
    {
        var owed = waiting.OrderBy(account => account.Key)
            .Select(account => (account.Key, (IReadOnlyList<FrameNumber>)[.. account.Value.Values.Distinct().Order()]))
            .ToList();
        waiting.Clear();
        return owed;
    }

    /// <summary>The account is not watched any more.</summary>
    public void Forget(AccountId account)
    {
        Ladder.Remove(account);
        tickets.Remove(account);
        waiting.Remove(account);
    }
}
