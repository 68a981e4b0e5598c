using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.Serialization;
using CollateralActors.Actors.Hosting;
using CollateralActors.Journal.Codec;
using CollateralActors.Margining.Deciding;
using Envelope = CollateralActors.Margining.Deciding.Envelope;

namespace CollateralActors.Actors.Wire;

/// <summary>
/// What actors of different nodes send each other around the journal's message codec: deliveries and questions.
/// </summary>
/// <remarks>
/// Fields in order, each with its length in front; an unknown manifest is an error that remoting drops.
/// </remarks>
public sealed class DeliverySerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>Sent with every message, so it never changes.</summary>
    public const int Id = 48_004;

    private const string DeliveryManifest = "msg.delivery.v1";
    private const string DescribeManifest = "msg.describe.v1";
    private const string DescriptionManifest = "msg.description.v1";

    public override int Identifier => Id;

    public override string Manifest(object o) => o switch
    {
        Delivery => DeliveryManifest,
        DescribeEntity => DescribeManifest,
        EntityDescription => DescriptionManifest,
        _ => throw new SerializationException($"{o.GetType().Name} is not sent between nodes"),
    };

    public override byte[] ToBinary(object obj)
    {
        var fields = new Writer();
        switch (obj)
        {
            case Delivery delivery:
                fields.Text(delivery.To.PersistenceId);
                foreach (var parcel in delivery.Parcels)
                {
                    fields.Text(MessageCodec.ManifestOf(parcel.Envelope));
                    fields.Bytes(MessageCodec.Encode(parcel.Envelope));
                    fields.Text(
                        parcel.ReplyTo is { } replyTo ? Serialization.SerializedActorPath(replyTo) : string.Empty);
                }

                break;
            case DescribeEntity describe:
                fields.Text(describe.To.PersistenceId);
                fields.Number(describe.WithHash ? 1 : 0);
                fields.Number(describe.WithState ? 1 : 0);
                break;
            case EntityDescription description:
                fields.Text(description.PersistenceId);
                fields.Number(description.Version);
                fields.Text(description.StateHash);
                fields.Text(description.State);
                break;
            default:
                throw new SerializationException($"{obj.GetType().Name} is not sent between nodes");
        }

        return fields.ToArray();
    }

    public override object FromBinary(byte[] bytes, string manifest)
    {
        try
        {
            return Read(new Reader(bytes), manifest);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            throw new SerializationException($"message does not belong to '{manifest}': {e.Message}", e);
        }
    }

    private object Read(Reader fields, string manifest) => manifest switch
    {
        DeliveryManifest => new Delivery(Entity(fields.Text()), Parcels(fields)),
        DescribeManifest => new DescribeEntity(Entity(fields.Text()), fields.Number() == 1)
        {
            WithState = !fields.AtEnd && fields.Number() == 1,
        },
        DescriptionManifest => new EntityDescription(fields.Text(), fields.Number(), fields.Text())
        {
            State = fields.AtEnd ? string.Empty : fields.Text(),
        },
        _ => throw new SerializationException($"unknown message manifest '{manifest}'; a later version sent it"),
    };

    private List<Parcel> Parcels(Reader fields)
    {
        var parcels = new List<Parcel>();
        while (!fields.AtEnd)
        {
            var manifest = fields.Text();
            var envelope = (Envelope)MessageCodec.Decode(manifest, fields.Bytes());
            var path = fields.Text();
            parcels.Add(new Parcel(envelope, path.Length == 0 ? null : system.Provider.ResolveActorRef(path)));
        }

        return parcels;
    }

    private static EntityId Entity(string persistenceId) => EntityId.Parse(persistenceId)
        ?? throw new SerializationException($"'{persistenceId}' names no entity");

    private sealed class Writer
    {
        private readonly ArrayBufferWriter<byte> buffer = new();

        public void Text(string text) => Bytes(Encoding.UTF8.GetBytes(text));

        public void Number(long number)
        {
            Span<byte> bytes = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64BigEndian(bytes, number);
            buffer.Write(bytes);
        }

        public void Bytes(ReadOnlySpan<byte> bytes)
        {
            Number(bytes.Length);
            buffer.Write(bytes);
        }

        public byte[] ToArray() => buffer.WrittenSpan.ToArray();
    }

    private sealed class Reader(byte[] bytes)
    {
        private int position;

        public bool AtEnd => position == bytes.Length;

        public string Text() => Encoding.UTF8.GetString(Bytes());

        public long Number() => BinaryPrimitives.ReadInt64BigEndian(Take(sizeof(long)));

        public ReadOnlySpan<byte> Bytes() => Take(checked((int)Number()));

        private ReadOnlySpan<byte> Take(int count)
        {
            var taken = bytes.AsSpan(position, count);
            position += count;
            return taken;
        }
    }
}
