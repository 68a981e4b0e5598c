using CollateralActors.Journal.Codec.Parts;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using static CollateralActors.Journal.Codec.FlatJson;

namespace CollateralActors.Journal.Codec.Accounts;

/// <summary>What margin accounts store about warnings, and about what margin calls ask for.</summary>
internal static class CallForms
{
    public static readonly FormTable Events = new FormTable()
        .Add(
            "account.margin-warning-given.v1",
            Default.CallStepV1,
            (AccountEvent.MarginWarningGiven e) => CallStepV1.Of(e.Figures, e.Basis, e.Scope),
            s => new AccountEvent.MarginWarningGiven(s.Figures.ToDomain(), s.Basis.ToDomain()) { Scope = s.Scope() })
        .Add(
            "account.margin-warning-lifted.v1",
            Default.CallStepV1,
            (AccountEvent.MarginWarningLifted e) => CallStepV1.Of(e.Figures, e.Basis, e.Scope),
            s => new AccountEvent.MarginWarningLifted(s.Figures.ToDomain(), s.Basis.ToDomain()) { Scope = s.Scope() })
        .Add(
            "account.margin-demanded.v1",
            Default.MarginDemandedV1,
            (AccountEvent.MarginDemanded e) => new MarginDemandedV1(
                MoneyV1.Of(e.AnyOf),
                e.Deadline.UnixMilliseconds,
                Names<CallExpiry>.Of(e.OnExpiry),
                StatusFiguresV1.Of(e.Figures),
                MarketBasisV1.Of(e.Basis),
                e.Scope.Isolated?.Value),
            s => new AccountEvent.MarginDemanded(
                MoneyV1.Read(s.AnyOf),
                new Instant(s.Deadline),
                Names<CallExpiry>.Read(s.OnExpiry),
                s.Figures.ToDomain(),
                s.Basis.ToDomain())
            {
                Scope = CallStepV1.Scope(s.Instrument),
            })
        .Add(
            "account.demand-met.v1",
            Default.CallStepV1,
            (AccountEvent.DemandMet e) => CallStepV1.Of(e.Figures, e.Basis, e.Scope),
            s => new AccountEvent.DemandMet(s.Figures.ToDomain(), s.Basis.ToDomain()) { Scope = s.Scope() })
        .Add(
            "account.demand-cured-by-price.v1",
            Default.CallStepV1,
            (AccountEvent.DemandCuredByPrice e) => CallStepV1.Of(e.Figures, e.Basis, e.Scope),
            s => new AccountEvent.DemandCuredByPrice(s.Figures.ToDomain(), s.Basis.ToDomain()) { Scope = s.Scope() })
        .Add(
            "account.demand-expired.v1",
            Default.DemandExpiredV1,
            (AccountEvent.DemandExpired e) => new DemandExpiredV1(
                e.Deadline.UnixMilliseconds,
                Names<CallExpiry>.Of(e.OnExpiry),
                StatusFiguresV1.Of(e.Figures),
                MarketBasisV1.Of(e.Basis),
                e.Scope.Isolated?.Value),
            s => new AccountEvent.DemandExpired(
                new Instant(s.Deadline),
                Names<CallExpiry>.Read(s.OnExpiry),
                s.Figures.ToDomain(),
                s.Basis.ToDomain())
            {
                Scope = CallStepV1.Scope(s.Instrument),
            });
}

/// <summary>
/// A warning or an answer to a demand; the manifest says which one it is. The instrument is absent where it is the
/// account's.
/// </summary>
internal sealed record CallStepV1(
    [property: JsonName("figures")] StatusFiguresV1 Figures,
    [property: JsonName("basis")] MarketBasisV1 Basis,
    [property: JsonName("instrument")] string? Instrument = null)
{
    public static CallStepV1 Of(
        StatusFigures figures, Margining.Market.MarketBasis basis, MarginScope scope) =>
        new(StatusFiguresV1.Of(figures), MarketBasisV1.Of(basis), scope.Isolated?.Value);

    public static MarginScope Scope(string? instrument) =>
        instrument is null ? MarginScope.Cross : new MarginScope(new InstrumentId(instrument));

    public MarginScope Scope() => Scope(Instrument);
}

internal sealed record MarginDemandedV1(
    [property: JsonName("anyOf")] MoneyV1[] AnyOf,
    [property: JsonName("deadline")] long Deadline,
    [property: JsonName("onExpiry")] string OnExpiry,
    [property: JsonName("figures")] StatusFiguresV1 Figures,
    [property: JsonName("basis")] MarketBasisV1 Basis,
    [property: JsonName("instrument")] string? Instrument = null);

internal sealed record DemandExpiredV1(
    [property: JsonName("deadline")] long Deadline,
    [property: JsonName("onExpiry")] string OnExpiry,
    [property: JsonName("figures")] StatusFiguresV1 Figures,
    [property: JsonName("basis")] MarketBasisV1 Basis,
    [property: JsonName("instrument")] string? Instrument = null);

/// <summary>What a margin call asks for; absent where none does.</summary>
internal sealed record MarginDemandV1(
    [property: JsonName("deadline")] long Deadline,
    [property: JsonName("onExpiry")] string OnExpiry,
    [property: JsonName("isExpired")] bool IsExpired)
{
    public static MarginDemandV1? Of(MarginDemand? demand) => demand is null ? null : new MarginDemandV1(
        demand.Deadline.UnixMilliseconds, Names<CallExpiry>.Of(demand.OnExpiry), demand.IsExpired);

    public MarginDemand ToDomain() =>
        new(new Instant(Deadline), Names<CallExpiry>.Read(OnExpiry)) { IsExpired = IsExpired };
}
