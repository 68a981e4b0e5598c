namespace CollateralActors.Margining.Deciding;

/// <summary>
/// Collects the messages of a round and hands them out stage by stage, in one total order, grouped by receiver.
/// Everything handed out must be applied, and what it sends collected, before more is asked for. Not safe for several
/// threads.
/// </summary>
public sealed class RoundSchedule
{
    private readonly List<Precedence.Item> collected = [];
    private readonly Dictionary<EntityId, long> ticks = [];

    /// <summary>Whether nothing is left: the round is over.</summary>
    public bool IsEmpty => collected.Count == 0;

    /// <summary>What is collected and was not handed out, for a message when a round does not end.</summary>
    public IEnumerable<Envelope> Open => collected.Select(item => item.Envelope);

    /// <summary>Collects a message. Calls for one sender come in the order in which it sent.</summary>
    /// <param name="sender">Who sent it; <c>default</c> for inputs from outside.</param>
    /// <param name="envelope">The message.</param>
    public void Collect(EntityId sender, Envelope envelope)
    {
        var tick = ticks.GetValueOrDefault(sender) + 1;
        ticks[sender] = tick;
        collected.Add(new Precedence.Item(envelope, tick));
    }

    /// <summary>
    /// The messages of the earliest stage, one batch a receiver, in order; each batch is applied as a whole.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<Envelope>> TakeStage()
    {
        if (collected.Count == 0)
            return [];
        var stage = collected.Min(item => Precedence.StageOf(item.Envelope));
        var due = collected.Where(item => Precedence.StageOf(item.Envelope) == stage).Order(Precedence.Order).ToList();
        collected.RemoveAll(item => Precedence.StageOf(item.Envelope) == stage);
        if (collected.Count == 0)
            ticks.Clear();
        return [.. due.GroupBy(item => item.Envelope.To).Select(batch => batch.Select(item => item.Envelope).ToList())];
    }
}
