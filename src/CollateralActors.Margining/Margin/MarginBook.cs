using CollateralActors.Margining.Interest;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Margin;

/// <summary>
/// What the calculator needs to know of an account: a plain list of what it holds, independent of where it came from.
/// </summary>
/// <param name="Balances">One row an asset; negative is owed. An isolated position's margin is not in here.</param>
/// <param name="Positions">Open positions; at most one cross position an instrument.</param>
/// <param name="Orders">Open orders; they weigh on initial margin only.</param>
public sealed record MarginBook(
    IReadOnlyList<Holding> Balances,
    IReadOnlyList<BookPosition> Positions,
    IReadOnlyList<BookOrder> Orders)
{
    /// <summary>How the requirements of the cross positions are found.</summary>
    public MarginMode Mode { get; init; }

    /// <summary>What is owed in loan mode, one row an asset, 0 or more; elsewhere a negative balance is owed.</summary>
    public IReadOnlyList<Holding> Debts { get; init; } = [];

    /// <summary>
    /// Whether nothing is required in loan mode of who owes nothing, whatever is held: so it is with live accounts. The
    /// calculator's own rule requires of collateral that counts nothing all of its worth, even then.
    /// </summary>
    public bool RequiresOfDebtorsOnly { get; init; }

    /// <summary>Whether something is held that a debt beyond its limit would be paid out of.</summary>
    public bool CanConvert { get; init; }

    /// <summary>The same without isolated positions.</summary>
    public MarginBook WithoutIsolated() =>
        Positions.Any(position => position.IsIsolated)
            ? this with { Positions = [.. Positions.Where(position => !position.IsIsolated)] }
            : this;

    /// <summary>Whether there are open orders in spot: they reserve by other rules than those in contracts.</summary>
    internal bool HasSpotOrders
    {
        get
        {
            for (var i = 0; i < Orders.Count; i++)
            {
                if (Orders[i].Instrument.IsSpot)
                    return true;
            }

            return false;
        }
    }

    /// <summary>The same without open orders in spot.</summary>
    internal MarginBook WithoutSpotOrders() =>
        HasSpotOrders ? this with { Orders = [.. Orders.Where(order => !order.Instrument.IsSpot)] } : this;

    /// <summary>The same with no other orders than those in instruments that are traded isolated.</summary>
    internal MarginBook OfIsolatedOrders() => this with { Orders = [.. Orders.Where(order => order.IsIsolated)] };
}

/// <summary>How the requirements of the positions that share an account's margin are found.</summary>
public enum MarginMode
{
    /// <summary>Each position's by its instrument's rules, added up.</summary>
    Cross,

    /// <summary>By the worst loss of all positions together in the scenarios of each base.</summary>
    Portfolio,

    /// <summary>There are none: debts are held against balances, as collateral of a loan.</summary>
    Loan,
}

/// <summary>A balance of one asset.</summary>
/// <param name="Asset">Its parameters.</param>
/// <param name="Balance">Signed; negative is owed.</param>
public readonly record struct Holding(AssetParameters Asset, Amount Balance)
{
    /// <summary>
    /// The interest index at which a debt was settled last; 0 where it bears no interest, as in a portfolio file.
    /// </summary>
    public Rate InterestIndex { get; init; }

    /// <summary>A loan, in units of the asset's interest index; 0 where there is none.</summary>
    public Amount Units { get; init; }

    /// <summary>What was supplied to be lent, in shares of the asset's pool; 0 where nothing was.</summary>
    public Amount Shares { get; init; }

    /// <summary>Whether there is nothing of the asset, held or owed.</summary>
    public bool IsNothing => Balance == Amount.Zero && Units == Amount.Zero && Shares == Amount.Zero;

    /// <summary>
    /// The balance with what shares are worth, less the interest that is owed on it and less the loan, in a market.
    /// </summary>
    public Amount In(MarketView market)
    {
        var net = InterestIndex == Rate.Zero
            ? Balance
            : Balance - InterestBooking.Owed(Balance, InterestIndex, Asset.Id, market);
        return Units == Amount.Zero && Shares == Amount.Zero ? net : net - OwedIn(market) + HeldIn(market);
    }

    /// <summary>What the loan owes in a market, 0 or more.</summary>
    public Amount OwedIn(MarketView market) => Units == Amount.Zero
        ? Amount.Zero
        : PoolMath.Owed(Units, market.InterestIndex(Asset.Id), Asset.Scale);

    /// <summary>What the shares are worth in a market, 0 or more.</summary>
    public Amount HeldIn(MarketView market) => Shares == Amount.Zero
        ? Amount.Zero
        : PoolMath.Worth(Shares, market.SupplyIndex(Asset.Id), Asset.Scale);
}

