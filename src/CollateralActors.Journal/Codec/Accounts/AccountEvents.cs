using CollateralActors.Journal.Codec.Parts;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Expiries;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;
using static CollateralActors.Journal.Codec.FlatJson;

namespace CollateralActors.Journal.Codec.Accounts;

/// <summary>What margin accounts store, apart from their liquidations.</summary>
internal static class AccountEvents
{
    public static readonly FormTable Table = new FormTable()
        .Add("account.opened.v1", new AccountEvent.Opened())
        .Add(
            "account.deposited.v1",
            Default.DepositedV1,
            (AccountEvent.Deposited e) => new DepositedV1(e.Asset.Value, e.Amount.Value),
            s => new AccountEvent.Deposited(new AssetId(s.Asset), new Amount(s.Amount)))
        .Add(
            "account.withdrawn.v1",
            Default.WithdrawnV1,
            (AccountEvent.Withdrawn e) => new WithdrawnV1(e.Asset.Value, e.Amount.Value),
            s => new AccountEvent.Withdrawn(new AssetId(s.Asset), new Amount(s.Amount)))
        .Add(
            "account.order-reserved.v1",
            Default.OrderReservedV1,
            (AccountEvent.OrderReserved e) => new OrderReservedV1(
                e.Order.Value,
                e.Instrument.Value,
                e.Quantity.Contracts,
                e.Price.Value,
                FlagV1.Of(e.IsPostOnly),
                FlagV1.Of(e.IsReduceOnly)),
            s => new AccountEvent.OrderReserved(
                new OrderId(s.Order), new InstrumentId(s.Instrument), new Quantity(s.Quantity), new Price(s.Price))
            {
                IsPostOnly = s.PostOnly ?? false,
                IsReduceOnly = s.ReduceOnly ?? false,
            })
        .Add(
            "account.order-released.v1",
            Default.OrderReleasedV1,
            (AccountEvent.OrderReleased e) => new OrderReleasedV1(e.Order.Value),
            s => new AccountEvent.OrderReleased(new OrderId(s.Order)))
        .Add(
            "account.interest-settled.v1",
            Default.InterestSettledV1,
            (AccountEvent.InterestSettled e) => new InterestSettledV1([.. e.Debts.Select(SettledInterestV1.Of)]),
            s => new AccountEvent.InterestSettled([.. s.Debts.Select(debt => debt.ToDomain())]))
        .Add(
            "account.debt-converted.v1",
            Default.DebtConvertedV1,
            (AccountEvent.DebtConverted e) => new DebtConvertedV1(
                e.Asset.Value, e.Debt.Value, [.. e.From.Select(ConvertedAssetV1.Of)], MarketBasisV1.Of(e.Basis)),
            s => new AccountEvent.DebtConverted(
                new AssetId(s.Asset),
                new Amount(s.Debt),
                [.. s.From.Select(part => part.ToDomain())],
                s.Basis.ToDomain()))
        .Add(
            "account.reduce-only-trimmed.v1",
            Default.ReduceOnlyTrimmedV1,
            (AccountEvent.ReduceOnlyTrimmed e) => new ReduceOnlyTrimmedV1(
                e.Instrument.Value,
                [.. e.Orders.Select(order => new TrimmedOrderV1(order.Order.Value, order.Left.Contracts))]),
            s => new AccountEvent.ReduceOnlyTrimmed(
                new InstrumentId(s.Instrument),
                [.. s.Orders.Select(order => new TrimmedOrder(new OrderId(order.Order), new Quantity(order.Left)))]))
        .Add("account.trade-applied.v1", Default.TradeAppliedV1, (AccountEvent.TradeApplied e) => ToStored(e), ToDomain)
        .Add(
            "account.contract-settled.v1",
            Default.ContractSettledV1,
            (AccountEvent.ContractSettled e) => ToStored(e),
            ToDomain)
        .Add(
            "account.exercise-abandoned.v1",
            Default.ExerciseAbandonedV1,
            (AccountEvent.ExerciseAbandoned e) => new ExerciseAbandonedV1(e.Instrument.Value),
            s => new AccountEvent.ExerciseAbandoned(new InstrumentId(s.Instrument)))
        .Add(
            "account.watch-confirmed.v1",
            Default.WatchConfirmedV1,
            (AccountEvent.WatchConfirmed e) => new WatchConfirmedV1(e.Epoch),
            s => new AccountEvent.WatchConfirmed(s.Epoch))
        .Add(
            "account.watch-released.v1",
            Default.WatchReleasedV1,
            (AccountEvent.WatchReleased e) => new WatchReleasedV1(e.Epoch),
            s => new AccountEvent.WatchReleased(s.Epoch))
        .Add(
            "account.holdings-reported.v1",
            Default.HoldingsReportedV1,
            (AccountEvent.HoldingsReported e) => new HoldingsReportedV1(HeldAmountsV1.Of(e.Held)),
            s => new AccountEvent.HoldingsReported(s.Held.ToDomain()))
        .Add(
            "account.margin-call-issued.v1",
            Default.StatusChangedV1,
            (AccountEvent.MarginCallIssued e) => ToStored(e.From, e.Figures, e.Basis, e.Scope) with
            {
                GraceUntil = e.GraceUntil?.UnixMilliseconds,
            },
            s => new AccountEvent.MarginCallIssued(From(s), s.Figures.ToDomain(), s.Basis.ToDomain())
            {
                Scope = ScopeOf(s),
                GraceUntil = TimeV1.Read(s.GraceUntil),
            })
        .Add(
            "account.margin-call-lifted.v1",
            Default.StatusChangedV1,
            (AccountEvent.MarginCallLifted e) => ToStored(e.From, e.Figures, e.Basis, e.Scope),
            s => new AccountEvent.MarginCallLifted(From(s), s.Figures.ToDomain(), s.Basis.ToDomain())
            {
                Scope = ScopeOf(s),
            })
        .Add(
            "account.maintenance-breached.v1",
            Default.StatusChangedV1,
            (AccountEvent.MaintenanceBreached e) => ToStored(e.From, e.Figures, e.Basis, e.Scope),
            s => new AccountEvent.MaintenanceBreached(From(s), s.Figures.ToDomain(), s.Basis.ToDomain())
            {
                Scope = ScopeOf(s),
            })
        .Add(
            "account.bankruptcy-declared.v1",
            Default.StatusChangedV1,
            (AccountEvent.BankruptcyDeclared e) => ToStored(e.From, e.Figures, e.Basis, e.Scope),
            s => new AccountEvent.BankruptcyDeclared(From(s), s.Figures.ToDomain(), s.Basis.ToDomain())
            {
                Scope = ScopeOf(s),
            });

