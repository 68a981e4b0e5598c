using System.Globalization;
using System.Text;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.OrderBooks;

/// <summary>One fill of a liquidation's order.</summary>
/// <param name="Trade">The venue's name of it.</param>
/// <param name="Maker">The account whose depth was hit.</param>
/// <param name="Quantity">The liquidated account's side: positive bought, negative sold.</param>
/// <param name="Price">What one unit was traded at.</param>
public readonly record struct BookTrade(TradeId Trade, AccountId Maker, Quantity Quantity, Price Price)
{
    /// <summary>The cumulative funding index that held when it was made.</summary>
    public Amount FundingIndex { get; init; }
}

/// <summary>How a simulated book looks: levels of equal depth on both sides of the mark.</summary>
/// <param name="HalfSpread">Distance of the best level from the mark, as a share of it; 0 to 1.</param>
/// <param name="LevelStep">Distance of a level from the one before, as a share of the mark; 0 to 1.</param>
/// <param name="LevelQuantity">Contracts on a level; a multiple of the lot, more than 0.</param>
/// <param name="Levels">Levels on a side; 1 to <see cref="MostLevels"/>.</param>
/// <param name="RecoveryPerFrame">Contracts of depth that come back on each side with each frame; 0 or more.</param>
/// <param name="Makers">The accounts that the depth belongs to, level by level in turn; at least one.</param>
public sealed record BookParameters(
    Rate HalfSpread,
    Rate LevelStep,
    Quantity LevelQuantity,
    int Levels,
    Quantity RecoveryPerFrame,
    ValueList<AccountId> Makers)
{
    /// <summary>
    /// The source as which the book quotes the instrument's mark, the middle between its best bid and ask; its depth
    /// then stands around the index, not around the mark that it moves. Null where it quotes nothing.
    /// </summary>
    public SourceId? QuotesAs { get; init; }

    /// <summary>Most levels on a side.</summary>
    public const int MostLevels = 10_000;

    // Fingerprints of stored commands rest on this text: what a book does not have is not in it.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"HalfSpread = {HalfSpread}, LevelStep = {LevelStep}, ");
        text.Append(CultureInfo.InvariantCulture, $"LevelQuantity = {LevelQuantity}, Levels = {Levels}, ");
        text.Append(CultureInfo.InvariantCulture, $"RecoveryPerFrame = {RecoveryPerFrame}, Makers = {Makers}");
        if (QuotesAs is { } source)
            text.Append(CultureInfo.InvariantCulture, $", QuotesAs = {source}");
        return true;
    }
}

/// <summary>What an order book can be asked to do.</summary>
public abstract partial record OrderBookCommand : ICommand
{
    private OrderBookCommand()
    {
    }

    /// <summary>Sets the book up as a simulated one. Once.</summary>
    [RiskClass(RiskClass.None)]
    public sealed record OpenBook(BookParameters Parameters) : OrderBookCommand;

    /// <summary>
    /// Works a liquidation's order: against simulated depth at once, or by sending it to the venue outside. What cannot
    /// be filled is cancelled.
    /// </summary>
    /// <param name="Liquidation">With <paramref name="Step"/> the client order id: the book works each once.</param>
    /// <param name="Step">Number of the step.</param>
    /// <param name="Account">Whose order it is.</param>
    /// <param name="Quantity">Positive buys, negative sells.</param>
    /// <param name="Severity">How badly the account stands; larger is worked first.</param>
    [RiskClass(RiskClass.None)]
    public sealed record PlaceOrder(
        LiquidationId Liquidation, int Step, AccountId Account, Quantity Quantity, Rate Severity)
        : OrderBookCommand
    {
        /// <summary>The worst price that it may be traded at; null for any price.</summary>
        public Price? Limit { get; init; }
    }
}

/// <summary>What can happen to an order book.</summary>
public abstract partial record OrderBookEvent : IEvent
{
    private OrderBookEvent()
    {
    }

    /// <summary>The book is set up.</summary>
    public sealed record BookOpened(BookParameters Parameters) : OrderBookEvent
    {
        /// <summary>What the market is owed of it; null where it does not quote.</summary>
        public BookFigures? Quotes { get; init; }
    }

    /// <summary>An order was worked; both sides of each fill are owed their leg.</summary>
    /// <param name="Liquidation">With <paramref name="Step"/> the client order id.</param>
    /// <param name="Step">Number of the step.</param>
    /// <param name="Account">Whose order it was.</param>
    /// <param name="Quantity">What was ordered.</param>
    /// <param name="Severity">How badly the account stood.</param>
    /// <param name="Mark">The price that the depth stood around: the mark, or the index where the book quotes.</param>
    /// <param name="Trades">The fills, in order.</param>
    /// <param name="Unfilled">What was cancelled for want of depth, with the order's sign.</param>
    /// <param name="Taken">
    /// Depth that is taken on the side that was hit, this order included; the rest has come back.
    /// </param>
    public sealed record OrderExecuted(
        LiquidationId Liquidation,
        int Step,
        AccountId Account,
        Quantity Quantity,
        Rate Severity,
        Price Mark,
        ValueList<BookTrade> Trades,
        Quantity Unfilled,
        Quantity Taken) : OrderBookEvent
    {
        /// <summary>The worst price that it might be traded at; null for any price.</summary>
        public Price? Limit { get; init; }

        /// <summary>What the market is owed of the book as the order left it; null where it does not quote.</summary>
        public BookFigures? Quotes { get; init; }
    }
}
