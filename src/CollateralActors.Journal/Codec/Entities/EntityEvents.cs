using CollateralActors.Margining.Deciding;

namespace CollateralActors.Journal.Codec.Entities;

/// <summary>What every entity can store.</summary>
internal static class EntityEvents
{
    public static readonly FormTable Table = new FormTable()
        .Add(
            "entity.duty-done.v1",
            FlatJson.Default.DutyDoneV1,
            (EntityEvent.DutyDone e) => new DutyDoneV1(e.To.PersistenceId, e.Sequence),
            s => new EntityEvent.DutyDone(JsonFields.Entity(s.To), s.Sequence))
        .Add("entity.duty-noted.v1", new EntityEvent.DutyNoted());
}

internal sealed record DutyDoneV1(
    [property: JsonName("to")] string To,
    [property: JsonName("sequence")] long Sequence);
