using System.Diagnostics;
using System.Text.Json;
using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>An escrow's programme.</summary>
internal sealed record EscrowProgrammeV1(
    [property: JsonName("locks")] EscrowLockV1[] Locks,
    [property: JsonName("fundBy")] long FundBy,
    [property: JsonName("exits")] EscrowExitV1[] Exits)
{
    public static EscrowProgrammeV1 Of(EscrowProgramme programme) => new(
        EscrowLockV1.Of(programme.Locks),
        programme.FundBy.UnixMilliseconds,
        [.. programme.Exits.Select(exit => new EscrowExitV1(
            exit.Name, EscrowConditionV1.Of(exit.When), EscrowPortionV1.Of(exit.Then)))]);

    public EscrowProgramme ToDomain() => new(
        EscrowLockV1.Read(Locks),
        new Instant(FundBy),
        [.. Exits.Select(exit => new EscrowExit(exit.Name, exit.When.ToDomain(), EscrowPortionV1.Read(exit.Then)))]);
}

/// <summary>What one party locks, has locked, or had returned.</summary>
internal sealed record EscrowLockV1(
    [property: JsonName("party")] string Party,
    [property: JsonName("asset")] string Asset,
    [property: JsonName("amount")] decimal Amount)
{
    public static EscrowLockV1[] Of(ValueList<EscrowLock> locks) =>
        [.. locks.Select(part => new EscrowLockV1(part.Party.Value, part.Asset.Value, part.Amount.Value))];

    public static ValueList<EscrowLock> Read(EscrowLockV1[] locks) =>
        [.. locks.Select(part => new EscrowLock(new(part.Party), new(part.Asset), new(part.Amount)))];
}

/// <param name="Name">Its name.</param>
/// <param name="When">Its condition.</param>
/// <param name="Then">Who gets what; absent where everything goes back.</param>
internal sealed record EscrowExitV1(
    [property: JsonName("name")] string Name,
    [property: JsonName("when")] EscrowConditionV1 When,
    [property: JsonName("then")] EscrowPortionV1[]? Then = null);

/// <summary>One of its members is there: which one says what kind of condition it is.</summary>
internal sealed record EscrowConditionV1(
    [property: JsonName("time")] long? Time = null,
    [property: JsonName("price")] EscrowPriceV1? Price = null,
    [property: JsonName("agreed")] EscrowAgreedV1? Agreed = null,
    [property: JsonName("arbiter")] string? Arbiter = null,
    [property: JsonName("default")] string? Default = null)
{
    public static EscrowConditionV1 Of(EscrowCondition condition) => condition switch
    {
        EscrowCondition.TimeReached c => new(Time: c.At.UnixMilliseconds),
        EscrowCondition.PriceReached c => new(Price: EscrowPriceV1.Of(c)),
        EscrowCondition.Agreed c => new(Agreed: new([.. c.By.Select(who => who.Value)], c.Needed)),
        EscrowCondition.Decided c => new(Arbiter: c.Arbiter.Value),
        EscrowCondition.Defaulted c => new(Default: c.Party.Value),
        _ => throw new UnreachableException($"unhandled condition {condition.GetType().Name}"),
    };

    public EscrowCondition ToDomain() => this switch
    {
        { Time: { } time } => new EscrowCondition.TimeReached(new Instant(time)),
        { Price: { } price } => price.ToDomain(),
        { Agreed: { } agreed } =>
            new EscrowCondition.Agreed([.. agreed.By.Select(who => new AccountId(who))], agreed.Needed),
        { Arbiter: { } arbiter } => new EscrowCondition.Decided(new AccountId(arbiter)),
        { Default: { } party } => new EscrowCondition.Defaulted(new AccountId(party)),
        _ => throw new JsonException("one of 'time', 'price', 'agreed', 'arbiter' and 'default' belongs here"),
    };
}

internal sealed record EscrowAgreedV1(
    [property: JsonName("by")] string[] By,
    [property: JsonName("needed")] int Needed);

