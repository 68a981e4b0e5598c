using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using CollateralActors.Journal.Codec.Parts;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Accounts;

/// <summary>A margin account as snapshots and state hashes see it.</summary>
internal static class AccountStateForm
{
    public static readonly FormTable Table = new FormTable()
        .Add("account.state.v1", FlatJson.Default.AccountStateV1, (AccountState state) => ToStored(state), ToDomain);

    private static AccountStateV1 ToStored(AccountState state) => new(
        state.Id.Value,
        state.IsOpen,
        [.. state.Balances.Select(b => new MoneyV1(b.Key.Value, b.Value.Value))],
        [.. state.Positions.Select(p => new AccountPositionV1(
            p.Key.Value,
            p.Value.Quantity.Contracts,
            p.Value.EntryValue.Value,
            FundingIndices.ToStored(p.Value.FundingValue)))],
        [.. state.Orders.Select(o => new ReservedOrderV1(
            o.Key.Value,
            o.Value.Instrument.Value,
            o.Value.Quantity.Contracts,
            o.Value.Price.Value,
            FlagV1.Of(o.Value.IsPostOnly),
            FlagV1.Of(o.Value.IsReduceOnly)))],
        Names<MarginStatus>.Of(state.Status),
        state.Watch.Epoch,
        state.Watch.IsOn,
        state.AsOf.Value,
        state.Episodes,
        state.IsUncovered,
        EpisodeV1.Of(state.Episode),
        state.Leverages.IsEmpty
            ? null
            : [.. state.Leverages.Select(l => new LeverageV1(l.Key.Value, l.Value.Value))],
        IsolatedInstrumentV1.Of(state),
        UsedInterestIndexV1.From(state.InterestIndices),
        HeldAmountsV1.OfAny(state.Reported),
        state.Abandoned.IsEmpty ? null : [.. state.Abandoned.Select(instrument => instrument.Value)],
        state.Mode == MarginMode.Cross ? null : Names<MarginMode>.Of(state.Mode),
        FlagV1.Of(state.IsWarned),
        MarginDemandV1.Of(state.Demand),
        state.GraceUntil?.UnixMilliseconds,
        state.Locked.IsEmpty ? null : [.. state.Locked.Select(part => EscrowAmountsV1.Of(part.Key, part.Value))],
        state.Stakes.IsEmpty ? null : [.. state.Stakes.Select(stake => PoolStakeV1.Of(stake.Key, stake.Value))],
        state.Policies.Count == 0 ? null : PolicyV1.Of(state.Policies),
        state.Idle.IsEmpty ? null : [.. state.Idle.Select(idle => PolicyIdleV1.Of(idle.Key, idle.Value))],
        state.AwaitsTopUpOf?.Value,
        ClosingWindowV1.Of(state),
        state.Told.IsEmpty
            ? null
            : [.. state.Told.Select(told => new PositionToldV1(told.Key.Value, PositionStandingV1.Of(told.Value)))]);

