using System.Runtime.Serialization;
using System.Text.Json;
using CollateralActors.Journal.Codec.Accounts;
using CollateralActors.Journal.Codec.Deleveraging;
using CollateralActors.Journal.Codec.Entities;
using CollateralActors.Journal.Codec.Escrows;
using CollateralActors.Journal.Codec.Funds;
using CollateralActors.Journal.Codec.Liquidations;
using CollateralActors.Journal.Codec.Loans;
using CollateralActors.Journal.Codec.Market;
using CollateralActors.Journal.Codec.OrderBooks;
using CollateralActors.Journal.Codec.Risk;
using CollateralActors.Journal.Codec.Watching;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec;

/// <summary>Events to the journal's UTF-8 JSON and back. The same event always has the same bytes.</summary>
/// <remarks>
/// The content is one object: who asked, the client's fingerprint, time, frame, part, of, and the event itself. Members
/// come in that order; see docs/journal-format.md.
/// </remarks>
public sealed class EventCodec
{
    /// <summary>Every event of the product.</summary>
    public static readonly EventCodec Default = new(new FormRegistry(
        "event",
        EntityEvents.Table,
        AccountEvents.Table,
        EpisodeEvents.Table,
        AccountDeleveragingEvents.Table,
        AccountSharingEvents.Table,
        TermsForms.Events,
        TransferForms.Events,
        IsolatedForms.Events,
        CallForms.Events,
        LockForms.Events,
        LoanForms.Events,
        PolicyForms.Events,
        MarketEvents.Table,
        RiskBookEvents.Table,
        WatchlistEvents.Table,
        LiquidationEvents.Table,
        FundEvents.Table,
        EscrowEvents.Table,
        PoolEvents.Table,
        DeleveragingEvents.Table,
        SharingEvents.Table,
        OrderBookEvents.Table,
        OutsideEvents.Table));

    private readonly FormRegistry registry;

    internal EventCodec(FormRegistry registry) => this.registry = registry;

    internal IReadOnlyList<Form> Forms => registry.Forms;

    public string ManifestOf(IEvent @event) => registry.Of(@event).Manifest;

    public bool Knows(string manifest) => registry.Knows(manifest);

    /// <summary>The content's bytes; good until this thread encodes again.</summary>
    /// <exception cref="SerializationException">The event has no codec.</exception>
    public ReadOnlySpan<byte> Encode(Recorded recorded, out string manifest)
    {
        var form = registry.Of(recorded.Event);
        manifest = form.Manifest;
        return JsonScratch.Write((form, recorded), static (writer, what) => Write(writer, what.form, what.recorded));
    }

    /// <summary>
    /// Reads a content back, whatever version wrote it, with or without the hash that the chain adds.
    /// </summary>
    /// <exception cref="SerializationException">Unknown manifest, or bytes that do not belong to it.</exception>
    public Recorded Decode(string manifest, ReadOnlySpan<byte> content)
    {
        var form = registry.Named(manifest);
        try
        {
            return Read(form, content);
        }
        catch (Exception e) when (JsonFields.IsMalformed(e))
        {
            throw new SerializationException($"content does not belong to '{manifest}': {e.Message}", e);
        }
    }

    private static void Write(Utf8JsonWriter writer, Form form, Recorded recorded)
    {
        writer.WriteStartObject();
        OriginFields.Write(writer, recorded.Cause.Origin);
        if (recorded.Cause.Fingerprint.Length > 0)
            writer.WriteString("fingerprint"u8, recorded.Cause.Fingerprint);
        writer.WriteNumber("time"u8, recorded.Time.UnixMilliseconds);
        writer.WriteNumber("frame"u8, recorded.Frame.Value);
        writer.WriteNumber("part"u8, recorded.Part);
        writer.WriteNumber("of"u8, recorded.Of);
        writer.WritePropertyName("event"u8);
        form.Write(writer, recorded.Event);
        writer.WriteEndObject();
    }

    private static Recorded Read(Form form, ReadOnlySpan<byte> content)
    {
        var reader = new Utf8JsonReader(content);
        var origin = default(OriginFields);
        var fingerprint = string.Empty;
        (long? time, long? frame, int? part, int? of, object? @event) = (null, null, null, null, null);
        JsonFields.Open(ref reader);
        while (JsonFields.Next(ref reader))
        {
            if (JsonFields.At(ref reader, "event"u8))
                @event = form.Read(ref reader);
            else if (JsonFields.At(ref reader, "time"u8))
                time = reader.GetInt64();
            else if (JsonFields.At(ref reader, "frame"u8))
                frame = reader.GetInt64();
            else if (JsonFields.At(ref reader, "part"u8))
                part = reader.GetInt32();
            else if (JsonFields.At(ref reader, "of"u8))
                of = reader.GetInt32();
            else if (JsonFields.At(ref reader, "fingerprint"u8))
                fingerprint = JsonFields.Text(ref reader);
            else if (!JsonFields.At(ref reader, "hash"u8) && !origin.Take(ref reader))
                throw new JsonException($"unknown member '{reader.GetString()}'");
        }

        JsonFields.Close(ref reader);
        return new Recorded(
            new Cause(origin.ToOrigin(), fingerprint),
            new Instant(JsonFields.Required(time, "time")),
            new FrameNumber(JsonFields.Required(frame, "frame")),
            JsonFields.Required(part, "part"),
            JsonFields.Required(of, "of"),
            (IEvent)JsonFields.Required(@event, "event"));
    }
}
