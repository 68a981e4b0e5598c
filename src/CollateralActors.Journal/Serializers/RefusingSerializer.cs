using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;

namespace CollateralActors.Journal.Serializers;

/// <summary>
/// Bound to <see cref="object"/>: whatever has no codec is an error, instead of type names on disk and wire.
/// </summary>
public sealed class RefusingSerializer(ExtendedActorSystem system) : Serializer(system)
{
    public override int Identifier => SerializerIds.Refusing;

    public override bool IncludeManifest => true;

    public override byte[] ToBinary(object obj) => throw Refusal(obj.GetType());

    public override object FromBinary(byte[] bytes, Type type) => throw Refusal(type);

    private static SerializationException Refusal(Type type) =>
        new($"{type.FullName} has no serializer; bind one in akka.actor.serialization-bindings");
}
