using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Watching;

/// <summary>What a watchlist can be asked to do.</summary>
public abstract record WatchlistCommand : ICommand
{
    private WatchlistCommand()
    {
    }

    /// <summary>
    /// A command for an account that is watched, or must be before the command exposes it: its band counts as outside
    /// from here; the watch is stored if it is new; then the command gets its place and goes back to the account.
    /// </summary>
    /// <param name="Account">The account.</param>
    /// <param name="Epoch">Number of the watch: the present one, or the next where none is on.</param>
    /// <param name="Then">The command to stamp and send back.</param>
    [RiskClass(RiskClass.None)]
    public sealed record Watch(AccountId Account, int Epoch, Envelope Then) : WatchlistCommand;

    /// <summary>A look's result: the account need not be woken while the market stays inside the band.</summary>
    /// <param name="Account">The account.</param>
    /// <param name="Epoch">The watch that the look was under.</param>
    /// <param name="Ticket">What it answers; older answers are not used.</param>
    /// <param name="Band">Bounds on market variables.</param>
    /// <param name="Severity">How badly the account stands; the worst is woken first.</param>
    [RiskClass(RiskClass.None)]
    public sealed record AnswerBand(AccountId Account, int Epoch, long Ticket, Band Band, Rate Severity)
        : WatchlistCommand
    {
        /// <summary>
        /// Number of the account's events that the band rests on: an answer to a later message may have been decided
        /// earlier, where messages overtake one another. 0 where it is not known.
        /// </summary>
        public long Version { get; init; }
    }

    /// <summary>An account is not exposed any more and owes nothing. Loses to a newer watch.</summary>
    [RiskClass(RiskClass.None)]
    public sealed record Unwatch(AccountId Account, int Epoch) : WatchlistCommand;
}

/// <summary>What can happen to a watchlist.</summary>
public abstract record WatchlistEvent : IEvent
{
    private WatchlistEvent()
    {
    }

    /// <summary>The account is watched.</summary>
    public sealed record AccountWatched(AccountId Account, int Epoch) : WatchlistEvent;

    /// <summary>The account is not watched any more.</summary>
    public sealed record AccountUnwatched(AccountId Account, int Epoch) : WatchlistEvent;

    /// <summary>
    /// All frames up to and with <paramref name="UpTo"/> were passed, and every account woken for them has answered or
    /// is overdue.
    /// </summary>
    public sealed record FramesPassed(FrameNumber UpTo) : WatchlistEvent;

    /// <summary>
    /// An account, such as one that is parked, has been silent for many frames: it has not answered for <paramref
    /// name="Since"/> or any frame after it. The watchlist goes on without it.
    /// </summary>
    public sealed record AccountOverdue(AccountId Account, FrameNumber Since) : WatchlistEvent;

    /// <summary>An account that was overdue has answered, and its band holds at <paramref name="Frame"/>.</summary>
    public sealed record AccountCaughtUp(AccountId Account, FrameNumber Frame) : WatchlistEvent;

    /// <summary>
    /// The watchlist was away for so long that frames are not kept any more: those from <paramref name="From"/> to
    /// <paramref name="UpTo"/> were not looked at. It goes on with the one after them, which everybody is looked at in.
    /// </summary>
    public sealed record FramesSkipped(FrameNumber From, FrameNumber UpTo) : WatchlistEvent;
}
