using CollateralActors.Margining.Funding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>Funding rules of an instrument; absent where it has none.</summary>
internal sealed record FundingParametersV1(
    [property: JsonName("intervalMs")] long IntervalMs,
    [property: JsonName("interestRate")] decimal InterestRate,
    [property: JsonName("damper")] decimal Damper,
    [property: JsonName("cap")] decimal Cap)
{
    public static FundingParametersV1? Of(FundingParameters? p) => p is null
        ? null
        : new((long)p.Interval.TotalMilliseconds, p.InterestRate.Value, p.Damper.Value, p.Cap.Value);

    public FundingParameters ToDomain() => new(
        TimeSpan.FromMilliseconds(IntervalMs), new Rate(InterestRate), new Rate(Damper), new Rate(Cap));
}

/// <summary>What the market knows of an instrument's funding rules; a symbol is absent where its price is 1.</summary>
internal sealed record FundingTermsV1(
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("isInverse")] bool IsInverse,
    [property: JsonName("indexScale")] int IndexScale,
    [property: JsonName("rules")] FundingParametersV1 Rules,
    [property: JsonName("base")] string? Base = null,
    [property: JsonName("per")] string? Per = null)
{
    public static FundingTermsV1[]? Of(ValueList<FundingTerms> list) => list.Count == 0 ? null :
    [
        .. list.Select(t => new FundingTermsV1(
            t.Instrument.Value,
            t.IsInverse,
            t.IndexScale,
            FundingParametersV1.Of(t.Rules)!,
            t.Base?.Value,
            t.Per?.Value)),
    ];

    public static ValueList<FundingTerms> Read(FundingTermsV1[]? list) =>
        [.. (list ?? []).Select(part => part.ToDomain())];

    private FundingTerms ToDomain() => new(
        new InstrumentId(Instrument), IsInverse, SymbolOf(Base), SymbolOf(Per), IndexScale, Rules.ToDomain());

    private static Symbol? SymbolOf(string? name) => name is null ? null : new Symbol(name);
}

/// <summary>How far an instrument's funding has come.</summary>
internal sealed record FundingStateV1(
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("index")] decimal Index,
    [property: JsonName("from")] long From,
    [property: JsonName("to")] long To,
    [property: JsonName("seenUntil")] long SeenUntil,
    [property: JsonName("activeMs")] long ActiveMs,
    [property: JsonName("weightedPremium")] decimal WeightedPremium,
    [property: JsonName("payments")] FundingPaymentV1[]? Payments = null)
{
    public static FundingStateV1 Of(InstrumentId instrument, FundingState s) => new(
        instrument.Value,
        s.Index.Value,
        s.From.UnixMilliseconds,
        s.To.UnixMilliseconds,
        s.SeenUntil.UnixMilliseconds,
        (long)s.Active.TotalMilliseconds,
        s.WeightedPremium);

    public static FundingStateV1[]? Of(ValueList<FundingUpdate> list) => list.Count == 0 ? null :
    [
        .. list.Select(update => Of(update.Instrument, update.State) with
        {
            Payments = update.Payments.Count == 0 ? null : [.. update.Payments.Select(FundingPaymentV1.Of)],
        }),
    ];

    public static ValueList<FundingUpdate> Read(FundingStateV1[]? list) =>
    [
        .. (list ?? []).Select(part => new FundingUpdate(
            new InstrumentId(part.Instrument), part.ToDomain(), [.. (part.Payments ?? []).Select(p => p.ToDomain())])),
    ];

    public FundingState ToDomain() => new(
        new Amount(Index),
        new Instant(From),
        new Instant(To),
        new Instant(SeenUntil),
        TimeSpan.FromMilliseconds(ActiveMs),
        WeightedPremium);
}

/// <summary>An interval that ended with a payment.</summary>
internal sealed record FundingPaymentV1(
    [property: JsonName("end")] long End,
    [property: JsonName("premium")] decimal Premium,
    [property: JsonName("rate")] decimal Rate,
    [property: JsonName("activeMs")] long ActiveMs,
    [property: JsonName("price")] decimal Price,
    [property: JsonName("payment")] decimal Payment)
{
    public static FundingPaymentV1 Of(FundingPayment p) => new(
        p.End.UnixMilliseconds,
        p.Premium.Value,
        p.Rate.Value,
        (long)p.Active.TotalMilliseconds,
        p.Price.Value,
        p.Payment.Value);

    public FundingPayment ToDomain() => new(
        new Instant(End),
        new Rate(Premium),
        new Rate(Rate),
        TimeSpan.FromMilliseconds(ActiveMs),
        new Price(Price),
        new Amount(Payment));
}

/// <summary>What a trade did to a position's funding; absent where it did nothing.</summary>
internal sealed record FundingPostingV1(
    [property: JsonName("index")] decimal Index,
    [property: JsonName("valueChange")] decimal ValueChange,
    [property: JsonName("given")] decimal Given,
    [property: JsonName("paid")] decimal Paid,
    [property: JsonName("rounding")] decimal Rounding)
{
    public static FundingPostingV1? Of(FundingPosting p) => p == default
        ? null
        : new(p.Index.Value, p.ValueChange.Value, p.Given.Value, p.Paid.Value, p.Rounding.Value);

    public FundingPosting ToDomain() =>
        new(new Amount(Index), new Amount(ValueChange), new Amount(Given), new Amount(Paid), new Amount(Rounding));
}
