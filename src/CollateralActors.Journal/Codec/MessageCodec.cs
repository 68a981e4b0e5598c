using System.Runtime.Serialization;
using System.Text.Json;
using CollateralActors.Journal.Codec.Entities;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec;

/// <summary>Messages between nodes: envelopes and replies. An envelope's manifest is that of its command.</summary>
/// <remarks>
/// Sent records are separate from stored ones: a message lives for seconds, an event for ever, and each may change without
/// the other.
/// </remarks>
public sealed class MessageCodec
{
    /// <summary>Every message of the product.</summary>
    public static readonly MessageCodec Default =
        new(new FormRegistry("command", EntityCommands.Table), new FormRegistry("message", Replies.Table));

    private readonly FormRegistry commands;
    private readonly FormRegistry others;

    internal MessageCodec(FormRegistry commands, FormRegistry others) => (this.commands, this.others) = (commands, others);

    internal IReadOnlyList<Form> Forms => [.. commands.Forms, .. others.Forms];

    /// <exception cref="SerializationException">No codec for this message.</exception>
    public string ManifestOf(object message) =>
        message is Envelope envelope ? commands.Of(envelope.Command).Manifest : others.Of(message).Manifest;

    public byte[] Encode(object message) => message is Envelope envelope
        ? JsonScratch.Write((commands, envelope), static (w, what) => Write(w, what.commands, what.envelope)).ToArray()
        : JsonScratch.Write((others, message), static (w, what) => what.others.Of(what.message).Write(w, what.message)).ToArray();

    /// <exception cref="SerializationException">Unknown manifest, or bytes that do not belong to it.</exception>
    public object Decode(string manifest, ReadOnlySpan<byte> bytes)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes);
            if (!commands.Knows(manifest))
                return others.Read<object>(manifest, ref reader);
            return Read(commands.Named(manifest), ref reader);
        }
        catch (Exception e) when (JsonFields.IsMalformed(e))
        {
            throw new SerializationException($"message does not belong to '{manifest}': {e.Message}", e);
        }
    }

    /// <summary>A command alone, as snapshots keep it among what an entity owes.</summary>
    internal void WriteCommand(Utf8JsonWriter writer, ICommand command)
    {
        var form = commands.Of(command);
        writer.WriteString("manifest"u8, form.Manifest);
        writer.WritePropertyName("command"u8);
        form.Write(writer, command);
    }

    internal ICommand ReadCommand(string manifest, ref Utf8JsonReader reader) =>
        commands.Read<ICommand>(manifest, ref reader);

    private static void Write(Utf8JsonWriter writer, FormRegistry commands, Envelope envelope)
    {
        writer.WriteStartObject();
        writer.WriteString("to"u8, envelope.To.PersistenceId);
        OriginFields.Write(writer, envelope.Origin);
        if (envelope.Stamp is { } stamp)
        {
            writer.WriteNumber("frame"u8, stamp.Frame.Value);
            writer.WriteNumber("epoch"u8, stamp.Epoch);
            writer.WriteNumber("ticket"u8, stamp.Ticket);
        }

        writer.WritePropertyName("command"u8);
        commands.Of(envelope.Command).Write(writer, envelope.Command);
        writer.WriteEndObject();
    }

    private static Envelope Read(Form form, ref Utf8JsonReader reader)
    {
        var origin = default(OriginFields);
        (EntityId? to, object? command, long? frame, int? epoch, long? ticket) = (null, null, null, null, null);
        JsonFields.Open(ref reader);
        while (JsonFields.Next(ref reader))
        {
            if (JsonFields.At(ref reader, "to"u8))
                to = JsonFields.Entity(ref reader);
            else if (JsonFields.At(ref reader, "command"u8))
                command = form.Read(ref reader);
            else if (JsonFields.At(ref reader, "frame"u8))
                frame = reader.GetInt64();
            else if (JsonFields.At(ref reader, "epoch"u8))
                epoch = reader.GetInt32();
            else if (JsonFields.At(ref reader, "ticket"u8))
                ticket = reader.GetInt64();
            else if (!origin.Take(ref reader))
                throw new JsonException($"unknown member '{reader.GetString()}'");
        }

        JsonFields.Close(ref reader);
        var stamp = frame is { } number
            ? new Stamp(new FrameNumber(number), JsonFields.Required(epoch, "epoch"), JsonFields.Required(ticket, "ticket"))
            : null;
        return new Envelope(
            JsonFields.Required(to, "to"), origin.ToOrigin(), (ICommand)JsonFields.Required(command, "command"), stamp);
    }
}
