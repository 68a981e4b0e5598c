using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CollateralActors.Journal.Codec;

/// <summary>One buffer and JSON writer for each thread: encoding is on the hot path.</summary>
internal static class JsonScratch
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? writer;

    // The bytes go to files and sockets, never into a web page: ids and texts stay readable.
    private static readonly JsonWriterOptions Options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>What <paramref name="write"/> writes; good until this thread writes again.</summary>
    public static ReadOnlySpan<byte> Write<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        buffer ??= new ArrayBufferWriter<byte>(1_024);
        writer ??= new Utf8JsonWriter(buffer, Options);
        buffer.ResetWrittenCount();
        writer.Reset();
        write(writer, value);
        writer.Flush();
        return buffer.WrittenSpan;
    }
}
