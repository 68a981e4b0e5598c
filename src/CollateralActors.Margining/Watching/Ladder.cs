using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Watching;

/// <summary>
/// The bands of the accounts that one watchlist watches, with their ends in the order in which prices meet them: a
/// frame costs what it crosses, not what is watched.
/// </summary>
/// <remarks>
/// A cache for one thread that is never stored. An account is returned by every pass until a band is set that holds:
/// what a frame returns is exactly those accounts whose band does not contain its prices, and those that have none.
/// </remarks>
public sealed partial class Ladder
{
    private const int StackLimit = 32;

    private readonly LadderAccounts accounts = new();
    private readonly LadderVariables variables = new();
    private readonly decimal straightPassShare;
    private MarketView? current;

    /// <summary>Makes an empty ladder.</summary>
    /// <param name="straightPassShare">
    /// When a frame crosses the bands of more than this share of the accounts, 0 to 1, all are visited without the
    /// ladder.
    /// </param>
    public Ladder(decimal straightPassShare = 0.04m)
    {
        if (straightPassShare is < 0m or > 1m)
            throw new ArgumentOutOfRangeException(
                nameof(straightPassShare), straightPassShare, "the share must be between 0 and 1");
        this.straightPassShare = straightPassShare;
    }

    /// <summary>What the ladder has done so far.</summary>
    public LadderStatistics Statistics { get; private set; }

    /// <summary>How many accounts it watches.</summary>
    public int Count => accounts.Count;

    /// <summary>The frame that passed last; 0 before the first.</summary>
    public FrameNumber Frame => current?.Frame ?? FrameNumber.None;

    /// <summary>Whether the ladder watches <paramref name="account"/>.</summary>
    public bool Contains(AccountId account) => accounts.Find(account) >= 0;

    /// <summary>The account with a number.</summary>
    public AccountId this[int number] => accounts[number].Account;

    /// <summary>
    /// Number of an account in this ladder, from 0 and dense, as long as it is watched; it is taken in outside if it
    /// was not. For whoever keeps accounts by number and does not look for names at every frame.
    /// </summary>
    public int NumberOf(AccountId account) => accounts.Ensure(account);

    /// <summary>Watches an account by a band, or gives it a new one.</summary>
    /// <param name="account">The account.</param>
    /// <param name="band">Made from its present state at some frame.</param>
    /// <param name="severity">How badly off it was then, larger is worse: see <see cref="Accounts.Severity"/>.</param>
    /// <returns>
    /// Whether the band holds at the ladder's frame. If not, the account counts as outside and should be looked at now;
    /// it is returned by the next pass in any case. True before the first frame, which looks at everybody.
    /// </returns>
    public bool Set(AccountId account, Band band, decimal severity) => Set(accounts.Ensure(account), band, severity);

    /// <summary>The same for an account that has a number.</summary>
    public bool Set(int number, Band band, decimal severity)
    {
        ref var entry = ref accounts[number];
        accounts.Move(number, LadderPlace.Outside);
        (entry.Rank, entry.Book, entry.Status) = (LadderRank.Of(severity), band.Book, band.Status);
        if (band.IsHot)
        {
            if (current is not null && !band.Contains(current))
                return false;
            entry.Hot = band;
            accounts.Move(number, LadderPlace.Hot);
            return true;
        }

        Bind(ref entry, band.SharedVariables);
        if (current is not null && !Holds(entry, band, current))
            return false;
        var count = band.Intervals.Length;
        Span<PriceRange> box = count <= StackLimit ? stackalloc PriceRange[count] : new PriceRange[count];
        for (var i = 0; i < count; i++)
            box[i] = PriceRange.Between(entry.Intervals[i] = band.Intervals[i]);
        Enter(number, entry, box);
        return true;
    }

    /// <summary>
    /// Proves at the ladder's frame that an account's status is what it was, and gives it a new band in one go: there
    /// is no need to evaluate it. The same as <see cref="BandMaker.Renew"/> and <see cref="Set(AccountId, Band,
    /// decimal)"/>, and faster.
    /// </summary>
    /// <param name="number">The account's number.</param>
    /// <param name="book">The account as it is now.</param>
    /// <param name="status">The status that it had before.</param>
    /// <param name="weights">How much the variables move; all alike where none are given.</param>
    /// <returns>
    /// False where nothing is proven, as by <see cref="BandMaker.Renew"/>, or before the first frame: then the account
    /// stands as it did.
    /// </returns>
    public bool Renew(int number, WatchedBook book, MarginStatus status, BandWeights? weights = null)
    {
        if (current is null || !book.Fits(current))
            return false;
        ref var entry = ref accounts[number];
        if (!ReferenceEquals(entry.Names, book.SharedVariables))
        {
            accounts.Move(number, LadderPlace.Outside);
            Bind(ref entry, book.SharedVariables);
        }

        var count = entry.Variables.Length;
        Span<Price> prices = count <= StackLimit ? stackalloc Price[count] : new Price[count];
        Span<PriceRange> point = count <= StackLimit ? stackalloc PriceRange[count] : new PriceRange[count];
        Span<PriceRange> box = count <= StackLimit ? stackalloc PriceRange[count] : new PriceRange[count];
        variables.PricesOf(entry.Variables, prices, point);
        if (!BandMaker.TryRenew(
            book, prices, point, status, weights ?? BandWeights.Equal, box, entry.Intervals, out var rank))
            return false;
        entry.Rank = rank;
        Enter(number, entry, box);
        return true;
    }

    /// <summary>Watches an account without a band: every pass returns it until a band is set.</summary>
    /// <remarks>For whoever is changing, or may be: what its last band was made of does not count any more.</remarks>
    public void SetOutside(AccountId account)
    {
        var number = accounts.Ensure(account);
        accounts[number].Book = null;
        accounts.Move(number, LadderPlace.Outside);
    }

    /// <summary>Stops watching an account; nothing happens if it is not watched.</summary>
    public void Remove(AccountId account)
    {
        var number = accounts.Find(account);
        if (number >= 0)
            accounts.Remove(number);
    }

    private void Bind(ref LadderEntry entry, MarketVariable[] names)
    {
        if (ReferenceEquals(entry.Names, names))
            return;
        if (entry.Names is { } known && known.AsSpan().SequenceEqual(names))
        {
            entry.Names = names;
            return;
        }

        (entry.Names, entry.Variables) = (names, variables.NumbersOf(names, current));
        if (entry.Intervals.Length != names.Length)
            entry.Intervals = new PriceInterval[names.Length];
    }

    private void Enter(int number, in LadderEntry entry, ReadOnlySpan<PriceRange> box)
    {
        accounts.Move(number, LadderPlace.Inside);
        variables.Add(number, accounts.At(number).Stamp, entry.Variables, box, accounts.IsLive);
    }

    private bool Holds(in LadderEntry entry) => variables.Contain(entry.Variables, entry.Intervals);

    private bool Holds(in LadderEntry entry, Band band, MarketView market) =>
        band.IsEverything || (band.Risk == market.Risk.Edition && variables.Contain(entry.Variables, band.Intervals));
}
