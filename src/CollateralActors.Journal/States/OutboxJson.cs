using System.Text.Json;
using CollateralActors.Journal.Codec;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Journal.States;

/// <summary>What an entity owes, as a JSON array in order of receivers and sequences.</summary>
internal static class OutboxJson
{
    public static void WriteWaiting(Utf8JsonWriter writer, Outbox outbox)
    {
        writer.WriteStartArray();
        foreach (var (to, duties) in outbox.Waiting)
        {
            foreach (var (sequence, command) in duties)
                Write(writer, to, sequence, command);
        }

        writer.WriteEndArray();
    }

    public static List<(EntityId To, long Sequence, ICommand Command)> ReadWaiting(ref Utf8JsonReader reader)
    {
        var waiting = new List<(EntityId, long, ICommand)>();
        JsonFields.Expect(ref reader, JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            waiting.Add(Read(ref reader));
        JsonFields.Expect(ref reader, JsonTokenType.EndArray);
        return waiting;
    }

    private static void Write(Utf8JsonWriter writer, EntityId to, long sequence, ICommand command)
    {
        var form = CommandForms.Registry.Of(command);
        writer.WriteStartObject();
        writer.WriteString("to"u8, to.PersistenceId);
        writer.WriteNumber("sequence"u8, sequence);
        writer.WriteString("manifest"u8, form.Manifest);
        writer.WritePropertyName("command"u8);
        form.Write(writer, command);
        writer.WriteEndObject();
    }

    private static (EntityId To, long Sequence, ICommand Command) Read(ref Utf8JsonReader reader)
    {
        (EntityId? to, long? sequence, Form? form, object? command) = (null, null, null, null);
        while (JsonFields.Next(ref reader))
        {
            if (JsonFields.At(ref reader, "to"u8))
                to = JsonFields.Entity(ref reader);
            else if (JsonFields.At(ref reader, "sequence"u8))
                sequence = reader.GetInt64();
            else if (JsonFields.At(ref reader, "manifest"u8))
                form = CommandForms.Registry.Named(JsonFields.Text(ref reader));
            else if (JsonFields.At(ref reader, "command"u8))
                command = JsonFields.Required(form, "manifest").Read(ref reader);
            else
                throw new JsonException($"unknown member '{reader.GetString()}'");
        }

        return (
            JsonFields.Required(to, "to"),
            JsonFields.Required(sequence, "sequence"),
            (ICommand)JsonFields.Required(command, "command"));
    }
}
