using System.Diagnostics;
using System.Text.Json;
using CollateralActors.Journal.Codec.Parts;
using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Units;
using static CollateralActors.Journal.Codec.FlatJson;

namespace CollateralActors.Journal.Codec.Escrows;

/// <summary>What escrows store.</summary>
internal static class EscrowEvents
{
    public static readonly FormTable Table = new FormTable()
        .Add(
            "escrow.proposed.v1",
            Default.EscrowProgrammeV1,
            (EscrowEvent.Proposed e) => EscrowProgrammeV1.Of(e.Programme),
            s => new EscrowEvent.Proposed(s.ToDomain()))
        .Add(
            "escrow.lock-received.v1",
            Default.EscrowLockV1,
            (EscrowEvent.LockReceived e) => new EscrowLockV1(e.Party.Value, e.Asset.Value, e.Amount.Value),
            s => new EscrowEvent.LockReceived(new AccountId(s.Party), new AssetId(s.Asset), new Amount(s.Amount)))
        .Add(
            "escrow.lock-returned.v1",
            Default.EscrowLockV1,
            (EscrowEvent.LockReturned e) => new EscrowLockV1(e.Party.Value, e.Asset.Value, e.Amount.Value),
            s => new EscrowEvent.LockReturned(new AccountId(s.Party), new AssetId(s.Asset), new Amount(s.Amount)))
        .Add("escrow.funded.v1", new EscrowEvent.Funded())
        .Add(
            "escrow.agreed.v1",
            Default.EscrowAgreementV1,
            (EscrowEvent.Agreed e) => new EscrowAgreementV1(e.By.Value, e.Exit),
            s => new EscrowEvent.Agreed(new AccountId(s.By), s.Exit))
        .Add(
            "escrow.ended.v1",
            Default.EscrowEndedV1,
            (EscrowEvent.Ended e) => new EscrowEndedV1(
                EscrowCauseV1.Of(e.Cause),
                [.. e.Paid.Select(part => new EscrowPaymentV1(part.To.Value, part.Asset.Value, part.Amount.Value))],
                e.Exit),
            s => new EscrowEvent.Ended(
                s.Exit,
                s.Cause.ToDomain(),
                [.. s.Paid.Select(part => new EscrowPayment(new(part.To), new(part.Asset), new(part.Amount)))]));
}

internal sealed record EscrowAgreementV1(
    [property: JsonName("by")] string By,
    [property: JsonName("exit")] string Exit);

/// <param name="Cause">Why.</param>
/// <param name="Paid">All that was in it.</param>
/// <param name="Exit">The exit; absent where it did not come about.</param>
internal sealed record EscrowEndedV1(
    [property: JsonName("cause")] EscrowCauseV1 Cause,
    [property: JsonName("paid")] EscrowPaymentV1[] Paid,
    [property: JsonName("exit")] string? Exit = null);

internal sealed record EscrowPaymentV1(
    [property: JsonName("to")] string To,
    [property: JsonName("asset")] string Asset,
    [property: JsonName("amount")] decimal Amount);

/// <summary>One of its members is there.</summary>
internal sealed record EscrowCauseV1(
    [property: JsonName("seen")] EscrowSightingV1? Seen = null,
    [property: JsonName("agreement")] bool? Agreement = null,
    [property: JsonName("arbiter")] string? Arbiter = null,
    [property: JsonName("default")] string? Default = null)
{
    public static EscrowCauseV1 Of(EscrowCause cause) => cause switch
    {
        EscrowCause.Seen c => new(Seen: EscrowSightingV1.Of(c.Sighting)),
        EscrowCause.Agreement => new(Agreement: true),
        EscrowCause.Ruling c => new(Arbiter: c.Arbiter.Value),
        EscrowCause.Default c => new(Default: c.Party.Value),
        _ => throw new UnreachableException($"unhandled cause {cause.GetType().Name}"),
    };

    public EscrowCause ToDomain() => this switch
    {
        { Seen: { } sighting } => new EscrowCause.Seen(sighting.ToDomain()),
        { Agreement: true } => new EscrowCause.Agreement(),
        { Arbiter: { } arbiter } => new EscrowCause.Ruling(new AccountId(arbiter)),
        { Default: { } party } => new EscrowCause.Default(new AccountId(party)),
        _ => throw new JsonException("one of 'seen', 'agreement', 'arbiter' and 'default' belongs here"),
    };
}
