using System.Collections.Immutable;

namespace CollateralActors.Margining.Deciding;

/// <summary>Something that an event obliges another entity to do.</summary>
/// <param name="To">Who must do it.</param>
/// <param name="Command">What.</param>
public sealed record Owed(EntityId To, ICommand Command);

/// <summary>Work that an entity owes to others: kept in its state until the other side has acknowledged it.</summary>
public sealed record Outbox
{
    /// <summary>Owes nothing, and never did.</summary>
    public static readonly Outbox Empty = new();

    private Outbox()
    {
    }

    /// <summary>
    /// Sequence of the last duty that was ever owed to each receiver; of the liquidations of one account, of the last
    /// one and of those that have not acknowledged all.
    /// </summary>
    public ImmutableSortedDictionary<EntityId, long> Last { get; private init; } =
        ImmutableSortedDictionary<EntityId, long>.Empty;

    /// <summary>Duties that were not acknowledged yet, by receiver and sequence; no receiver without any.</summary>
    public ImmutableSortedDictionary<EntityId, ImmutableSortedDictionary<long, ICommand>> Waiting
    {
        get;
        private init;
    } =
        ImmutableSortedDictionary<EntityId, ImmutableSortedDictionary<long, ICommand>>.Empty;

    /// <summary>Whether nothing waits for acknowledgement.</summary>
    public bool IsEmpty => Waiting.IsEmpty;

    /// <summary>Adds a duty behind the others of its receiver.</summary>
    public Outbox Add(Owed owed)
    {
        var sequence = Last.GetValueOrDefault(owed.To) + 1;
        var last = sequence > 1
            ? Last
            : Last.RemoveRange(Last.Keys.Where(to => to.IsEpisodeBefore(owed.To) && !Waiting.ContainsKey(to)));
        return this with
        {
            Last = last.SetItem(owed.To, sequence),
            Waiting = Waiting.SetItem(owed.To, WaitingFor(owed.To).Add(sequence, owed.Command)),
        };
    }

    /// <summary>Clears all that is owed to <paramref name="to"/> up to and with <paramref name="sequence"/>.</summary>
    public Outbox Clear(EntityId to, long sequence)
    {
        var rest = WaitingFor(to);
        rest = rest.RemoveRange(rest.Keys.TakeWhile(waiting => waiting <= sequence));
        if (!rest.IsEmpty)
            return this with { Waiting = Waiting.SetItem(to, rest) };
        return this with
        {
            Waiting = Waiting.Remove(to),
            Last = Last.Keys.Any(to.IsEpisodeBefore) ? Last.Remove(to) : Last,
        };
    }

    /// <summary>Whether <paramref name="to"/> is still owed the duty with <paramref name="sequence"/>.</summary>
    public bool Owes(EntityId to, long sequence) => WaitingFor(to).ContainsKey(sequence);

    /// <summary>Everything that waits, as messages from <paramref name="self"/>, each receiver's in order.</summary>
    public IEnumerable<Envelope> Messages(EntityId self) =>
        from receiver in Waiting
        from duty in receiver.Value
        select new Envelope(receiver.Key, new Origin.Duty(self, duty.Key), duty.Value);

    /// <summary>Rebuilds an outbox from what a snapshot kept.</summary>
    public static Outbox Restore(
        IEnumerable<KeyValuePair<EntityId, long>> last,
        IEnumerable<(EntityId To, long Sequence, ICommand Command)> waiting) =>
        Empty with
        {
            Last = last.ToImmutableSortedDictionary(),
            Waiting = waiting.GroupBy(duty => duty.To).ToImmutableSortedDictionary(
                duties => duties.Key,
                duties => duties.ToImmutableSortedDictionary(duty => duty.Sequence, duty => duty.Command)),
        };

    private ImmutableSortedDictionary<long, ICommand> WaitingFor(EntityId to) =>
        Waiting.GetValueOrDefault(to) ?? ImmutableSortedDictionary<long, ICommand>.Empty;
}
