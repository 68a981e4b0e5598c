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
    private readonly Dictionary<AccountId, FrameNumber> waiting = [];
    private bool isFilled;

    /// <summary>The bands.</summary>
    public Ladder Ladder { get; } = new();

    /// <summary>The last frame that was passed; null before the first.</summary>
    public MarketView? Current { get; set; }

    /// <summary>Accounts that were woken and have not answered, with the first frame that they owe an answer for.</summary>
    public IReadOnlyDictionary<AccountId, FrameNumber> Waiting => waiting;

    /// <summary>After recovery nobody has a band: everybody who is watched counts as outside.</summary>
    public void Fill(IEnumerable<AccountId> watched)
    {
        if (isFilled)
            return;
        isFilled = true;
        foreach (var account in watched)
            Ladder.SetOutside(account);
    }

    /// <summary>The next ticket of an account: only a band that answers the last one is used.</summary>
    public long NextTicket(AccountId account) => tickets[account] = tickets.GetValueOrDefault(account) + 1;

    /// <summary>Whether <paramref name="ticket"/> is the account's last one.</summary>
    public bool IsLast(AccountId account, long ticket) => tickets.GetValueOrDefault(account) == ticket;

    /// <summary>The account was woken for <paramref name="frame"/>.</summary>
    public void Woken(AccountId account, FrameNumber frame) => waiting.TryAdd(account, frame);

    /// <summary>The account has answered all that it was woken for.</summary>
    public void Answered(AccountId account) => waiting.Remove(account);

    /// <summary>The account is not watched any more.</summary>
    public void Forget(AccountId account)
    {
        Ladder.Remove(account);
        tickets.Remove(account);
        waiting.Remove(account);
    }
}
