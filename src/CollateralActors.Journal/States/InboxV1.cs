using System.Text.Json;
using CollateralActors.Journal.Codec;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.States;

/// <summary>What an entity remembers of commands; clients' ids oldest first.</summary>
internal sealed record InboxV1(
    [property: JsonName("clients")] RememberedV1[] Clients,
    [property: JsonName("senders")] SequenceV1[] Senders)
{
    public static InboxV1 Of(Inbox inbox) => new(
        [
            .. inbox.Order.Select(
                id => RememberedV1.Of(id, inbox.Fingerprints[id], inbox.Refusals.GetValueOrDefault(id))),
        ],
        SequenceV1.Of(inbox.Senders));

    public Inbox ToDomain() => Inbox.Restore(
        Clients.Select(client => (new CommandId(client.Id), client.Fingerprint, client.Refusal())),
        SequenceV1.Read(Senders));
}

internal sealed record RememberedV1(
    [property: JsonName("id")] string Id,
    [property: JsonName("fingerprint")] string Fingerprint,
    [property: JsonName("code")] string? Code = null,
    [property: JsonName("detail")] string? Detail = null)
{
    public static RememberedV1 Of(CommandId id, string fingerprint, Rejection? refusal) => new(
        id.Value, fingerprint, refusal is null ? null : Names<RejectionCode>.Of(refusal.Code), refusal?.Detail);

    public Rejection? Refusal() =>
        Code is null ? null : new Rejection(
            Names<RejectionCode>.Read(Code), Detail ?? throw new JsonException("a refusal needs its 'detail'"));
}

/// <summary>The last sequence number towards or from another entity.</summary>
internal sealed record SequenceV1(
    [property: JsonName("entity")] string Entity,
    [property: JsonName("sequence")] long Sequence)
{
    public static SequenceV1[] Of(IEnumerable<KeyValuePair<EntityId, long>> sequences) =>
        [.. sequences.Select(pair => new SequenceV1(pair.Key.PersistenceId, pair.Value))];

    public static IEnumerable<KeyValuePair<EntityId, long>> Read(SequenceV1[] sequences) =>
        sequences.Select(pair => KeyValuePair.Create(JsonFields.Entity(pair.Entity), pair.Sequence));
}
