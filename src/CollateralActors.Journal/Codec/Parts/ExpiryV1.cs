using CollateralActors.Margining.Expiries;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>When a contract ends; absent where it does not. A fee and a threshold of 0 are absent.</summary>
internal sealed record ExpiryTermsV1(
    [property: JsonName("at")] long At,
    [property: JsonName("windowMs")] long WindowMs,
    [property: JsonName("deliveryFee")] decimal? DeliveryFee = null,
    [property: JsonName("exerciseThreshold")] decimal? ExerciseThreshold = null)
{
    public static ExpiryTermsV1? Of(ExpiryTerms? terms) => terms is null ? null : new(
        terms.At.UnixMilliseconds,
        (long)terms.Window.TotalMilliseconds,
        terms.DeliveryFee == Rate.Zero ? null : terms.DeliveryFee.Value,
        terms.ExerciseThreshold == default ? null : terms.ExerciseThreshold.Value);

    public ExpiryTerms ToDomain() => new(
        new Instant(At),
        TimeSpan.FromMilliseconds(WindowMs),
        new Rate(DeliveryFee ?? 0m),
        new Price(ExerciseThreshold ?? 0m));
}

/// <summary>What makes a contract an option; the rates are absent where it is held in portfolio mode only.</summary>
internal sealed record OptionTermsV1(
    [property: JsonName("right")] string Right,
    [property: JsonName("strike")] decimal Strike,
    [property: JsonName("rates")] OptionRatesV1? Rates = null)
{
    public static OptionTermsV1? Of(OptionTerms? terms) => terms is null ? null : new(
        Names<OptionRight>.Of(terms.Right),
        terms.Strike.Value,
        terms.Rates is { } r ? new(r.Initial.Value, r.InitialMinimum.Value, r.Maintenance.Value) : null);

    public OptionTerms ToDomain() => new(
        Names<OptionRight>.Read(Right),
        new Price(Strike),
        Rates is { } r ? new(new Rate(r.Initial), new Rate(r.InitialMinimum), new Rate(r.Maintenance)) : null);
}

internal sealed record OptionRatesV1(
    [property: JsonName("initial")] decimal Initial,
    [property: JsonName("initialMinimum")] decimal InitialMinimum,
    [property: JsonName("maintenance")] decimal Maintenance);

/// <summary>What the market knows of a contract that ends; a symbol is absent where its price is 1.</summary>
internal sealed record SettlementTermsV1(
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("isInverse")] bool IsInverse,
    [property: JsonName("scale")] int Scale,
    [property: JsonName("expiry")] ExpiryTermsV1 Expiry,
    [property: JsonName("base")] string? Base = null,
    [property: JsonName("per")] string? Per = null,
    [property: JsonName("option")] OptionTermsV1? Option = null)
{
    public static SettlementTermsV1[]? Of(ValueList<SettlementTerms> list) => list.Count == 0 ? null :
    [
        .. list.Select(t => new SettlementTermsV1(
            t.Instrument.Value,
            t.IsInverse,
            t.Scale,
            ExpiryTermsV1.Of(t.Rules)!,
            t.Base?.Value,
            t.Per?.Value,
            t.Strike is { } s ? new OptionTermsV1(Names<OptionRight>.Of(s.Right), s.Strike.Value) : null)),
    ];

    public static ValueList<SettlementTerms> Read(SettlementTermsV1[]? list) =>
        [.. (list ?? []).Select(part => part.ToDomain())];

    private SettlementTerms ToDomain() => new(
        new InstrumentId(Instrument),
        IsInverse,
        SymbolOf(Base),
        SymbolOf(Per),
        Scale,
        Expiry.ToDomain(),
        Option?.ToDomain() is { } option ? new StrikeTerms(option.Right, option.Strike) : null);

    private static Symbol? SymbolOf(string? name) => name is null ? null : new Symbol(name);
}

/// <summary>How far the mean of a contract's index has come; the price is absent until it is settled.</summary>
internal sealed record SettlementStateV1(
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("seenUntil")] long SeenUntil,
    [property: JsonName("activeMs")] long ActiveMs,
    [property: JsonName("weightedIndex")] decimal WeightedIndex,
    [property: JsonName("price")] SettlementPriceV1? Price = null)
{
    public static SettlementStateV1 Of(InstrumentId instrument, SettlementState s) => new(
        instrument.Value,
        s.SeenUntil.UnixMilliseconds,
        (long)s.Active.TotalMilliseconds,
        s.WeightedIndex,
        s.Price is { } price ? SettlementPriceV1.Of(price) : null);

    public static SettlementStateV1[]? Of(ValueList<SettlementUpdate> list) =>
        list.Count == 0 ? null : [.. list.Select(update => Of(update.Instrument, update.State))];

    public static ValueList<SettlementUpdate> Read(SettlementStateV1[]? list) =>
        [.. (list ?? []).Select(part => new SettlementUpdate(new InstrumentId(part.Instrument), part.ToDomain()))];

    public SettlementState ToDomain() =>
        new(new Instant(SeenUntil), TimeSpan.FromMilliseconds(ActiveMs), WeightedIndex) { Price = Price?.ToDomain() };
}

/// <summary>What everybody who holds a contract is settled at.</summary>
internal sealed record SettlementPriceV1(
    [property: JsonName("index")] decimal Index,
    [property: JsonName("unitValue")] decimal UnitValue)
{
    public static SettlementPriceV1 Of(SettlementPrice p) => new(p.Index.Value, p.UnitValue.Value);

    public SettlementPrice ToDomain() => new(new Price(Index), new Amount(UnitValue));
}
