using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;

namespace CollateralActors.Journal.Serializers;

/// <summary>Passes what the actor encoded.</summary>
public sealed class StoredSnapshotSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => SerializerIds.StoredSnapshot;

    public override string Manifest(object o) => Cast(o).Manifest;

    public override byte[] ToBinary(object obj) => Cast(obj).Payload;

    public override object FromBinary(byte[] bytes, string manifest) => new StoredSnapshot(manifest, bytes);

    private static StoredSnapshot Cast(object o) =>
        o as StoredSnapshot ?? throw new SerializationException($"{o.GetType().Name} is not a stored snapshot");
}