    private static TradeAppliedV1 ToStored(AccountEvent.TradeApplied e) => new(
        e.Trade.Value,
        e.Instrument.Value,
        e.Counterparty.Value,
        e.Quantity.Contracts,
        e.Price.Value,
        TradeSideV1.Of(e.Mine),
        TradeSideV1.Of(e.Theirs),
        Names<TradeRole>.Of(e.Role),
        TradePostingV1.Of(e.Posting),
        FundingIndices.ToStored(e.FundingIndex));

    private static AccountEvent.TradeApplied ToDomain(TradeAppliedV1 s) => new(
        new TradeId(s.Trade),
        new InstrumentId(s.Instrument),
        new AccountId(s.Counterparty),
        new Quantity(s.Quantity),
        new Price(s.Price),
        s.Mine.ToDomain(),
        s.Theirs.ToDomain(),
        Names<TradeRole>.Read(s.Role),
        s.Posting.ToDomain())
    {
        FundingIndex = FundingIndices.Read(s.FundingIndex),
    };

    private static StatusChangedV1 ToStored(
        MarginStatus from, StatusFigures figures, MarketBasis basis, MarginScope scope) =>
        new(Names<MarginStatus>.Of(from), StatusFiguresV1.Of(figures), MarketBasisV1.Of(basis), scope.Isolated?.Value);

