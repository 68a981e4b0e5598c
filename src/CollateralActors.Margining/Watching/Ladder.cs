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

    private readonly LadderAccounts accounts = new();
    private readonly LadderVariables variables = new();
    private readonly decimal straightPassShare;
    private readonly List<(LadderEnd End, double At)> nearlyReached = [];
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

    /// <summary>Watches an account by a band, or gives it a new one.</summary>
    /// <param name="account">The account.</param>
    /// <param name="band">Made from its present state at some frame.</param>
    /// <param name="severity">How badly off it was then, larger is worse: see <see cref="Severity"/>.</param>
    /// <returns>
    /// Whether the band holds at the ladder's frame. If not, the account counts as outside and should be looked at now; it is returned by
    /// the next pass in any case. True before the first frame, which looks at everybody.
    /// </returns>
    public bool Set(AccountId account, Band band, decimal severity)
    {
        var number = accounts.Ensure(account);
        ref var slot = ref accounts[number];
        accounts.Move(number, LadderPlace.Outside);
        if (!ReferenceEquals(slot.Band?.SharedVariables, band.SharedVariables))
            slot.Variables = variables.NumbersOf(band.Variables, current);
        (slot.Band, slot.Severity) = (band, severity);
        var holds = current is null || Holds(slot, current);
        if (!holds)
            return false;
        accounts.Move(number, band.IsHot ? LadderPlace.Hot : LadderPlace.Inside);
        if (!band.IsHot)
            variables.Add(new LadderEnd(number, slot.Stamp), slot.Variables, band.Intervals, accounts.IsLive);
        return true;
    }

    /// <summary>Watches an account without a band: every pass returns it until a band is set.</summary>
    public void SetOutside(AccountId account) => accounts.Move(accounts.Ensure(account), LadderPlace.Outside);

    /// <summary>Stops watching an account; nothing happens if it is not watched.</summary>
    public void Remove(AccountId account)
    {
        var number = accounts.Find(account);
        if (number < 0)
            return;
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
        var isContinued = current is not null && previous is not null && previous.Frame == current.Frame;
        var isNewRisk = current is not null && current.Risk.Version != next.Risk.Version;
        current = next;
        var isSmooth = variables.MoveTo(next) && isContinued;
        var crossed = 0;
        var isStraight = isNewRisk || !isSmooth || !Sweep(next, ref crossed);
        if (isStraight)
            VisitEverybody(next, isNewRisk, ref crossed);
        LeaveHot(next);
        var woken = accounts.OutsideWorstFirst();
        var before = Statistics;
        Statistics = new LadderStatistics(
            before.Frames + 1, before.Crossed + crossed, before.Woken + woken.Length, before.StraightPasses + (isStraight ? 1 : 0));
        return woken;
    }

    /// <summary>Takes off the ends that the frame crossed; gives up where so many are that a straight pass is cheaper.</summary>
    private bool Sweep(MarketView next, ref int crossed)
    {
        foreach (var variable in variables.All)
        {
            var price = (double)variable.Price.Value;
            if (!Sweep(variable.Below, -price, next, ref crossed) || !Sweep(variable.Above, price, next, ref crossed))
                return false;
        }

        return true;
    }

    private bool Sweep(LadderSide side, double distance, MarketView next, ref int crossed)
    {
        var most = Math.Max(FewestForStraightPass, (int)(accounts.Count * straightPassShare));
        nearlyReached.Clear();
        while (crossed <= most && side.TryTake(distance, out var end, out var at))
        {
            if (!accounts.IsLive(end))
                continue;
            if (Holds(accounts[end.Slot], next))
            {
                nearlyReached.Add((end, at));
                continue;
            }

            accounts.Move(end.Slot, LadderPlace.Outside);
            crossed++;
        }

        foreach (var (end, at) in nearlyReached)
            side.PutBack(end, at);
        return crossed <= most;
    }

    private void VisitEverybody(MarketView next, bool isNewRisk, ref int crossed)
    {
        for (var number = 0; number < accounts.Capacity; number++)
        {
            ref var slot = ref accounts[number];
            if (slot.Place is LadderPlace.Free or LadderPlace.Outside || (!isNewRisk && Holds(slot, next)))
                continue;
            crossed += slot.Place == LadderPlace.Inside ? 1 : 0;
            accounts.Move(number, LadderPlace.Outside);
        }

        variables.Purge(accounts.IsLive);
    }

    private void LeaveHot(MarketView next)
    {
        for (var i = accounts.Restless.Count - 1; i >= 0; i--)
        {
            var number = accounts.Restless[i];
            if (accounts[number].Place == LadderPlace.Hot && !accounts[number].Band!.Contains(next))
                accounts.Move(number, LadderPlace.Outside);
        }
    }

    private bool Holds(in LadderSlot slot, MarketView market)
    {
        var band = slot.Band!;
        return band.IsEverything || band.IsHot
            ? band.Contains(market)
            : band.Risk == market.Risk.Version && variables.Contain(slot.Variables, band.Intervals);
    }
}
