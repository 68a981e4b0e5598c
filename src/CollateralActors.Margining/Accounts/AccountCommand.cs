using System.Globalization;
using System.Text;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>Which side of a trade hears of it first, and which by the other's duty.</summary>
public enum TradeRole
{
    /// <summary>The side that the venue reported the trade to; it owes the other side's leg.</summary>
    Initiating,

    /// <summary>The other side.</summary>
    Counter,
}

/// <summary>What a margin account can be asked to do.</summary>
public abstract partial record AccountCommand : ICommand
{
    private AccountCommand()
    {
    }

    /// <summary>Money came in. The first deposit opens the account.</summary>
    /// <param name="Asset">An asset of the risk book.</param>
    /// <param name="Amount">More than 0, at the asset's scale.</param>
    [RiskClass(RiskClass.Fact)]
    public sealed record Deposit(AssetId Asset, Amount Amount) : AccountCommand;

    /// <summary>Money goes out, if balance and free collateral allow.</summary>
    /// <param name="Asset">An asset of the risk book.</param>
    /// <param name="Amount">More than 0, at the asset's scale.</param>
    [RiskClass(RiskClass.TakesOn)]
    public sealed record Withdraw(AssetId Asset, Amount Amount) : AccountCommand;

    /// <summary>An order wants to rest at the venue: its initial margin is reserved, if there is enough.</summary>
    /// <param name="Order">Unique among the account's open orders.</param>
    /// <param name="Instrument">An instrument of the risk book.</param>
    /// <param name="Quantity">Contracts: positive buys, negative sells; a multiple of the lot, not 0.</param>
    /// <param name="Price">Limit; more than 0, a multiple of the tick.</param>
    [RiskClass(RiskClass.TakesOn)]
    public sealed record ReserveOrder(
        OrderId Order, InstrumentId Instrument, Quantity Quantity, Price Price) : AccountCommand
    {
        /// <summary>Whether the venue lets it wait in the book and never take.</summary>
        public bool IsPostOnly { get; init; }

        /// <summary>
        /// Whether it may do nothing but reduce the position: it needs no free collateral, and is cut back when the
        /// position shrinks.
        /// </summary>
        public bool IsReduceOnly { get; init; }

        /// <summary>
        /// Prints the members. Clients' fingerprints rest on this text: a flag that is not set is not in it.
        /// </summary>
        protected override bool PrintMembers(StringBuilder builder)
        {
            builder.Append(CultureInfo.InvariantCulture, $"Order = {Order}, Instrument = {Instrument}, ");
            builder.Append(CultureInfo.InvariantCulture, $"Quantity = {Quantity}, Price = {Price}");
            if (IsPostOnly)
                builder.Append(", IsPostOnly = True");
            if (IsReduceOnly)
                builder.Append(", IsReduceOnly = True");
            return true;
        }
    }

    /// <summary>An order has left the venue's book: its margin is free again.</summary>
    [RiskClass(RiskClass.Reduces)]
    public sealed record ReleaseOrder(OrderId Order) : AccountCommand;

    /// <summary>The venue matched the account: a fact, refused only if it cannot be.</summary>
    /// <param name="Trade">The venue's name of the trade.</param>
    /// <param name="Instrument">An instrument of the risk book.</param>
    /// <param name="Counterparty">The account on the other side.</param>
    /// <param name="Quantity">This account's side: positive bought, negative sold.</param>
    /// <param name="Price">What one unit was traded at.</param>
    /// <param name="Mine">How this account's side came to trade.</param>
    /// <param name="Theirs">How the other side came to trade.</param>
    /// <param name="Role">Whether this side owes the other its leg.</param>
    [RiskClass(RiskClass.Fact)]
    public sealed record ApplyTrade(
        TradeId Trade,
        InstrumentId Instrument,
        AccountId Counterparty,
        Quantity Quantity,
        Price Price,
        TradeSide Mine,
        TradeSide Theirs,
        TradeRole Role) : AccountCommand
    {
        /// <summary>
        /// The cumulative funding index that held when the trade was made; only in the other side's leg.
        /// </summary>
        public Amount FundingIndex { get; init; }

        /// <summary>Prints the members. Clients' fingerprints rest on this text: clients never name an index.</summary>
        protected override bool PrintMembers(StringBuilder builder)
        {
            builder.Append(CultureInfo.InvariantCulture, $"Trade = {Trade}, Instrument = {Instrument}, ");
            builder.Append(
                CultureInfo.InvariantCulture,
                $"Counterparty = {Counterparty}, Quantity = {Quantity}, Price = {Price}, ");
            builder.Append(CultureInfo.InvariantCulture, $"Mine = {Mine}, Theirs = {Theirs}, Role = {Role}");
            if (FundingIndex != Amount.Zero)
                builder.Append(CultureInfo.InvariantCulture, $", FundingIndex = {FundingIndex}");
            return true;
        }
    }

    /// <summary>A long option is not to be exercised at its expiry, whatever it is worth then.</summary>
    [RiskClass(RiskClass.TakesOn)]
    public sealed record AbandonExercise(InstrumentId Instrument) : AccountCommand;

    /// <summary>A frame crossed the account's band: look at it. Sent by its watchlist.</summary>
    [RiskClass(RiskClass.None)]
    public sealed record Evaluate : AccountCommand;

    /// <summary>A liquidation begins: all orders go.</summary>
    [RiskClass(RiskClass.Reduces)]
    public sealed record CancelOrders(LiquidationId Liquidation) : AccountCommand;

    /// <summary>A liquidator is free: look again, and say what to close, or that it is over.</summary>
    /// <param name="Liquidation">The episode.</param>
    /// <param name="Step">Number of the step, from 1.</param>
    [RiskClass(RiskClass.Reduces)]
    public sealed record PlanStep(LiquidationId Liquidation, int Step) : AccountCommand;

    /// <summary>The venue has worked a step's order: here is all that it filled.</summary>
    /// <param name="Liquidation">The episode.</param>
    /// <param name="Step">Number of the step.</param>
    /// <param name="Instrument">What was traded.</param>
    /// <param name="Trades">The account's fills, in order; may be none.</param>
    /// <param name="Unfilled">What was not filled, with the order's sign.</param>
    [RiskClass(RiskClass.Fact)]
    public sealed record SettleStep(
        LiquidationId Liquidation, int Step, InstrumentId Instrument, ValueList<BookTrade> Trades, Quantity Unfilled)
        : AccountCommand;

    /// <summary>An insurance fund has answered a claim.</summary>
    /// <param name="Liquidation">The episode.</param>
    /// <param name="Asset">The fund's asset.</param>
    /// <param name="Claimed">What was asked for.</param>
    /// <param name="Paid">What it pays: 0 to <paramref name="Claimed"/>.</param>
    [RiskClass(RiskClass.Fact)]
    public sealed record ReceiveFundPayment(LiquidationId Liquidation, AssetId Asset, Amount Claimed, Amount Paid)
        : AccountCommand;
}

/// <summary>How one side of a trade came to trade.</summary>
/// <param name="Taker">Whether it took (taker fee) or waited in the book (maker fee).</param>
/// <param name="Order">Its order whose reserved margin the fill uses up; empty where none was reserved.</param>
public readonly record struct TradeSide(bool Taker, string Order)
{
    /// <summary>Took, without an order that margin was reserved for.</summary>
    public static TradeSide TakerOnly => new(true, string.Empty);

    /// <summary>Waited in the book, without an order that margin was reserved for.</summary>
    public static TradeSide MakerOnly => new(false, string.Empty);
}
