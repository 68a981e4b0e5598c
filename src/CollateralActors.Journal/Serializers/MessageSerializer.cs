using Akka.Actor;
using Akka.Serialization;
using CollateralActors.Journal.Codec;

namespace CollateralActors.Journal.Serializers;

/// <summary>Messages between nodes. An unknown manifest is an error that Akka's remoting drops as transient.</summary>
public sealed class MessageSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => SerializerIds.Message;

    public override string Manifest(object o) => MessageCodec.ManifestOf(o);

    public override byte[] ToBinary(object obj) => MessageCodec.Encode(obj);

    public override object FromBinary(byte[] bytes, string manifest) => MessageCodec.Decode(manifest, bytes);
}
