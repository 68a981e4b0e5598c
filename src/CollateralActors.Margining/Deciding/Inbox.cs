using System.Collections.Immutable;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Deciding;

/// <summary>What an inbox knows of a command.</summary>
public enum Admission
{
    /// <summary>Not seen before.</summary>
    New,

    /// <summary>Accepted before.</summary>
    AlreadyApplied,

    /// <summary>Refused before.</summary>
    Refused,

    /// <summary>The id was used before for other content.</summary>
    Conflict,

    /// <summary>A duty of the same sender is missing before it; the sender will send all again, in order.</summary>
    OutOfOrder,
}

/// <summary>
/// What an entity remembers of the commands that it decided: clients' last ids, and the last sequence of each sender.
/// </summary>
/// <remarks>
/// Senders' duties come in order without gaps, so one number each is enough for ever; clients' ids need a window. Of
/// the liquidations of an account, or of one isolated position, only the last is kept: whatever an earlier one sends
/// again was applied before the next began.
/// </remarks>
public sealed record Inbox
{
    private ImmutableDictionary<string, EntityId> lastEpisodes = ImmutableDictionary<string, EntityId>.Empty;

    /// <summary>How many of clients' latest ids are remembered.</summary>
    public const int Window = 1_024;

    /// <summary>Remembers nothing.</summary>
    public static readonly Inbox Empty = new();

    private Inbox()
    {
    }

    /// <summary>Clients' ids with fingerprints, oldest first; at most <see cref="Window"/>.</summary>
    public ImmutableQueue<CommandId> Order { get; private init; } = [];

    /// <summary>Fingerprints by clients' ids.</summary>
    public ImmutableDictionary<CommandId, string> Fingerprints { get; private init; } =
        ImmutableDictionary<CommandId, string>.Empty;

    /// <summary>Why commands were refused, by clients' ids; of those in <see cref="Order"/>.</summary>
    public ImmutableDictionary<CommandId, Rejection> Refusals { get; private init; } =
        ImmutableDictionary<CommandId, Rejection>.Empty;

    /// <summary>
    /// The last applied sequence of each sender; of the liquidations of one account, or of one isolated position, of
    /// the last one alone.
    /// </summary>
    public ImmutableSortedDictionary<EntityId, long> Senders { get; private init; } =
        ImmutableSortedDictionary<EntityId, long>.Empty;

    /// <summary>What is known of a command with this cause.</summary>
    public Admission Admit(Cause cause) => cause.Origin switch
    {
        Origin.Client c when Fingerprints.TryGetValue(c.Id, out var known) =>
            known != cause.Fingerprint ? Admission.Conflict
            : Refusals.ContainsKey(c.Id) ? Admission.Refused
            : Admission.AlreadyApplied,
        Origin.Duty d when HasApplied(d.Sender, d.Sequence) => Admission.AlreadyApplied,
        Origin.Duty d => HasApplied(d.Sender, d.Sequence - 1) ? Admission.New : Admission.OutOfOrder,
        _ => Admission.New,
    };

    /// <summary>
    /// Whether all duties of <paramref name="sender"/> up to and with <paramref name="sequence"/> were applied.
    /// </summary>
    public bool HasApplied(EntityId sender, long sequence) =>
        sequence <= Senders.GetValueOrDefault(sender) || LastEpisodeLike(sender) is { } last && sender.IsEpisodeBefore(
            last);

    /// <summary>Remembers a command that was decided.</summary>
    /// <param name="cause">The command.</param>
    /// <param name="refusal">Why it was refused; null where it was accepted.</param>
    public Inbox Remember(Cause cause, Rejection? refusal = null) => cause.Origin switch
    {
        Origin.Client c when !Fingerprints.ContainsKey(c.Id) => Add(c.Id, cause.Fingerprint, refusal),
        Origin.Duty d => Applied(d.Sender, d.Sequence),
        _ => this,
    };

    /// <summary>Rebuilds an inbox from what a snapshot kept.</summary>
    public static Inbox Restore(
        IEnumerable<(CommandId Id, string Fingerprint, Rejection? Refusal)> clients,
        IEnumerable<KeyValuePair<EntityId, long>> senders)
    {
        var inbox = senders.Aggregate(Empty, (box, sender) => box.Applied(sender.Key, sender.Value));
        return clients.Aggregate(inbox, (box, client) => box.Add(client.Id, client.Fingerprint, client.Refusal));
    }

    private EntityId? LastEpisodeLike(EntityId sender) =>
        sender.Episode is { } episode && lastEpisodes.TryGetValue(episode.Of, out var last) ? last : null;

    private Inbox Applied(EntityId sender, long sequence)
    {
        if (sender.Episode is not { } episode)
            return this with { Senders = Senders.SetItem(sender, sequence) };
        if (LastEpisodeLike(sender) is { } last && last != sender)
        {
            if (sender.IsEpisodeBefore(last))
                return this;
            var without = this with
            {
                Senders = Senders.Remove(last),
                lastEpisodes = lastEpisodes.Remove(episode.Of),
            };
            return without.Applied(sender, sequence);
        }

        return this with
        {
            Senders = Senders.SetItem(sender, sequence),
            lastEpisodes = lastEpisodes.SetItem(episode.Of, sender),
        };
    }

    private Inbox Add(CommandId id, string fingerprint, Rejection? refusal)
    {
        var refusals = refusal is null ? Refusals : Refusals.Add(id, refusal);
        var order = Order.Enqueue(id);
        var fingerprints = Fingerprints.Add(id, fingerprint);
        if (fingerprints.Count > Window)
        {
            order = order.Dequeue(out var oldest);
            fingerprints = fingerprints.Remove(oldest);
            refusals = refusals.Remove(oldest);
        }

        return this with { Order = order, Fingerprints = fingerprints, Refusals = refusals };
    }
}
