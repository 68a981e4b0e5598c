using System.Diagnostics;
using System.Globalization;
using Akka.Cluster.Sharding;
using CollateralActors.Actors.Hosting;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Actors.Nodes;

/// <summary>Tells the shard region who a message is for and where that one lives.</summary>
internal sealed class EntityExtractor(Shards shards) : IMessageExtractor
{
    private readonly string[] names =
        [.. Enumerable.Range(0, shards.Count).Select(shard => shard.ToString(CultureInfo.InvariantCulture))];

    // Null tells the region that the message is not for an entity.
    public string? EntityId(object message) => Receiver(message)?.PersistenceId;

    public object EntityMessage(object message) => message;

    [Obsolete("The region calls the other overload.")]
    public string ShardId(object message) => throw new UnreachableException();

    public string ShardId(string entityId, object? messageHint = null)
    {
        var entity = (messageHint is null ? null : Receiver(messageHint)) ?? Margining.Deciding.EntityId.Parse(entityId)
            ?? throw new UnreachableException($"'{entityId}' names no entity");
        return names[shards.Of(entity)];
    }

    private static EntityId? Receiver(object message) => message switch
    {
        Delivery delivery => delivery.To,
        Rest rest => rest.To,
        DescribeEntity describe => describe.To,
        _ => null,
    };
}
