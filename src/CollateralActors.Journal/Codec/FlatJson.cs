using System.Text.Json.Serialization;
using CollateralActors.Journal.Codec.Entities;

namespace CollateralActors.Journal.Codec;

/// <summary>
/// The generated code for all flat records, stored and sent: the generator wants them in one list. Strict both ways:
/// unknown, repeated or missing members are errors; a member that may be absent has a default and is left out when null.
/// </summary>
[JsonSourceGenerationOptions(
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(PlainDecimalConverter)])]
[JsonSerializable(typeof(Nothing))]
[JsonSerializable(typeof(DutyDoneV1))]
[JsonSerializable(typeof(AcknowledgeV1))]
[JsonSerializable(typeof(ReplyV1))]
internal sealed partial class FlatJson : JsonSerializerContext;
