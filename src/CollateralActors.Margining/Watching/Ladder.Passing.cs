using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Watching;

/// <content>What a frame does to the ladder.</content>
public sealed partial class Ladder
{
    private const int FewestForStraightPass = 64;

    /// <summary>So many accounts that they and what they touch stay in a small cache.</summary>
    private const int AtATime = 24;

    /// <summary>
    /// More than decimals can lose when they become distances: ends nearer than this are compared exactly.
    /// </summary>
    private const double Rounding = 1e-12;

    private readonly List<LadderEnd> taken = [];
    private int[] unproven = new int[16];
    private double sumOfReads;

    /// <summary>Moves the ladder on to a frame.</summary>
    /// <param name="previous">
    /// The frame before, as the caller knows it. Where it is null or not the frame that the ladder stands at, every
    /// band is compared.
    /// </param>
    /// <param name="next">The frame.</param>
    /// <returns>
    /// The accounts to look at, worst first, then by name: those whose band does not contain the frame's prices, the
    /// hot ones, those that were outside already, and everybody where the parameters changed. They count as outside
    /// until a band is set.
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
        var isNewRisk = current is not null && current.Risk.Edition != next.Risk.Edition;
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
            before.Frames + 1,
            before.Crossed + crossed,
            before.Woken + woken.Length,
            before.StraightPasses + (isStraight ? 1 : 0));
        return woken;
    }

    /// <summary>
    /// Moves the ladder on to a frame, and renews the bands of the woken accounts whose status it proves not to have
    /// changed: they need not be asked. The accounts themselves decide about the others.
    /// </summary>
    /// <param name="previous">As for <see cref="Pass"/>.</param>
    /// <param name="next">The frame.</param>
    /// <returns>
    /// Numbers of the accounts to look at, in the order of <see cref="Pass"/>; overwritten by the next pass.
    /// </returns>
    public ReadOnlySpan<int> PassRenewing(MarketView? previous, MarketView next)
    {
        var woken = PassNumbers(previous, next);
        if (unproven.Length < woken.Length)
            unproven = new int[2 * woken.Length];
        var count = 0;
        for (var i = 0; i < woken.Length; i++)
        {
            if (i % AtATime == 0)
                ReadAhead(woken.Slice(i, Math.Min(AtATime, woken.Length - i)));
            if (accounts[woken[i]] is { Book: { } book, Status: var status } && Renew(woken[i], book, status))
                continue;
            accounts[woken[i]].Book = null;
            unproven[count++] = woken[i];
        }

        return unproven.AsSpan(0, count);
    }

    /// <summary>
    /// Takes off the ends that the frame crossed; gives up where so many are that a straight pass is cheaper.
    /// </summary>
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

    // A frame that wakes hundreds waits for memory; reading a few dozen accounts ahead lets the waits overlap.
    private void ReadAhead(ReadOnlySpan<int> numbers)
    {
        foreach (var number in numbers)
        {
            ref var entry = ref accounts[number];
            sumOfReads += (entry.Book?.ReadAhead() ?? 0d) + entry.Variables.Length;
            foreach (ref readonly var interval in entry.Intervals.AsSpan())
                sumOfReads += interval.IsAbsent ? 1d : 0d;
        }
    }
}