internal sealed record EscrowPriceV1(
    [property: JsonName("asset")] string Asset,
    [property: JsonName("side")] string Side,
    [property: JsonName("level")] decimal Level,
    [property: JsonName("from")] long? From = null)
{
    public static EscrowPriceV1 Of(EscrowCondition.PriceReached c) =>
        new(c.Asset.Value, Names<PriceSide>.Of(c.Side), c.Level.Value, c.From?.UnixMilliseconds);

    public EscrowCondition.PriceReached ToDomain() => new(
        new AssetId(Asset), Names<PriceSide>.Read(Side), new Price(Level), From is { } from ? new Instant(from) : null);
}

/// <summary>What one account gets of one asset: an amount, a part, or with neither the rest.</summary>
internal sealed record EscrowPortionV1(
    [property: JsonName("to")] string To,
    [property: JsonName("asset")] string Asset,
    [property: JsonName("amount")] decimal? Amount = null,
    [property: JsonName("part")] decimal? Part = null)
{
    public static EscrowPortionV1[]? Of(EscrowOutcome outcome) => outcome is EscrowOutcome.PaidOut named
        ? [.. named.Portions.Select(portion => new EscrowPortionV1(
            portion.To.Value,
            portion.Asset.Value,
            (portion.Share as EscrowShare.Exactly)?.Amount.Value,
            (portion.Share as EscrowShare.PartOf)?.Part.Value))]
        : null;

    public static EscrowOutcome Read(EscrowPortionV1[]? portions) => portions is null
        ? new EscrowOutcome.GivenBack()
        : new EscrowOutcome.PaidOut([.. portions.Select(portion => portion.ToDomain())]);

    private EscrowPortion ToDomain() => new(new AccountId(To), new AssetId(Asset), (Amount, Part) switch
    {
        ({ } amount, null) => new EscrowShare.Exactly(new Amount(amount)),
        (null, { } part) => new EscrowShare.PartOf(new Rate(part)),
        (null, null) => new EscrowShare.Rest(),
        _ => throw new JsonException("at most one of 'amount' and 'part' belongs here"),
    });
}

/// <summary>What an escrow has the market look out for.</summary>
internal sealed record EscrowWatchV1(
    [property: JsonName("escrow")] string Escrow,
    [property: JsonName("at")] long At,
    [property: JsonName("prices")] EscrowPriceV1[]? Prices = null)
{
    public static EscrowWatchV1 Of(EscrowId escrow, EscrowWatch watch) => new(
        escrow.Value,
        watch.At.UnixMilliseconds,
        watch.Prices.Count == 0 ? null : [.. watch.Prices.Select(EscrowPriceV1.Of)]);

    public EscrowId ToId() => new(Escrow);

    public EscrowWatch ToDomain() => new(new Instant(At), [.. (Prices ?? []).Select(price => price.ToDomain())]);
}

/// <summary>What a frame shows an escrow.</summary>
internal sealed record EscrowSightingV1(
    [property: JsonName("escrow")] string Escrow,
    [property: JsonName("frame")] long Frame,
    [property: JsonName("time")] long Time,
    [property: JsonName("prices")] SeenPriceV1[]? Prices = null)
{
    public static EscrowSightingV1 Of(EscrowSighting sighting) => new(
        sighting.Escrow.Value,
        sighting.Frame.Value,
        sighting.Time.UnixMilliseconds,
        sighting.Prices.Count == 0
            ? null
            : [.. sighting.Prices.Select(seen => new SeenPriceV1(seen.Asset.Value, seen.Price.Value))]);

    public static EscrowSightingV1[]? Of(ValueList<EscrowSighting> sightings) =>
        sightings.Count == 0 ? null : [.. sightings.Select(Of)];

    public static ValueList<EscrowSighting> Read(EscrowSightingV1[]? sightings) =>
        [.. (sightings ?? []).Select(sighting => sighting.ToDomain())];

    public EscrowSighting ToDomain() => new(
        new EscrowId(Escrow),
        new FrameNumber(Frame),
        new Instant(Time),
        [.. (Prices ?? []).Select(seen => new SeenPrice(new AssetId(seen.Asset), new Price(seen.Price)))]);
}

internal sealed record SeenPriceV1(
    [property: JsonName("asset")] string Asset,
    [property: JsonName("price")] decimal Price);
