using CollateralActors.Margining.Units;
using Newtonsoft.Json;

namespace CollateralActors.Margining.Tests.Specs;

/// <summary>Writes units as they are kept, to the last trailing zero: 1.0 and 1.00 are not the same stored bytes.</summary>
internal sealed class UnitConverter : JsonConverter
{
    public override bool CanRead => false;

    public override bool CanConvert(Type objectType) => objectType.IsValueType && objectType.Namespace == typeof(Amount).Namespace;

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer) => writer.WriteValue(value switch
    {
        Amount amount => amount.Value,
        Quantity quantity => quantity.Contracts,
        Price price => price.Value,
        Rate rate => rate.Value,
        _ => value?.ToString(),
    });

    public override object ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer) =>
        throw new NotSupportedException("states are only compared");
}
