using System.Diagnostics;
using System.Text.Json;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec;

/// <summary>
/// The members that say who asked: <c>client</c>, or <c>duty</c> and <c>sequence</c>, or <c>signal</c>. Shared by
/// stored events and messages.
/// </summary>
internal struct OriginFields
{
    private string? client;
    private EntityId? duty;
    private long? sequence;
    private EntityId? signal;

    public static void Write(Utf8JsonWriter writer, Origin origin)
    {
        switch (origin)
        {
            case Origin.Client c:
                writer.WriteString("client"u8, c.Id.Value);
                break;
            case Origin.Duty d:
                writer.WriteString("duty"u8, d.Sender.PersistenceId);
                writer.WriteNumber("sequence"u8, d.Sequence);
                break;
            case Origin.Signal s:
                writer.WriteString("signal"u8, s.Sender.PersistenceId);
                break;
            default:
                throw new UnreachableException($"unhandled origin {origin.GetType().Name}");
        }
    }

    /// <summary>Takes the member if it is one of these.</summary>
    public bool Take(ref Utf8JsonReader reader)
    {
        if (JsonFields.At(ref reader, "client"u8))
            client = JsonFields.Text(ref reader);
        else if (JsonFields.At(ref reader, "duty"u8))
            duty = JsonFields.Entity(ref reader);
        else if (JsonFields.At(ref reader, "sequence"u8))
            sequence = reader.GetInt64();
        else if (JsonFields.At(ref reader, "signal"u8))
            signal = JsonFields.Entity(ref reader);
        else
            return false;
        return true;
    }

    public readonly Origin ToOrigin() => (client, duty, sequence, signal) switch
    {
        ({ } id, null, null, null) => new Origin.Client(new CommandId(id)),
        (null, { } sender, { } number, null) => new Origin.Duty(sender, number),
        (null, null, null, { } sender) => new Origin.Signal(sender),
        _ => throw new JsonException("exactly one of 'client', 'duty' with 'sequence', and 'signal' belongs here"),
    };
}
