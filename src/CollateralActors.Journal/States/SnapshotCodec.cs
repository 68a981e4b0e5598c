using System.Runtime.Serialization;
using System.Text.Json;
using CollateralActors.Journal.Chaining;
using CollateralActors.Journal.Codec;
using CollateralActors.Journal.Serializers;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Journal.States;

/// <summary>
/// Snapshots of entities: state, inbox, outbox, and the chain's head, so that the next event links to it.
/// </summary>
/// <remarks>
/// A cache. What cannot be read is as if it were not there, and the events are folded from the first on.
/// </remarks>
public static class SnapshotCodec
{
    /// <summary>What to save for an entity whose last event has <paramref name="head"/>.</summary>
    public static StoredSnapshot Encode<TState>(Entity<TState> entity, ChainHash head)
    {
        var form = StateForms.Registry.Of(typeof(TState));
        var bytes = JsonScratch.Write(
            (form, entity, head), static (w, what) => Write(w, what.form, what.entity, what.head));
        return new StoredSnapshot(form.Manifest, bytes.ToArray());
    }

    /// <summary>The entity and its chain's head; null where the snapshot is of another version, or damaged.</summary>
    public static (Entity<TState> Entity, ChainHash Head)? TryDecode<TState>(EntityId id, StoredSnapshot stored)
    {
        if (StateForms.Registry.Of(typeof(TState)).Manifest != stored.Manifest)
            return null;
        try
        {
            return Read<TState>(id, stored.Payload);
        }
        catch (Exception e) when (e is SerializationException || JsonFields.IsMalformed(e))
        {
            return null;
        }
    }

    private static void Write<TState>(Utf8JsonWriter writer, Form form, Entity<TState> entity, ChainHash head)
    {
        writer.WriteStartObject();
        writer.WriteString("head"u8, head.ToString());
        writer.WriteNumber("version"u8, entity.Version);
        writer.WritePropertyName("inbox"u8);
        JsonSerializer.Serialize(writer, InboxV1.Of(entity.Inbox), FlatJson.Default.InboxV1);
        writer.WritePropertyName("last"u8);
        JsonSerializer.Serialize(writer, SequenceV1.Of(entity.Outbox.Last), FlatJson.Default.SequenceV1Array);
        writer.WritePropertyName("waiting"u8);
        OutboxJson.WriteWaiting(writer, entity.Outbox);
        writer.WritePropertyName("state"u8);
        form.Write(writer, entity.State!);
        writer.WriteEndObject();
    }

    private static (Entity<TState> Entity, ChainHash Head) Read<TState>(EntityId id, ReadOnlySpan<byte> payload)
    {
        var reader = new Utf8JsonReader(payload);
        (string? head, long? version, InboxV1? inbox, SequenceV1[]? last) = (null, null, null, null);
        (List<(EntityId, long, ICommand)>? waiting, object? state) = (null, null);
        JsonFields.Open(ref reader);
        while (JsonFields.Next(ref reader))
        {
            if (JsonFields.At(ref reader, "head"u8))
                head = JsonFields.Text(ref reader);
            else if (JsonFields.At(ref reader, "version"u8))
                version = reader.GetInt64();
            else if (JsonFields.At(ref reader, "inbox"u8))
                inbox = JsonSerializer.Deserialize(ref reader, FlatJson.Default.InboxV1);
            else if (JsonFields.At(ref reader, "last"u8))
                last = JsonSerializer.Deserialize(ref reader, FlatJson.Default.SequenceV1Array);
            else if (JsonFields.At(ref reader, "waiting"u8))
                waiting = OutboxJson.ReadWaiting(ref reader);
            else if (JsonFields.At(ref reader, "state"u8))
                state = StateForms.Registry.Of(typeof(TState)).Read(ref reader);
            else
                throw new JsonException($"unknown member '{reader.GetString()}'");
        }

        JsonFields.Close(ref reader);
        var entity = new Entity<TState>(
            id,
            (TState)JsonFields.Required(state, "state"),
            JsonFields.Required(inbox, "inbox").ToDomain(),
            Outbox.Restore(SequenceV1.Read(JsonFields.Required(last, "last")), JsonFields.Required(waiting, "waiting")),
            JsonFields.Required(version, "version"));
        return (entity, ChainHash.FromHex(JsonFields.Required(head, "head")));
    }
}
