using System.Diagnostics;
using System.Text.Json;
using CollateralActors.Journal.Codec.Parts;
using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Escrows;

/// <summary>An escrow as snapshots and state hashes see it.</summary>
internal static class EscrowStateForm
{
    private const string Unproposed = "unproposed";
    private const string Funding = "funding";
    private const string Active = "active";
    private const string Closed = "closed";

    public static readonly FormTable Table = new FormTable()
        .Add("escrow.state.v1", FlatJson.Default.EscrowStateV1, (EscrowState state) => ToStored(state), ToDomain);

    private static EscrowStateV1 ToStored(EscrowState state) => state switch
    {
        EscrowState.Unproposed => new(Unproposed),
        EscrowState.Funding s => new(Funding, EscrowProgrammeV1.Of(s.Programme), Locked: EscrowLockV1.Of(s.Locked)),
        EscrowState.Active s => new(
            Active,
            EscrowProgrammeV1.Of(s.Programme),
            Agreements: [.. s.Agreements.Select(a => new EscrowAgreementV1(a.By.Value, a.Exit))]),
        EscrowState.Closed s => new(Closed, Exit: s.Exit),
        _ => throw new UnreachableException($"unhandled state {state.GetType().Name}"),
    };

    private static EscrowState ToDomain(EscrowStateV1 s) => s switch
    {
        { Stage: Unproposed } => new EscrowState.Unproposed(),
        { Stage: Funding, Programme: { } programme, Locked: { } locked } =>
            new EscrowState.Funding(programme.ToDomain(), EscrowLockV1.Read(locked)),
        { Stage: Active, Programme: { } programme, Agreements: { } agreements } => new EscrowState.Active(
            programme.ToDomain(), [.. agreements.Select(a => new EscrowAgreement(new AccountId(a.By), a.Exit))]),
        { Stage: Closed } => new EscrowState.Closed(s.Exit),
        _ => throw new JsonException($"stage '{s.Stage}' is unknown or lacks a member"),
    };
}

/// <summary>Each stage has the members that it needs.</summary>
internal sealed record EscrowStateV1(
    [property: JsonName("stage")] string Stage,
    [property: JsonName("programme")] EscrowProgrammeV1? Programme = null,
    [property: JsonName("locked")] EscrowLockV1[]? Locked = null,
    [property: JsonName("agreements")] EscrowAgreementV1[]? Agreements = null,
    [property: JsonName("exit")] string? Exit = null);
