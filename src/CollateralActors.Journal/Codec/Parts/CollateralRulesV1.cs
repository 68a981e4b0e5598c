using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>By what an asset counts less than for maintenance; what is absent has its default.</summary>
internal sealed record CollateralRulesV1(
    [property: JsonName("initial")] HaircutSliceV1[]? Initial = null,
    [property: JsonName("borrowing")] HaircutSliceV1[]? Borrowing = null,
    [property: JsonName("withdrawal")] HaircutSliceV1[]? Withdrawal = null,
    [property: JsonName("depositsClosed")] bool? DepositsClosed = null,
    [property: JsonName("phaseOut")] PhaseOutStepV1[]? PhaseOut = null,
    [property: JsonName("accountCap")] decimal? AccountCap = null,
    [property: JsonName("peg")] PegV1? Peg = null,
    [property: JsonName("wrongWayHaircut")] decimal? WrongWayHaircut = null,
    [property: JsonName("concentrationStart")] decimal? ConcentrationStart = null,
    [property: JsonName("venueCap")] decimal? VenueCap = null)
{
    public static CollateralRulesV1? Of(CollateralRules r) => r == CollateralRules.None ? null : new(
        r.Initial is { } initial ? HaircutSliceV1.Of(initial) : null,
        r.Borrowing is { } borrowing ? HaircutSliceV1.Of(borrowing) : null,
        r.Withdrawal is { } withdrawal ? HaircutSliceV1.Of(withdrawal) : null,
        FlagV1.Of(r.DepositsClosed),
        r.PhaseOut.Count > 0
            ? [.. r.PhaseOut.Select(step => new PhaseOutStepV1(step.At.UnixMilliseconds, step.Factor.Value))]
            : null,
        r.AccountCap?.Value,
        PegV1.Of(r.Peg),
        r.WrongWayHaircut == Rate.Zero ? null : r.WrongWayHaircut.Value,
        r.ConcentrationStart?.Value,
        r.VenueCap?.Value);

    public CollateralRules ToDomain() => new()
    {
        Initial = Initial is { } initial ? HaircutSliceV1.Read(initial) : null,
        Borrowing = Borrowing is { } borrowing ? HaircutSliceV1.Read(borrowing) : null,
        Withdrawal = Withdrawal is { } withdrawal ? HaircutSliceV1.Read(withdrawal) : null,
        DepositsClosed = DepositsClosed ?? false,
        PhaseOut = [.. (PhaseOut ?? []).Select(step => new PhaseOutStep(new Instant(step.At), new Rate(step.Factor)))],
        AccountCap = AccountCap is { } cap ? new Amount(cap) : null,
        Peg = Peg?.ToDomain(),
        WrongWayHaircut = new Rate(WrongWayHaircut ?? 0m),
        ConcentrationStart = ConcentrationStart is { } start ? new Amount(start) : null,
        VenueCap = VenueCap is { } most ? new Amount(most) : null,
    };
}

/// <summary>What an asset is meant to be worth.</summary>
internal sealed record PegV1(
    [property: JsonName("target")] decimal Target,
    [property: JsonName("tolerance")] decimal Tolerance,
    [property: JsonName("factor")] decimal Factor,
    [property: JsonName("maintenance")] bool? Maintenance = null)
{
    public static PegV1? Of(Peg? peg) => peg is null ? null : new PegV1(
        peg.Target.Value, peg.Tolerance.Value, peg.Factor.Value, FlagV1.Of(peg.IsForMaintenance));

    public Peg ToDomain() => new(new Price(Target), new Rate(Tolerance), new Rate(Factor))
    {
        IsForMaintenance = Maintenance ?? false,
    };
}

/// <summary>A step of a phase-out; <c>at</c> in milliseconds since 1970, UTC.</summary>
internal sealed record PhaseOutStepV1(
    [property: JsonName("at")] long At,
    [property: JsonName("factor")] decimal Factor);
