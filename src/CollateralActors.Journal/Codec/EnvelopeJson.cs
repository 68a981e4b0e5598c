using System.Text.Json;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec;

/// <summary>Envelopes as JSON objects: receiver, who asked, place in the account's order, command.</summary>
internal static class EnvelopeJson
{
    /// <summary>Writes the members; the object's braces are the caller's.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, Form form, Envelope envelope)
    {
        writer.WriteString("to"u8, envelope.To.PersistenceId);
        OriginFields.Write(writer, envelope.Origin);
        if (envelope.Stamp is { } stamp)
        {
            writer.WriteNumber("frame"u8, stamp.Frame.Value);
            writer.WriteNumber("epoch"u8, stamp.Epoch);
            writer.WriteNumber("ticket"u8, stamp.Ticket);
            WriteLooks(writer, stamp.Looks);
        }

        writer.WritePropertyName("command"u8);
        form.Write(writer, envelope.Command);
    }

    /// <summary>Reads the members up to and with the end of the object.</summary>
    /// <param name="reader">Stands on the object's start, or on the last value that was read.</param>
    /// <param name="form">How the command was written.</param>
    public static Envelope ReadMembers(ref Utf8JsonReader reader, Form form)
    {
        var origin = default(OriginFields);
        (EntityId? to, object? command, long? frame, int? epoch, long? ticket) = (null, null, null, null, null);
        ValueList<FrameNumber> looks = [];
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
            else if (JsonFields.At(ref reader, "looks"u8))
                looks = ReadLooks(ref reader);
            else if (!origin.Take(ref reader))
                throw new JsonException($"unknown member '{reader.GetString()}'");
        }

        var stamp = frame is { } number
            ? new Stamp(
                new FrameNumber(number), JsonFields.Required(epoch, "epoch"), JsonFields.Required(ticket, "ticket"))
            {
                Looks = looks,
            }
            : null;
        return new Envelope(
            JsonFields.Required(to, "to"), origin.ToOrigin(), (ICommand)JsonFields.Required(command, "command"), stamp);
    }

    // Usually there are none.
    private static void WriteLooks(Utf8JsonWriter writer, ValueList<FrameNumber> looks)
    {
        if (looks.Count == 0)
            return;
        writer.WriteStartArray("looks"u8);
        foreach (var frame in looks)
            writer.WriteNumberValue(frame.Value);
        writer.WriteEndArray();
    }

    private static ValueList<FrameNumber> ReadLooks(ref Utf8JsonReader reader)
    {
        JsonFields.Expect(ref reader, JsonTokenType.StartArray);
        var looks = new List<FrameNumber>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            looks.Add(new FrameNumber(reader.GetInt64()));
        return looks.ToValueList();
    }
}
