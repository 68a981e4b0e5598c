using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Watching;

/// <summary>
/// The bands of the accounts that one watchlist watches, with their ends in the order in which prices meet them: a frame costs what it
/// crosses, not what is watched.
/// </summary>
/// <remarks>
/// A cache for one thread that is never stored. An account is returned by every pass until a band is set that holds: what a frame
/// returns is exactly those accounts whose band does not contain its prices, and those that have none.
/// </remarks>
public sealed class Ladder
{
    private const int FewestForStraightPass = 64;

    /// <summary>More than decimals can lose when they become distances: ends nearer than this are compared exactly.</summary>
    private const double Rounding = 1e-12;

    private const int StackLimit = 32;

    private readonly LadderAccounts accounts = new();
    private readonly LadderVariables variables = new();
    private readonly decimal straightPassShare;
    private readonly List<LadderEnd> taken = [];
    private MarketView? current;

    /// <summary>Makes an empty ladder.</summary>
    /// <param name="straightPassShare">
    /// When a frame crosses the bands of more than this share of the accounts, 0 to 1, all are visited without the ladder.
    /// </param>
    public Ladder(decimal straightPassShare = 0.04m)
    {
        if (straightPassShare is < 0m or > 1m)
            throw new ArgumentOutOfRangeException(nameof(straightPassShare), straightPassShare, "the share must be between 0 and 1");
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
    /// Number of an account in this ladder, from 0 and dense, as long as it is watched; it is taken in outside if it was not. For whoever
    /// keeps accounts by number and does not look for names at every frame.
    /// </summary>
    public int NumberOf(AccountId account) => accounts.Ensure(account);

    /// <summary>Watches an account by a band, or gives it a new one.</summary>
    /// <param name="account">The account.</param>
    /// <param name="band">Made from its present state at some frame.</param>
    /// <param name="severity">How badly off it was then, larger is worse: see <see cref="Accounts.Severity"/>.</param>
    /// <returns>
    /// Whether the band holds at the ladder's frame. If not, the account counts as outside and should be looked at now; it is returned by
    /// the next pass in any case. True before the first frame, which looks at everybody.
    /// </returns>
    public bool Set(AccountId account, Band band, decimal severity) => Set(accounts.Ensure(account), band, severity);

    /// <summary>The same for an account that has a number.</summary>
    public bool Set(int number, Band band, decimal severity)
    {
        ref var entry = ref accounts[number];
        accounts.Move(number, LadderPlace.Outside);
        entry.Rank = LadderRank.Of(severity);
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
    /// Proves at the ladder's frame that an account's status is what it was, and gives it a new band in one go: there is no need to
    /// evaluate it. The same as <see cref="BandMaker.Renew"/> and <see cref="Set(AccountId, Band, decimal)"/>, and faster.
    /// </summary>
    /// <param name="number">The account's number.</param>
    /// <param name="book">The account as it is now.</param>
    /// <param name="status">The status that it had before.</param>
    /// <param name="weights">How much the variables move; all alike where none are given.</param>
    /// <returns>
    /// False where nothing is proven, as by <see cref="BandMaker.Renew"/>, or before the first frame: then the account stands as it did.
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
        if (!BandMaker.TryRenew(book, prices, point, status, weights ?? BandWeights.Equal, box, entry.Intervals, out var rank))
            return false;
        entry.Rank = rank;
        Enter(number, entry, box);
        return true;
    }

    /// <summary>
    /// Reads what <see cref="Renew"/> will need into the processor's caches. A frame that wakes hundreds waits for memory; reading a
    /// few dozen accounts ahead lets the waits overlap. Changes nothing.
    /// </summary>
    /// <param name="number">The account's number.</param>
    /// <param name="book">The account as it is now.</param>
    /// <returns>A number without meaning, so that the reading is done.</returns>
    public double ReadAhead(int number, WatchedBook book)
    {
        ref var entry = ref accounts[number];
        var sum = book.ReadAhead() + entry.Variables.Length;
        foreach (ref readonly var interval in entry.Intervals.AsSpan())
            sum += interval.IsAbsent ? 1d : 0d;
        return sum;
    }

    /// <summary>Watches an account without a band: every pass returns it until a band is set.</summary>
    public void SetOutside(AccountId account) => accounts.Move(accounts.Ensure(account), LadderPlace.Outside);

    /// <summary>Stops watching an account; nothing happens if it is not watched.</summary>
    public void Remove(AccountId account)
    {
        var number = accounts.Find(account);
        if (number >= 0)
            accounts.Remove(number);
    }

    /// <summary>Moves the ladder on to a frame.</summary>
    /// <param name="previous">
    /// The frame before, as the caller knows it. Where it is null or not the frame that the ladder stands at, every band is compared.
    /// </param>
    /// <param name="next">The frame.</param>
    /// <returns>
    /// The accounts to look at, worst first, then by name: those whose band does not contain the frame's prices, the hot ones, those that
    /// were outside already, and everybody where the version of the risk book changed. They count as outside until a band is set.
    /// </returns>
    public IReadOnlyList<AccountId> Pass(MarketView? previous, MarketView next)
    {
        var woken = PassNumbers(previous, next);
        if (woken.IsEmpty)
            return [];
        var result = new AccountId[woken.Length];
        for (var i = 0; i < result.Length; i++)
            result[i] = accounts[woken[i]].Account;
        return result;
    }

    /// <summary>The same, but returns the accounts' numbers. They are overwritten by the next pass.</summary>
    public ReadOnlySpan<int> PassNumbers(MarketView? previous, MarketView next)
    {
        var isContinued = current is not null && previous is not null && previous.Frame == current.Frame;
        var isNewRisk = current is not null && current.Risk.Version != next.Risk.Version;
        current = next;
        var isSmooth = variables.MoveTo(next) && isContinued;
        var crossed = 0;
        var isStraight = isNewRisk || !isSmooth || !Sweep(ref crossed);
        if (isStraight)
            VisitEverybody(isNewRisk, ref crossed);
        LeaveHot(next);
        var woken = accounts.OutsideWorstFirst();
        var before = Statistics;
        Statistics = new LadderStatistics(
            before.Frames + 1, before.Crossed + crossed, before.Woken + woken.Length, before.StraightPasses + (isStraight ? 1 : 0));
        return woken;
    }

    /// <summary>Takes off the ends that the frame crossed; gives up where so many are that a straight pass is cheaper.</summary>
    private bool Sweep(ref int crossed)
    {
        var most = Math.Max(FewestForStraightPass, (int)(accounts.Count * straightPassShare));
        foreach (var variable in variables.All)
        {
            Sweep(variable.Below, -variable.Nearly, ref crossed);
            Sweep(variable.Above, variable.Nearly, ref crossed);
            if (crossed > most)
                return false;
        }

        return true;
    }

    private void Sweep(LadderSide side, double distance, ref int crossed)
    {
        var margin = Math.Abs(distance) * Rounding;
        taken.Clear();
        side.Take(distance + margin, taken);
        foreach (var end in taken)
        {
            if (!accounts.IsLive(end))
                continue;
            if (end.At >= distance - margin && Holds(accounts[end.Number]))
            {
                side.Add(end, accounts.IsLive);
                continue;
            }

            accounts.Move(end.Number, LadderPlace.Outside);
            crossed++;
        }
    }

    private void VisitEverybody(bool isNewRisk, ref int crossed)
    {
        for (var number = 0; number < accounts.Capacity; number++)
        {
            if (accounts.At(number).Place != LadderPlace.Inside || (!isNewRisk && Holds(accounts[number])))
                continue;
            crossed++;
            accounts.Move(number, LadderPlace.Outside);
        }

        variables.Purge(accounts.IsLive);
    }

    private void LeaveHot(MarketView next)
    {
        for (var i = accounts.Restless.Count - 1; i >= 0; i--)
        {
            var number = accounts.Restless[i];
            if (accounts.At(number).Place == LadderPlace.Hot && !accounts[number].Hot!.Contains(next))
                accounts.Move(number, LadderPlace.Outside);
        }
    }

    private void Bind(ref LadderEntry entry, MarketVariable[] names)
    {
        if (ReferenceEquals(entry.Names, names))
            return;
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
        band.IsEverything || (band.Risk == market.Risk.Version && variables.Contain(entry.Variables, band.Intervals));
}
