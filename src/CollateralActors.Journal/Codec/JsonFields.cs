using System.Text.Json;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Journal.Codec;

/// <summary>Reading the few members that are not left to the source generator.</summary>
internal static class JsonFields
{
    /// <summary>
    /// Whether reading failed for the bytes' sake: what JSON readers and the domain's types throw at bad input.
    /// </summary>
    public static bool IsMalformed(Exception e) =>
        e is JsonException or FormatException or InvalidOperationException or ArgumentException or OverflowException;

    public static string Text(ref Utf8JsonReader reader) =>
        reader.GetString() ?? throw new JsonException("null where a text belongs");

    public static EntityId Entity(string persistenceId) =>
        EntityId.Parse(persistenceId) ?? throw new JsonException($"'{persistenceId}' names no entity");

    public static EntityId Entity(ref Utf8JsonReader reader) => Entity(Text(ref reader));

    /// <summary>Moves to the next member's name; false at the end of the object.</summary>
    public static bool Next(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
            throw new JsonException("the object has no end");
        return reader.TokenType switch
        {
            JsonTokenType.PropertyName => true,
            JsonTokenType.EndObject => false,
            _ => throw new JsonException($"{reader.TokenType} where a member belongs"),
        };
    }

    /// <summary>Whether the reader stands on this member's name; if so it moves on to the value.</summary>
    public static bool At(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        reader.ValueTextEquals(name) && reader.Read();

    public static void Expect(ref Utf8JsonReader reader, JsonTokenType token)
    {
        if (reader.TokenType != token)
            throw new JsonException($"{reader.TokenType} where {token} belongs");
    }

    public static void Open(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("not a JSON object");
    }

    public static void Close(ref Utf8JsonReader reader)
    {
        if (reader.Read())
            throw new JsonException("more than one JSON value");
    }

    public static T Required<T>(T? value, string name)
        where T : struct => value ?? throw new JsonException($"'{name}' is missing");

    public static T Required<T>(T? value, string name)
        where T : class => value ?? throw new JsonException($"'{name}' is missing");
}
