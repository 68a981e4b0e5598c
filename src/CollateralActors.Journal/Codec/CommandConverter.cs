using System.Text.Json;
using System.Text.Json.Serialization;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Journal.Codec;

/// <summary>A command inside an event: its message's manifest, then its content.</summary>
internal sealed class CommandConverter : JsonConverter<ICommand>
{
    public override ICommand Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (!JsonFields.Next(ref reader) || !JsonFields.At(ref reader, "manifest"u8))
            throw new JsonException("a command begins with its 'manifest'");
        var form = CommandForms.Registry.Named(JsonFields.Text(ref reader));
        if (!JsonFields.Next(ref reader) || !JsonFields.At(ref reader, "content"u8))
            throw new JsonException("a command's 'content' comes behind its 'manifest'");
        var command = (ICommand)form.Read(ref reader);
        return JsonFields.Next(ref reader)
            ? throw new JsonException($"unknown member '{reader.GetString()}'")
            : command;
    }

    public override void Write(Utf8JsonWriter writer, ICommand value, JsonSerializerOptions options)
    {
        var form = CommandForms.Registry.Of(value);
        writer.WriteStartObject();
        writer.WriteString("manifest"u8, form.Manifest);
        writer.WritePropertyName("content"u8);
        form.Write(writer, value);
        writer.WriteEndObject();
    }
}