    private static MarginScope ScopeOf(StatusChangedV1 s) =>
        s.Instrument is { } instrument ? new MarginScope(new InstrumentId(instrument)) : MarginScope.Cross;

    private static ContractSettledV1 ToStored(AccountEvent.ContractSettled e) => new(
        e.Instrument.Value,
        e.Quantity.Contracts,
        SettlementPriceV1.Of(e.Price),
        TradePostingV1.Of(e.Booked.Posting),
        e.Booked.Forfeited == Amount.Zero ? null : e.Booked.Forfeited.Value,
        e.Orders.Count == 0 ? null : [.. e.Orders.Select(order => order.Value)]);

    private static AccountEvent.ContractSettled ToDomain(ContractSettledV1 s) => new(
        new InstrumentId(s.Instrument),
        new Quantity(s.Quantity),
        s.Price.ToDomain(),
        new SettlementPosting(s.Posting.ToDomain(), new Amount(s.Forfeited ?? 0m)))
    {
        Orders = [.. (s.Orders ?? []).Select(order => new OrderId(order))],
    };


    private static MarginStatus From(StatusChangedV1 s) => Names<MarginStatus>.Read(s.From);
}

internal sealed record DepositedV1(
    [property: JsonName("asset")] string Asset,
    [property: JsonName("amount")] decimal Amount);

internal sealed record WithdrawnV1(
    [property: JsonName("asset")] string Asset,
    [property: JsonName("amount")] decimal Amount);

internal sealed record OrderReservedV1(
    [property: JsonName("order")] string Order,
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("quantity")] decimal Quantity,
    [property: JsonName("price")] decimal Price,
    [property: JsonName("postOnly")] bool? PostOnly = null,
    [property: JsonName("reduceOnly")] bool? ReduceOnly = null);

internal sealed record ReduceOnlyTrimmedV1(
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("orders")] TrimmedOrderV1[] Orders);

/// <param name="Order">The order.</param>
/// <param name="Left">Contracts still open, with the order's sign; 0 where it is gone.</param>
internal sealed record TrimmedOrderV1(
    [property: JsonName("order")] string Order,
    [property: JsonName("left")] decimal Left);

internal sealed record OrderReleasedV1(
    [property: JsonName("order")] string Order);

internal sealed record TradeAppliedV1(
    [property: JsonName("trade")] string Trade,
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("counterparty")] string Counterparty,
    [property: JsonName("quantity")] decimal Quantity,
    [property: JsonName("price")] decimal Price,
    [property: JsonName("mine")] TradeSideV1 Mine,
    [property: JsonName("theirs")] TradeSideV1 Theirs,
    [property: JsonName("role")] string Role,
    [property: JsonName("posting")] TradePostingV1 Posting,
    [property: JsonName("fundingIndex")] decimal? FundingIndex = null);

internal sealed record ContractSettledV1(
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("quantity")] decimal Quantity,
    [property: JsonName("price")] SettlementPriceV1 Price,
    [property: JsonName("posting")] TradePostingV1 Posting,
    [property: JsonName("forfeited")] decimal? Forfeited = null,
    [property: JsonName("orders")] string[]? Orders = null);

internal sealed record ExerciseAbandonedV1(
    [property: JsonName("instrument")] string Instrument);

internal sealed record WatchConfirmedV1(
    [property: JsonName("epoch")] int Epoch);

internal sealed record HoldingsReportedV1(
    [property: JsonName("held")] HeldAmountsV1 Held);

internal sealed record WatchReleasedV1(
    [property: JsonName("epoch")] int Epoch);

/// <summary>
/// All changes of status look alike; the manifest says which one it is. The instrument is absent where it is the
/// account's.
/// </summary>
internal sealed record StatusChangedV1(
    [property: JsonName("from")] string From,
    [property: JsonName("figures")] StatusFiguresV1 Figures,
    [property: JsonName("basis")] MarketBasisV1 Basis,
    [property: JsonName("instrument")] string? Instrument = null,
    [property: JsonName("graceUntil")] long? GraceUntil = null);
