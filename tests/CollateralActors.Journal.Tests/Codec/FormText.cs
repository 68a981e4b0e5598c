using System.Text;
using System.Text.Json;
using CollateralActors.Journal.Codec;

namespace CollateralActors.Journal.Tests.Codec;

/// <summary>What a form makes of something, and reads of that again.</summary>
internal static class FormText
{
    public static string Of(Form form, object state)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            form.Write(writer, state);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public static object Back(Form form, object state)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(Of(form, state)));
        return form.Read(ref reader);
    }
}