    private static AccountState ToDomain(AccountStateV1 s) => new()
    {
        Id = new AccountId(s.Id),
        IsOpen = s.IsOpen,
        Balances = s.Balances.ToImmutableSortedDictionary(b => new AssetId(b.Asset), b => new Amount(b.Amount)),
        Positions = s.Positions.ToImmutableSortedDictionary(
            p => new InstrumentId(p.Instrument),
            p => new AccountPosition(new Quantity(p.Quantity), new Amount(p.EntryValue))
            {
                FundingValue = FundingIndices.Read(p.FundingValue),
            }),
        Orders = s.Orders.ToImmutableSortedDictionary(
            o => new OrderId(o.Order),
            o => new ReservedOrder(new InstrumentId(o.Instrument), new Quantity(o.Quantity), new Price(o.Price))
            {
                IsPostOnly = o.PostOnly ?? false,
                IsReduceOnly = o.ReduceOnly ?? false,
            }),
        Abandoned = [.. (s.Abandoned ?? []).Select(name => new InstrumentId(name))],
        Status = Names<MarginStatus>.Read(s.Status),
        Watch = new Watch(s.WatchEpoch, s.IsWatched),
        AsOf = new FrameNumber(s.AsOf),
        Episodes = s.Episodes,
        IsUncovered = s.IsUncovered,
        IsWarned = s.IsWarned ?? false,
        Demand = s.Demand?.ToDomain(),
        GraceUntil = TimeV1.Read(s.GraceUntil),
        Episode = s.Episode?.ToDomain() ?? new Episode.None(),
        InterestIndices = (s.InterestIndices ?? [])
            .Select(i => i.ToDomain())
            .ToImmutableSortedDictionary(i => i.Of, i => i.Index),
        Leverages = (s.Leverages ?? [])
            .ToImmutableSortedDictionary(l => new InstrumentId(l.Instrument), l => new Rate(l.Leverage)),
        Isolated = (s.Isolated ?? []).ToImmutableSortedDictionary(
            each => new InstrumentId(each.Instrument), each => each.ToDomain()),
        Reported = HeldAmountsV1.ReadTally(s.Reported),
        Locked = (s.Locked ?? []).ToImmutableSortedDictionary(
            part => new EscrowId(part.Escrow), part => MoneyV1.Read(part.Amounts)),
        Stakes = (s.Stakes ?? []).ToImmutableSortedDictionary(
            part => new AssetId(part.Asset), part => part.ToDomain()),
        Policies = PolicyV1.Read(s.Policies),
        Idle = (s.Idle ?? []).ToImmutableSortedDictionary(idle => idle.Policy, idle => idle.ToDomain()),
        Closings = (s.Closings ?? []).ToImmutableSortedDictionary(
            closing => new InstrumentId(closing.Instrument), closing => closing.ToDomain()),
        Told = (s.Told ?? []).ToImmutableSortedDictionary(
            told => new InstrumentId(told.Instrument), told => told.Standing.ToDomain()),
        AwaitsTopUpOf = s.AwaitsTopUpOf is { } account ? new AccountId(account) : null,
        Mode = s.Mode is { } mode ? Names<MarginMode>.Read(mode) : MarginMode.Cross,
    };
}

internal sealed record AccountStateV1(
    [property: JsonName("id")] string Id,
    [property: JsonName("isOpen")] bool IsOpen,
    [property: JsonName("balances")] MoneyV1[] Balances,
    [property: JsonName("positions")] AccountPositionV1[] Positions,
    [property: JsonName("orders")] ReservedOrderV1[] Orders,
    [property: JsonName("status")] string Status,
    [property: JsonName("watchEpoch")] int WatchEpoch,
    [property: JsonName("isWatched")] bool IsWatched,
    [property: JsonName("asOf")] long AsOf,
    [property: JsonName("episodes")] int Episodes,
    [property: JsonName("isUncovered")] bool IsUncovered,
    [property: JsonName("episode")] EpisodeV1? Episode = null,
    [property: JsonName("leverages")] LeverageV1[]? Leverages = null,
    [property: JsonName("isolated")] IsolatedInstrumentV1[]? Isolated = null,
    [property: JsonName("interestIndices")] UsedInterestIndexV1[]? InterestIndices = null,
    [property: JsonName("reported")] HeldAmountsV1? Reported = null,
    [property: JsonName("abandoned")] string[]? Abandoned = null,
    [property: JsonName("mode")] string? Mode = null,
    [property: JsonName("isWarned")] bool? IsWarned = null,
    [property: JsonName("demand")] MarginDemandV1? Demand = null,
    [property: JsonName("graceUntil")] long? GraceUntil = null,
    [property: JsonName("locked")] EscrowAmountsV1[]? Locked = null,
    [property: JsonName("stakes")] PoolStakeV1[]? Stakes = null,
    [property: JsonName("policies")] PolicyV1[]? Policies = null,
    [property: JsonName("idle")] PolicyIdleV1[]? Idle = null,
    [property: JsonName("awaitsTopUpOf")] string? AwaitsTopUpOf = null,
    [property: JsonName("closings")] ClosingWindowV1[]? Closings = null,
    [property: JsonName("told")] PositionToldV1[]? Told = null);

internal sealed record ClosingWindowV1(
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("since")] long Since,
    [property: JsonName("closed")] decimal Closed)
{
    public static ClosingWindowV1[]? Of(AccountState state) => state.Closings.IsEmpty ? null :
    [
        .. state.Closings.Select(each => new ClosingWindowV1(
            each.Key.Value, each.Value.Since.UnixMilliseconds, each.Value.Used)),
    ];

    public UsageWindow ToDomain() => new(new Instant(Since), Closed);
}

internal sealed record AccountPositionV1(
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("quantity")] decimal Quantity,
    [property: JsonName("entryValue")] decimal EntryValue,
    [property: JsonName("fundingValue")] decimal? FundingValue = null);

internal sealed record LeverageV1(
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("leverage")] decimal Leverage);

