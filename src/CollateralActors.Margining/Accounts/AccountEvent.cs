using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Expiries;
using CollateralActors.Margining.Funding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Totals;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>
/// The figures that a status rests on, unrounded: in the valuation currency, those of an isolated position in settle
/// units.
/// </summary>
/// <param name="Value">Net amounts × price, no haircut.</param>
/// <param name="Equity">Net amounts after haircuts × price.</param>
/// <param name="Maintenance">Maintenance requirement.</param>
public readonly record struct StatusFigures(Amount Value, Amount Equity, Amount Maintenance)
{
    /// <summary>Those of an account, or of a part of one. Stored in events: equal figures have one form.</summary>
    public static StatusFigures Of(MarginFigures figures) =>
        new(Plain(figures.Value), Plain(figures.Equity), Plain(figures.Maintenance));

    private static Amount Plain(Amount amount) => new(Decimals.Normal(amount.Value));
}

/// <summary>How a liquidation ended.</summary>
public enum LiquidationOutcome
{
    /// <summary>The account was good again before anything was closed.</summary>
    Recovered,

    /// <summary>Some positions were closed, some remain: a partial liquidation.</summary>
    Reduced,

    /// <summary>All positions were closed, and the account owes nothing.</summary>
    ClosedOut,

    /// <summary>All positions were closed, and the insurance funds paid all that was missing.</summary>
    Covered,

    /// <summary>All positions were closed, and more is owed than the insurance funds could pay.</summary>
    Uncovered,

    /// <summary>
    /// No price is good enough to go on by, or the venue is halted: another liquidation begins when that is over.
    /// </summary>
    Postponed,

    /// <summary>All positions were closed, and others have made good what the insurance funds did not.</summary>
    Socialised,
}

/// <summary>What a trade did to a position and its balance. All in settle units.</summary>
/// <param name="Settle">The instrument's settle asset.</param>
/// <param name="EntryValueChange">Added to the position's signed entry value.</param>
/// <param name="Given">
/// Value that went to the other side, negative if it came from there: −given = realised + rounding + what the claim on
/// the position's profit changed by. The two sides of a trade give amounts that sum to 0.
/// </param>
/// <param name="RealisedPnl">Posted to the balance, at the asset's scale, rounded down; before the fee.</param>
/// <param name="Rounding">What rounding took from the account and the venue's rounding account got; 0 or more.</param>
/// <param name="Fee">Charged to the balance, rounded up; 0 or more.</param>
public readonly record struct TradePosting(
    AssetId Settle, Amount EntryValueChange, Amount Given, Amount RealisedPnl, Amount Rounding, Amount Fee)
{
    /// <summary>What it did to the position's funding; nothing where there never was any.</summary>
    public FundingPosting Funding { get; init; }

    /// <summary>
    /// What went between balance and margin, where the position is isolated: then everything else is posted to the
    /// margin and not to the balance. Null for a cross position.
    /// </summary>
    public IsolatedPosting? Isolated { get; init; }

    /// <summary>
    /// What spot brought of the base asset, negative where it was given away; null for a contract. Then everything else
    /// is posted to the balance of the quote asset, and nothing to a position.
    /// </summary>
    public Money? Exchanged { get; init; }

    /// <summary>Two postings on one position, one after the other; funding is settled once for all of them.</summary>
    public static TradePosting operator +(TradePosting a, TradePosting b) => new(
        a.Settle,
        a.EntryValueChange + b.EntryValueChange,
        a.Given + b.Given,
        a.RealisedPnl + b.RealisedPnl,
        a.Rounding + b.Rounding,
        a.Fee + b.Fee);

    /// <summary>What is posted to the balance or, of an isolated position, to its margin.</summary>
    public Amount Posted => RealisedPnl - Fee - Funding.Paid;

    /// <summary>
    /// Change of the account's claim on unrealised profit: what the posting did beside balance, rounding and fee.
    /// </summary>
    public Amount ClaimChange => -Given - RealisedPnl - Rounding;
}

/// <summary>What is left of a reduce-only order.</summary>
/// <param name="Order">The order.</param>
/// <param name="Left">Contracts still open, with the order's sign; 0 where it is gone.</param>
public readonly record struct TrimmedOrder(OrderId Order, Quantity Left);

/// <summary>What can happen to a margin account.</summary>
public abstract partial record AccountEvent : IEvent
{
    private AccountEvent()
    {
    }

    /// <summary>The account exists from here on.</summary>
    public sealed record Opened : AccountEvent;

    /// <summary>Added to a balance.</summary>
    public sealed record Deposited(AssetId Asset, Amount Amount) : AccountEvent;

    /// <summary>Taken from a balance.</summary>
    public sealed record Withdrawn(AssetId Asset, Amount Amount) : AccountEvent;