/// <summary>An open position.</summary>
/// <param name="Instrument">Its parameters.</param>
/// <param name="Quantity">Signed contracts, not 0.</param>
/// <param name="EntryValue">Value at entry with the side's sign, settle units: linear <c>q c e</c>, inverse <c>q c ÷
/// e</c>.</param>
/// <param name="Leverage">More than 0, or 0 where none is set.</param>
/// <param name="IsolatedMargin">Settle units; null for a cross position.</param>
public sealed record BookPosition(
    InstrumentParameters Instrument, Quantity Quantity, Amount EntryValue, decimal Leverage, Amount? IsolatedMargin)
{
    /// <summary>
    /// Entry price, where that and not the entry value is what is known, as in a portfolio file; prices and plans are
    /// then solved
    /// from it, because an inverse contract's entry value (q c ÷ e) has no end in decimals.
    /// </summary>
    public Price? EntryPrice { get; init; }

    /// <summary>Size × the cumulative funding index at which the position was settled last; settle units.</summary>
    public Amount FundingValue { get; init; }

    /// <summary>Whether the position has a margin of its own and stands outside the account's.</summary>
    public bool IsIsolated => IsolatedMargin is not null;
}

/// <summary>An open order.</summary>
/// <param name="Instrument">Its parameters.</param>
/// <param name="Quantity">Contracts still open: positive buys, negative sells; not 0.</param>
/// <param name="Price">Limit price.</param>
public readonly record struct BookOrder(InstrumentParameters Instrument, Quantity Quantity, Price Price)
{
    /// <summary>
    /// Leverage that a position of the order would have; more than 0, or 0 where none is set. Where there is a position
    /// in the instrument, that position's counts.
    /// </summary>
    public decimal Leverage { get; init; }

    /// <summary>
    /// Whether its fills would be the isolated position's in the instrument, and not the cross one's.
    /// </summary>
    public bool IsIsolated { get; init; }

    /// <summary>Whether it only ever waits in the book, and so pays the maker's fee.</summary>
    public bool IsPostOnly { get; init; }

    /// <summary>Whether it can only reduce the position, and is no larger than that.</summary>
    public bool IsReduceOnly { get; init; }
}

/// <summary>How good an account is for its positions, from best to worst.</summary>
public enum MarginStatus
{
    /// <summary>Equity is at least the margin-call ratio × maintenance.</summary>
    Healthy,

    /// <summary>Equity is below the margin-call ratio × maintenance, but not below maintenance.</summary>
    MarginCall,

    /// <summary>Equity is below maintenance.</summary>
    Liquidation,

    /// <summary>Value (without haircuts) is below 0.</summary>
    Bankrupt,
}

/// <summary>The account's figures in the valuation currency, unrounded.</summary>
/// <param name="Value">Net amounts × price, no haircut.</param>
/// <param name="Equity">Net amounts after haircuts and surcharges × price.</param>
/// <param name="Initial">Initial requirement, open orders included.</param>
/// <param name="Maintenance">Maintenance requirement.</param>
/// <param name="Status">What follows from them.</param>
public readonly record struct MarginFigures(
    Amount Value, Amount Equity, Amount Initial, Amount Maintenance, MarginStatus Status)
{
    /// <summary>
    /// On a grace path, where only the change makes the account short of maintenance: nothing is closed for that before
    /// this time. Else null.
    /// </summary>
    public Instant? GraceUntil { get; init; }

    /// <summary>
    /// On a grace path, where equity and maintenance are between two sets: those of the set in force. Else null.
    /// </summary>
    public (Amount Equity, Amount Maintenance)? Full { get; init; }

    /// <summary>Equity − initial requirement; negative where initial margin is breached.</summary>
    public Amount FreeCollateral => Equity - Initial;

    /// <summary>Whether the account is healthy, but near enough to a margin call to be warned of one.</summary>
    public bool IsWarned(RiskBook risk) =>
        risk.Calls.WarningRatio is { } warning && Status == MarginStatus.Healthy
        && (Full ?? (Equity, Maintenance)) is var (equity, maintenance) && equity < maintenance * warning;

    /// <summary>
    /// The status that figures give: bankrupt if value is below 0, else by equity against maintenance.
    /// </summary>
    public static MarginStatus StatusOf(Amount value, Amount equity, Amount maintenance, Rate marginCallRatio) =>
        value < Amount.Zero ? MarginStatus.Bankrupt
        : equity < maintenance ? MarginStatus.Liquidation
        : equity < maintenance * marginCallRatio ? MarginStatus.MarginCall
        : MarginStatus.Healthy;
}
