using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Watching;

/// <summary>The accounts of a ladder, numbered densely, and the list of those that are hot or outside.</summary>
internal sealed class LadderAccounts : IComparer<int>
{
    private readonly Dictionary<AccountId, int> numbers = [];
    private readonly Stack<int> free = new();
    private readonly List<int> restless = [];
    private LadderSlot[] slots = new LadderSlot[16];

    public LadderAccounts() => IsLive = end => slots[end.Slot].Stamp == end.Stamp;

    /// <summary>How many there are.</summary>
    public int Count => numbers.Count;

    /// <summary>One more than the highest number ever given.</summary>
    public int Capacity { get; private set; }

    /// <summary>Numbers of those that are hot or outside, in no order.</summary>
    public IReadOnlyList<int> Restless => restless;

    /// <summary>Whether the band that an end belongs to is still in the ladder.</summary>
    public Predicate<LadderEnd> IsLive { get; }

    /// <summary>The account with a number.</summary>
    public ref LadderSlot this[int number] => ref slots[number];

    /// <summary>Number of an account; negative where it is not watched.</summary>
    public int Find(AccountId account) => numbers.TryGetValue(account, out var number) ? number : -1;

    /// <summary>Number of an account, which is taken in outside if it was not watched.</summary>
    public int Ensure(AccountId account)
    {
        if (numbers.TryGetValue(account, out var number))
            return number;
        number = free.TryPop(out var used) ? used : Capacity++;
        if (number == slots.Length)
            Array.Resize(ref slots, 2 * slots.Length);
        numbers.Add(account, number);
        slots[number] = new LadderSlot
        {
            Account = account,
            Severity = Severity.Worst,
            Variables = [],
            Stamp = slots[number].Stamp,
            RestlessAt = -1,
        };
        Move(number, LadderPlace.Outside);
        return number;
    }

    /// <summary>Takes an account out; its number is given to another.</summary>
    public void Remove(int number)
    {
        Move(number, LadderPlace.Free);
        numbers.Remove(slots[number].Account);
        slots[number].Band = null;
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

    /// <summary>Those that are outside: by falling severity, then by name.</summary>
    public AccountId[] OutsideWorstFirst()
    {
        var outside = new List<int>();
        foreach (var number in restless)
        {
            if (slots[number].Place == LadderPlace.Outside)
                outside.Add(number);
        }

        if (outside.Count == 0)
            return [];
        outside.Sort(this);
        var result = new AccountId[outside.Count];
        for (var i = 0; i < result.Length; i++)
            result[i] = slots[outside[i]].Account;
        return result;
    }

    int IComparer<int>.Compare(int x, int y)
    {
        var bySeverity = slots[y].Severity.CompareTo(slots[x].Severity);
        return bySeverity != 0 ? bySeverity : slots[x].Account.CompareTo(slots[y].Account);
    }
}