    /// <summary>An order rests at the venue and weighs on initial margin.</summary>
    public sealed record OrderReserved(
        OrderId Order, InstrumentId Instrument, Quantity Quantity, Price Price) : AccountEvent
    {
        /// <summary>Whether it only waits in the book.</summary>
        public bool IsPostOnly { get; init; }

        /// <summary>Whether it only reduces the position.</summary>
        public bool IsReduceOnly { get; init; }
    }

    /// <summary>An order is gone.</summary>
    public sealed record OrderReleased(OrderId Order) : AccountEvent;

    /// <summary>
    /// Reduce-only orders were more than is left of the position: the venue has to cut them back, or take them off.
    /// </summary>
    /// <param name="Instrument">The position that shrank, went, or changed its side.</param>
    /// <param name="Orders">The orders that changed.</param>
    public sealed record ReduceOnlyTrimmed(InstrumentId Instrument, ValueList<TrimmedOrder> Orders) : AccountEvent;

    /// <summary>A trade was booked on this side.</summary>
    /// <param name="Trade">The venue's name of the trade.</param>
    /// <param name="Instrument">What was traded.</param>
    /// <param name="Counterparty">The account on the other side.</param>
    /// <param name="Quantity">This side: positive bought, negative sold.</param>
    /// <param name="Price">What one unit was traded at.</param>
    /// <param name="Mine">How this side came to trade.</param>
    /// <param name="Theirs">How the other side came to trade.</param>
    /// <param name="Role">Whether this side owes the other its leg.</param>
    /// <param name="Posting">What it did to position and balance.</param>
    public sealed record TradeApplied(
        TradeId Trade,
        InstrumentId Instrument,
        AccountId Counterparty,
        Quantity Quantity,
        Price Price,
        TradeSide Mine,
        TradeSide Theirs,
        TradeRole Role,
        TradePosting Posting) : AccountEvent
    {
        /// <summary>The cumulative funding index that held when the trade was made.</summary>
        public Amount FundingIndex { get; init; }
    }

    /// <summary>A contract that has expired was settled: its position is closed, its orders are gone.</summary>
    /// <param name="Instrument">What expired.</param>
    /// <param name="Quantity">The position that was closed; 0 where there were only orders.</param>
    /// <param name="Price">What everybody is settled at.</param>
    /// <param name="Booked">What it did to the account.</param>
    public sealed record ContractSettled(
        InstrumentId Instrument, Quantity Quantity, SettlementPrice Price, SettlementPosting Booked) : AccountEvent
    {
        /// <summary>Open orders that went with it.</summary>
        public ValueList<OrderId> Orders { get; init; } = [];
    }

    /// <summary>The account's long option is not to be exercised, whatever it is worth.</summary>
    public sealed record ExerciseAbandoned(InstrumentId Instrument) : AccountEvent;

    /// <summary>The account's watchlist has stored that it must be watched.</summary>
    public sealed record WatchConfirmed(int Epoch) : AccountEvent;

    /// <summary>The account need not be watched any more; the watchlist is owed word of it.</summary>
    public sealed record WatchReleased(int Epoch) : AccountEvent;

    /// <summary>
    /// Equity of the account, or of an isolated position, fell below the margin-call ratio × maintenance, or came back
    /// to between that and maintenance.
    /// </summary>
    public sealed record MarginCallIssued(MarginStatus From, StatusFigures Figures, MarketBasis Basis) : AccountEvent
    {
        /// <summary>Whose status it is.</summary>
        public MarginScope Scope { get; init; }

        /// <summary>
        /// On a grace path, where only the change makes it short of maintenance: the deadline, the end of the path.
        /// Else null.
        /// </summary>
        public Instant? GraceUntil { get; init; }
    }

    /// <summary>The account, or an isolated position, is healthy again.</summary>
    public sealed record MarginCallLifted(MarginStatus From, StatusFigures Figures, MarketBasis Basis) : AccountEvent
    {
        /// <summary>Whose status it is.</summary>
        public MarginScope Scope { get; init; }
    }

    /// <summary>Equity is below maintenance.</summary>
    public sealed record MaintenanceBreached(MarginStatus From, StatusFigures Figures, MarketBasis Basis) : AccountEvent
    {
        /// <summary>Whose status it is.</summary>
        public MarginScope Scope { get; init; }
    }

    /// <summary>Value is below 0.</summary>
    public sealed record BankruptcyDeclared(MarginStatus From, StatusFigures Figures, MarketBasis Basis) : AccountEvent
    {
        /// <summary>Whose status it is.</summary>
        public MarginScope Scope { get; init; }
    }

    /// <summary>What it holds is too far from what the market was last told; the market is owed word of it.</summary>
    /// <param name="Held">What is far off, as it is now.</param>
    public sealed record HoldingsReported(HeldAmounts Held) : AccountEvent;
}