internal sealed record ReservedOrderV1(
    [property: JsonName("order")] string Order,
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("quantity")] decimal Quantity,
    [property: JsonName("price")] decimal Price,
    [property: JsonName("postOnly")] bool? PostOnly = null,
    [property: JsonName("reduceOnly")] bool? ReduceOnly = null);

/// <summary>A liquidation as its account sees it; absent while there is none.</summary>
internal sealed record EpisodeV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("working")] EpisodeWorkV1? Working = null,
    [property: JsonName("awaitingFunds")] EpisodeClaimsV1? AwaitingFunds = null,
    [property: JsonName("awaitingShares")] EpisodeSharesV1? AwaitingShares = null)
{
    public static EpisodeV1? Of(Episode episode) => episode switch
    {
        Episode.None => null,
        Episode.Working e =>
            new EpisodeV1(e.Id.Value, Working: EpisodeWorkV1.Of(e)),
        Episode.AwaitingFunds e => new EpisodeV1(
            e.Id.Value,
            AwaitingFunds: new EpisodeClaimsV1(
                MoneyV1.Of(e.Claims), MarketBasisV1.Of(e.Basis), e.IsShort, ClosedResultV1.Of(e.Results))),
        Episode.AwaitingShares e => new EpisodeV1(
            e.Id.Value, AwaitingShares: new EpisodeSharesV1(PassedLossV1.Of(e.Losses), e.IsShort)),
        _ => throw new UnreachableException($"unhandled episode {episode.GetType().Name}"),
    };

    public Episode ToDomain() => (Working, AwaitingFunds, AwaitingShares) switch
    {
        ({ } w, null, null) => w.ToDomain(new LiquidationId(Liquidation)),
        (null, { } a, null) => new Episode.AwaitingFunds(
            new LiquidationId(Liquidation), MoneyV1.Read(a.Claims), a.Basis.ToDomain(), a.IsShort)
        {
            Results = ClosedResultV1.Read(a.Results),
        },
        (null, null, { } a) => new Episode.AwaitingShares(
            new LiquidationId(Liquidation), PassedLossV1.Read(a.Losses), a.IsShort),
        _ => throw new JsonException(
            "exactly one of 'working', 'awaitingFunds' and 'awaitingShares' belongs here"),
    };
}

internal sealed record EpisodeWorkV1(
    [property: JsonName("stepsPlanned")] int StepsPlanned,
    [property: JsonName("atVenue")] bool AtVenue,
    [property: JsonName("hasClosed")] bool HasClosed,
    [property: JsonName("fruitless")] int? Fruitless = null,
    [property: JsonName("isDeleveraging")] bool? IsDeleveraging = null,
    [property: JsonName("nobodyTook")] bool? NobodyTook = null,
    [property: JsonName("coverAskedFor")] int? CoverAskedFor = null,
    [property: JsonName("covers")] MoneyV1[]? Covers = null,
    [property: JsonName("sharesLosses")] bool? SharesLosses = null,
    [property: JsonName("results")] ClosedResultV1[]? Results = null)
{
    public static EpisodeWorkV1 Of(Episode.Working e) => new(
        e.StepsPlanned,
        e.AtVenue,
        e.HasClosed,
        e.Fruitless == 0 ? null : e.Fruitless,
        FlagV1.Of(e.IsDeleveraging),
        FlagV1.Of(e.NobodyTook),
        e.CoverAskedFor == 0 ? null : e.CoverAskedFor,
        e.Covers.Count == 0 ? null : MoneyV1.Of(e.Covers),
        FlagV1.Of(e.SharesLosses),
        ClosedResultV1.Of(e.Results));

    public Episode.Working ToDomain(LiquidationId id) => new(id, StepsPlanned, AtVenue, HasClosed)
    {
        Fruitless = Fruitless ?? 0,
        IsDeleveraging = IsDeleveraging ?? false,
        NobodyTook = NobodyTook ?? false,
        CoverAskedFor = CoverAskedFor ?? 0,
        Covers = MoneyV1.Read(Covers ?? []),
        SharesLosses = SharesLosses ?? false,
        Results = ClosedResultV1.Read(Results),
    };
}

internal sealed record EpisodeClaimsV1(
    [property: JsonName("claims")] MoneyV1[] Claims,
    [property: JsonName("basis")] MarketBasisV1 Basis,
    [property: JsonName("isShort")] bool IsShort,
    [property: JsonName("results")] ClosedResultV1[]? Results = null);

internal sealed record EpisodeSharesV1(
    [property: JsonName("losses")] PassedLossV1[] Losses,
    [property: JsonName("isShort")] bool IsShort);
