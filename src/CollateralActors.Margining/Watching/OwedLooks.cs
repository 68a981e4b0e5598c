using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Watching;

/// <summary>Which accounts were woken and have not answered every time. Volatile, as the bands are.</summary>
public sealed class OwedLooks
{
    private readonly SortedDictionary<AccountId, Waiting> accounts = [];
    private long passes;

    /// <summary>How many accounts owe an answer.</summary>
    public int Count => accounts.Count;

    /// <summary>The first frame that an answer is owed for; null where none is.</summary>
    public FrameNumber? Oldest => accounts.Count == 0 ? null : accounts.Values.Min(waiting => waiting.Since);

    /// <summary>
    /// The account was woken for a frame; of more frames than a checkpoint bridges the oldest are not asked for again.
    /// </summary>
    /// <param name="account">The account.</param>
    /// <param name="ticket">What its answer will name.</param>
    /// <param name="frame">The frame to look at.</param>
    public void Woken(AccountId account, long ticket, FrameNumber frame)
    {
        if (!accounts.TryGetValue(account, out var waiting))
            accounts.Add(account, waiting = new Waiting { Since = frame, SilentFrom = passes });
        waiting.Frames.Add(ticket, frame);
        if (waiting.Frames.Count > WatchlistDecider.CheckpointEvery)
            waiting.GiveUpFirst();
    }

    /// <summary>The frames that the account was woken for and has not answered, in order, each once.</summary>
    public ValueList<FrameNumber> Of(AccountId account) =>
        accounts.TryGetValue(account, out var waiting) ? waiting.Frames.Values.Distinct().ToValueList() : [];

    /// <summary>
    /// The account has answered a message, and with it all before: each message brings along the looks before it.
    /// </summary>
    public void Answered(AccountId account, long ticket)
    {
        if (!accounts.TryGetValue(account, out var waiting) || !waiting.Answer(ticket))
            return;
        if (waiting.Frames.Count == 0)
            accounts.Remove(account);
        else
            waiting.Heard(passes);
    }

    /// <summary>The account owes nothing any more.</summary>
    public void Forget(AccountId account) => accounts.Remove(account);

    /// <summary>
    /// The market has moved on. Gives the accounts that nothing was heard of while it did so
    /// <see cref="WatchlistDecider.CheckpointEvery"/> times, with the first frame that each owes; they are not waited
    /// for any more.
    /// </summary>
    /// <remarks>
    /// Counted in messages from the market, not in frames: one message may bring a gap of many frames.
    /// </remarks>
    public IReadOnlyList<(AccountId Account, FrameNumber Since)> TakeSilent()
    {
        passes++;
        var silent = accounts
            .Where(account => passes - account.Value.SilentFrom >= WatchlistDecider.CheckpointEvery)
            .Select(account => (account.Key, account.Value.Since))
            .ToList();
        foreach (var (account, _) in silent)
            accounts.Remove(account);
        return silent;
    }

    /// <summary>
    /// Who owes answers for which frames, in order. To be woken for them again: the tickets they had do not count any
    /// more.
    /// </summary>
    public IReadOnlyList<(AccountId Account, IReadOnlyList<FrameNumber> Frames)> TakeUnanswered()
    {
        var owed = accounts
            .Select(account => (account.Key, account.Value.FramesInOrder()))
            .ToList();
        foreach (var waiting in accounts.Values)
            waiting.Frames.Clear();
        return owed;
    }

    private sealed class Waiting
    {
        private bool hasGivenUp;

        /// <summary>The first frame without an answer.</summary>
        public FrameNumber Since { get; set; }

        /// <summary>When it was first woken, or last heard of.</summary>
        public long SilentFrom { get; set; }

        public SortedDictionary<long, FrameNumber> Frames { get; } = [];

        public bool Answer(long ticket)
        {
            var answered = Frames.Keys.TakeWhile(earlier => earlier <= ticket).ToList();
            answered.ForEach(earlier => Frames.Remove(earlier));
            return answered.Count > 0;
        }

        public IReadOnlyList<FrameNumber> FramesInOrder() => [.. Frames.Values.Distinct().Order()];

        public void GiveUpFirst()
        {
            Frames.Remove(Frames.Keys.First());
            hasGivenUp = true;
        }

        public void Heard(long now)
        {
            SilentFrom = now;
            if (!hasGivenUp)
                Since = Frames.Values.Min();
        }
    }
}
