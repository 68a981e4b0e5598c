using System.Text.Json;
using System.Text.Json.Serialization;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Journal.Codec;

/// <summary>An envelope inside a command: its manifest comes first, then what it has on its own.</summary>
internal sealed class EnvelopeConverter : JsonConverter<Envelope>
{
    public override Envelope Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (!JsonFields.Next(ref reader) || !JsonFields.At(ref reader, "manifest"u8))
            throw new JsonException("an envelope begins with its 'manifest'");
        return EnvelopeJson.ReadMembers(ref reader, CommandForms.Registry.Named(JsonFields.Text(ref reader)));
    }

    public override void Write(Utf8JsonWriter writer, Envelope value, JsonSerializerOptions options)
    {
        var form = CommandForms.Registry.Of(value.Command);
        writer.WriteStartObject();
        writer.WriteString("manifest"u8, form.Manifest);
        EnvelopeJson.WriteMembers(writer, form, value);
        writer.WriteEndObject();
    }
}
