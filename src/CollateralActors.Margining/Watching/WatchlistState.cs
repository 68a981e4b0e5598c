using System.Collections.Immutable;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Watching;

/// <summary>A watchlist as its events made it, and the cache that it works with.</summary>
/// <param name="Watched">The epoch of each watched account.</param>
/// <param name="Overdue">Accounts that are not waited for, with the first frame that each has not answered for.</param>
/// <param name="PassedUpTo">Everybody else who had to be woken up to this frame has answered.</param>
/// <param name="Cache">Bands and what else is volatile; never stored, empty after recovery.</param>
public sealed record WatchlistState(
    ImmutableSortedDictionary<AccountId, int> Watched,
    ImmutableSortedDictionary<AccountId, FrameNumber> Overdue,
    FrameNumber PassedUpTo,
    WatchCache Cache)
{
    /// <summary>Watches nobody.</summary>
    public static WatchlistState Initial() => new(
        ImmutableSortedDictionary<AccountId, int>.Empty,
        ImmutableSortedDictionary<AccountId, FrameNumber>.Empty,
        FrameNumber.None,
        new WatchCache());
}

/// <summary>
/// What a running watchlist knows beside who is watched. Lost with it, and found again by looking at everybody once.
/// </summary>
/// <remarks>Mutable, for one thread: the ladder of a hundred thousand accounts is not copied for each frame.</remarks>
public sealed class WatchCache
{
    private readonly Dictionary<AccountId, long> tickets = [];
    private readonly Dictionary<AccountId, Answered> answers = [];
    private long firstTicket;
    private bool isFilled;

    /// <summary>The bands.</summary>
    public Ladder Ladder { get; } = new();

    /// <summary>The last frame that was passed; null before the first.</summary>
    public MarketView? Current { get; set; }

    /// <summary>Who was woken and has not answered; without those who are overdue.</summary>
    public OwedLooks Looks { get; } = new();

    /// <summary>After recovery nobody has a band: everybody who is watched counts as outside.</summary>
    /// <param name="watched">Who is watched.</param>
    /// <param name="now">
    /// After recovery tickets go on from this time in milliseconds: an answer to a former life is not taken for one to
    /// this.
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

    /// <summary>
    /// Takes note of an answer; tells whether nothing that was decided later is known of, and, if it is not the last
    /// ticket's, whether the answer to that was decided earlier.
    /// </summary>
    public bool IsNewest(WatchlistCommand.AnswerBand answer)
    {
        var (before, isLast) = (answers.GetValueOrDefault(answer.Account), IsLast(answer.Account, answer.Ticket));
        if (isLast || answer.Version > before.Version)
            answers[answer.Account] = new Answered(
                isLast ? answer.Ticket : before.Ticket, Math.Max(before.Version, answer.Version));
        return answer.Version == 0 || (isLast
            ? answer.Version >= before.Version
            : before.Ticket > 0 && answer.Version > before.Version && IsLast(answer.Account, before.Ticket));
    }

    /// <summary>The account is not watched any more.</summary>
    public void Forget(AccountId account)
    {
        Ladder.Remove(account);
        tickets.Remove(account);
        answers.Remove(account);
        Looks.Forget(account);
    }

    /// <summary>The last ticket with an answer, and the highest version of all answers.</summary>
    private readonly record struct Answered(long Ticket, long Version);
}
