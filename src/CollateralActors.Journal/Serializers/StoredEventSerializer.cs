using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;

namespace CollateralActors.Journal.Serializers;

/// <summary>Passes what the actor encoded and linked; nothing is encoded on the journal's threads.</summary>
/// <remarks>An unknown manifest is told by whoever decodes the event, who also knows which entity's it is.</remarks>
public sealed class StoredEventSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => SerializerIds.StoredEvent;

    public override string Manifest(object o) => Cast(o).Manifest;

    public override byte[] ToBinary(object obj) => Cast(obj).Payload;

    public override object FromBinary(byte[] bytes, string manifest) => new StoredEvent(manifest, bytes);

    private static StoredEvent Cast(object o) =>
        o as StoredEvent ?? throw new SerializationException($"{o.GetType().Name} is not a stored event");
}
