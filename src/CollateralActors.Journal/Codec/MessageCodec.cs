using System.Runtime.Serialization;
using System.Text.Json;
using CollateralActors.Journal.Codec.Entities;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Journal.Codec;

/// <summary>Messages between nodes: envelopes and replies. An envelope's manifest is that of its command.</summary>
/// <remarks>
/// Sent records are separate from stored ones: a message lives for seconds, an event for ever, and each may change
/// without the other.
/// </remarks>
public static class MessageCodec
{
    private static readonly FormRegistry Others = new("message", Replies.Table);

    internal static IReadOnlyList<Form> Forms => [.. CommandForms.Registry.Forms, .. Others.Forms];

    /// <exception cref="SerializationException">No codec for this message.</exception>
    public static string ManifestOf(object message) => FormOf(message).Manifest;

    /// <exception cref="SerializationException">No codec for this message.</exception>
    public static byte[] Encode(object message) =>
        JsonScratch
            .Write((form: FormOf(message), message), static (w, what) => Write(w, what.form, what.message))
            .ToArray();

    /// <exception cref="SerializationException">Unknown manifest, or bytes that do not belong to it.</exception>
    public static object Decode(string manifest, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Read(manifest, bytes);
        }
        catch (Exception e) when (JsonFields.IsMalformed(e))
        {
            throw new SerializationException($"message does not belong to '{manifest}': {e.Message}", e);
        }
    }

    private static Form FormOf(object message) =>
        message is Envelope envelope ? CommandForms.Registry.Of(envelope.Command) : Others.Of(message);

    private static void Write(Utf8JsonWriter writer, Form form, object message)
    {
        if (message is not Envelope envelope)
        {
            form.Write(writer, message);
            return;
        }

        writer.WriteStartObject();
        EnvelopeJson.WriteMembers(writer, form, envelope);
        writer.WriteEndObject();
    }

    private static object Read(string manifest, ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        if (!CommandForms.Registry.Knows(manifest))
        {
            var other = Others.Named(manifest).Read(ref reader);
            JsonFields.Close(ref reader);
            return other;
        }

        JsonFields.Open(ref reader);
        var envelope = EnvelopeJson.ReadMembers(ref reader, CommandForms.Registry.Named(manifest));
        JsonFields.Close(ref reader);
        return envelope;
    }
}
