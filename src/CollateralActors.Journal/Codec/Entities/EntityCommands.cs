using CollateralActors.Margining.Deciding;

namespace CollateralActors.Journal.Codec.Entities;

/// <summary>What every entity can be asked.</summary>
internal static class EntityCommands
{
    public static readonly FormTable Table = new FormTable()
        .Add(
            "msg.entity.acknowledge.v1",
            FlatJson.Default.AcknowledgeV1,
            (EntityCommand.Acknowledge c) => new AcknowledgeV1(c.By.PersistenceId, c.Sequence),
            s => new EntityCommand.Acknowledge(JsonFields.Entity(s.By), s.Sequence))
        .Add("msg.entity.ping.v1", new EntityCommand.Ping());
}

internal sealed record AcknowledgeV1(
    [property: JsonName("by")] string By,
    [property: JsonName("sequence")] long Sequence);
