using System.Text;
using System.Text.Json;
using CollateralActors.Journal.Codec;

namespace CollateralActors.Journal.States;

/// <summary>
/// A state by itself as text, for whoever asks an entity for it: its manifest, a line feed, and JSON.
/// </summary>
public static class StateText
{
    /// <summary>Writes a state of any entity that stores events.</summary>
    public static string Write(object state)
    {
        var form = StateForms.Registry.Of(state);
        var json = JsonScratch.Write((form, state), static (writer, what) => what.form.Write(writer, what.state));
        return $"{form.Manifest}\n{Encoding.UTF8.GetString(json)}";
    }

    /// <summary>Reads it back.</summary>
    /// <exception cref="System.Runtime.Serialization.SerializationException">A later version wrote it.</exception>
    public static object Read(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text[(end + 1)..]));
        return StateForms.Registry.Named(text[..end]).Read(ref reader);
    }
}
