using System.Text.Json;
using System.Text.Json.Serialization;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec;

/// <summary>
/// Decimals as JSON numbers, every digit kept, without trailing zeros: equal numbers have equal bytes.
/// </summary>
internal sealed class PlainDecimalConverter : JsonConverter<decimal>
{
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDecimal();

    // A zero keeps neither scale nor sign.
    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value == 0m ? 0m : Decimals.Normal(value));
}
