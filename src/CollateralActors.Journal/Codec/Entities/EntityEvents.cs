using System.Text.Json.Serialization;
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
        .Add("entity.duty-noted.v1", new EntityEvent.DutyNoted())
        .Add(
            "entity.command-refused.v1",
            FlatJson.Default.CommandRefusedV1,
            (EntityEvent.CommandRefused e) =>
                new CommandRefusedV1(e.Command, Names<RejectionCode>.Of(e.Reason.Code), e.Reason.Detail),
            s => new EntityEvent.CommandRefused(s.Command, new Rejection(Names<RejectionCode>.Read(s.Code), s.Detail)));
}

internal sealed record DutyDoneV1(
    [property: JsonName("to")] string To,
    [property: JsonName("sequence")] long Sequence);

internal sealed record CommandRefusedV1(
    [property: JsonName("command"), JsonConverter(typeof(CommandConverter))] ICommand Command,
    [property: JsonName("code")] string Code,
    [property: JsonName("detail")] string Detail);
