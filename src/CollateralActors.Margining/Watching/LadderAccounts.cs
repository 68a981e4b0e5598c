using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Watching;

/// <summary>The accounts of a ladder, numbered densely, and the list of those that are hot or outside.</summary>
internal sealed class LadderAccounts : IComparer<int>
{
    private readonly Dictionary<AccountId, int> numbers = [];
    private readonly Stack<int> free = new();
    private readonly List<int> restless = [];
    private LadderSlot[] slots = new LadderSlot[16];
    private LadderEntry[] entries = new LadderEntry[16];
    private long[] orders = new long[16];
    private int[] outside = new int[16];

    public LadderAccounts() => IsLive = end => slots[end.Number].Stamp == end.Stamp;

    /// <summary>How many there are.</summary>
    public int Count => numbers.Count;

    /// <summary>One more than the highest number ever given.</summary>
    public int Capacity { get; private set; }

    /// <summary>Numbers of those that are hot or outside, in no order.</summary>
    public IReadOnlyList<int> Restless => restless;

    /// <summary>Whether the band that an end belongs to is still in the ladder.</summary>
    public Predicate<LadderEnd> IsLive { get; }

    /// <summary>The account with a number.</summary>
    public ref LadderEntry this[int number] => ref entries[number];

    /// <summary>Where the account with a number stands.</summary>
    public ref readonly LadderSlot At(int number) => ref slots[number];

    /// <summary>Number of an account; negative where it is not watched.</summary>
    public int Find(AccountId account) => numbers.TryGetValue(account, out var number) ? number : -1;

    /// <summary>Number of an account, which is taken in outside if it was not watched.</summary>
    public int Ensure(AccountId account)
    {
        if (numbers.TryGetValue(account, out var number))
            return number;
        number = free.TryPop(out var used) ? used : Capacity++;
        if (number == slots.Length)
        {
            Array.Resize(ref slots, 2 * slots.Length);
            Array.Resize(ref entries, slots.Length);
        }

        numbers.Add(account, number);
        entries[number] = new LadderEntry
        {
            Account = account,
            Rank = LadderRank.Of(Severity.Worst.Value),
            Variables = [],
            Intervals = [],
        };
        slots[number] = new LadderSlot { Stamp = slots[number].Stamp, RestlessAt = -1 };
        Move(number, LadderPlace.Outside);
        return number;
    }

    /// <summary>Takes an account out; its number is given to another.</summary>
    public void Remove(int number)
    {
        Move(number, LadderPlace.Free);
        numbers.Remove(entries[number].Account);
        entries[number] = default;
        free.Push(number);
    }

    /// <summary>Moves an account; ends that were put in before are dead from then on.</summary>
    public void Move(int number, LadderPlace place)
    {
        ref var slot = ref slots[number];
        slot.Stamp = unchecked(slot.Stamp + 1);
        slot.Place = place;
        var isRestless = place is LadderPlace.Hot or LadderPlace.Outside;
        if (isRestless && slot.RestlessAt < 0)
        {
            slot.RestlessAt = restless.Count;
            restless.Add(number);
        }
        else if (!isRestless && slot.RestlessAt >= 0)
        {
            var last = restless[^1];
            restless[slot.RestlessAt] = last;
            slots[last].RestlessAt = slot.RestlessAt;
            restless.RemoveAt(restless.Count - 1);
            slot.RestlessAt = -1;
        }
    }

    /// <summary>
    /// Numbers of those that are outside: by falling severity, then by name. Overwritten by the next call.
    /// </summary>
    public ReadOnlySpan<int> OutsideWorstFirst()
    {
        if (outside.Length < restless.Count)
            (outside, orders) = (new int[2 * restless.Count], new long[2 * restless.Count]);
        var count = 0;
        foreach (var number in restless)
        {
            if (slots[number].Place != LadderPlace.Outside)
                continue;
            outside[count] = number;
            orders[count++] = -entries[number].Rank.Order;
        }

        Array.Sort(orders, outside, 0, count);
        for (var start = 0; start < count - 1;)
        {
            var end = start + 1;
            while (end < count && orders[end] == orders[start])
                end++;
            if (end > start + 1)
                Array.Sort(outside, start, end - start, this);
            start = end;
        }

        return outside.AsSpan(0, count);
    }

    int IComparer<int>.Compare(int x, int y)
    {
        var bySeverity = entries[y].Rank.Severity.CompareTo(entries[x].Rank.Severity);
        return bySeverity != 0 ? bySeverity : entries[x].Account.CompareTo(entries[y].Account);
    }
}
