using CollateralActors.Margining.Market;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <content>How a liquidation goes, as its account sees it: docs/liquidation.md.</content>
public abstract partial record AccountEvent
{
    /// <summary>A liquidation episode begins; the liquidation is owed word of it.</summary>
    /// <param name="Liquidation">The new episode.</param>
    /// <param name="Severity">How badly the account stands: see <see cref="Accounts.Severity"/>.</param>
    /// <param name="EarliestFrame">The first step is taken at this frame or later.</param>
    public sealed record LiquidationRequested(LiquidationId Liquidation, Rate Severity, FrameNumber EarliestFrame)
        : AccountEvent;

    /// <summary>
    /// Orders are gone, because a liquidation began: all, or those in an isolated position's instrument.
    /// </summary>
    public sealed record OrdersCancelled(LiquidationId Liquidation, ValueList<OrderId> Orders) : AccountEvent;

    /// <summary>A liquidation step: what to close, decided after looking again.</summary>
    /// <param name="Liquidation">The episode.</param>
    /// <param name="Step">Number of the step, from 1.</param>
    /// <param name="Instrument">What to trade.</param>
    /// <param name="Quantity">What to trade: positive buys, negative sells.</param>
    /// <param name="Severity">How badly the account stands; the venue works the worst first.</param>
    /// <param name="Figures">What it rests on.</param>
    /// <param name="Basis">What was seen of the market.</param>
    public sealed record StepPlanned(
        LiquidationId Liquidation,
        int Step,
        InstrumentId Instrument,
        Quantity Quantity,
        Rate Severity,
        StatusFigures Figures,
        MarketBasis Basis) : AccountEvent
    {
        /// <summary>The worst price that it may be traded at; null for any price.</summary>
        public Price? Limit { get; init; }

        /// <summary>Since when what is closed counts for the instrument's limit of speed; null without one.</summary>
        public Instant? Window { get; init; }

        /// <summary>Whether others have to take it, at the price of <see cref="Limit"/>.</summary>
        public bool Deleverages { get; init; }

        /// <summary>Whether those in profit would share what is missing in the end.</summary>
        public bool SharesLosses { get; init; }
    }

    /// <summary>
    /// The fund is asked how much it would pay of a loss that the step could make, before the step is planned.
    /// </summary>
    /// <param name="Liquidation">The episode.</param>
    /// <param name="Step">Number of the step.</param>
    /// <param name="Asset">The fund's asset.</param>
    /// <param name="Amount">What is missing of what closing everything at the slippage limit could cost.</param>
    /// <param name="Severity">How badly the account stands.</param>
    /// <param name="Figures">What it rests on.</param>
    /// <param name="Basis">What was seen of the market.</param>
    public sealed record CoverAsked(
        LiquidationId Liquidation,
        int Step,
        AssetId Asset,
        Amount Amount,
        Rate Severity,
        StatusFigures Figures,
        MarketBasis Basis) : AccountEvent;

    /// <summary>The fund has promised to pay so much, should it be missing in the end.</summary>
    /// <param name="Liquidation">The episode.</param>
    /// <param name="Step">Number of the step.</param>
    /// <param name="Asset">The fund's asset.</param>
    /// <param name="Asked">What it was asked for.</param>
    /// <param name="Promised">0 to <paramref name="Asked"/>, on top of what it promised before.</param>
    public sealed record CoverReceived(
        LiquidationId Liquidation, int Step, AssetId Asset, Amount Asked, Amount Promised) : AccountEvent;

    /// <summary>Collateral was exchanged for what counts more, because that costs less than it frees.</summary>
    /// <param name="Liquidation">The episode.</param>
    /// <param name="Exchange">What went, and what came.</param>
    /// <param name="Basis">The prices of both.</param>
    public sealed record CollateralConverted(LiquidationId Liquidation, IndexExchange Exchange, MarketBasis Basis)
        : AccountEvent;

    /// <summary>Nothing may be closed now: the limits of speed are used up.</summary>
    /// <param name="Liquidation">The episode.</param>
    /// <param name="Step">Number of the step that waits.</param>
    /// <param name="Until">When it is looked at again: at a window's end, or before in case the account sinks.</param>
    /// <param name="Severity">How badly the account stands.</param>
    /// <param name="Figures">What it rests on.</param>
    /// <param name="Basis">What was seen of the market.</param>
    public sealed record StepDeferred(
        LiquidationId Liquidation,
        int Step,
        Instant Until,
        Rate Severity,
        StatusFigures Figures,
        MarketBasis Basis) : AccountEvent;

    /// <summary>The venue has worked a step's order.</summary>
    /// <param name="Liquidation">The episode.</param>
    /// <param name="Step">Number of the step.</param>
    /// <param name="Instrument">What was traded.</param>
    /// <param name="Trades">The fills; may be none.</param>
    /// <param name="Unfilled">What was not filled, with the order's sign.</param>
    /// <param name="Posting">What all fills together did; the fee is the liquidation fee, owed to the fund.</param>
    /// <param name="Severity">How badly the account stands now.</param>
    /// <param name="MoreToClose">Whether another step must follow, at a later frame.</param>
    public sealed record StepSettled(
        LiquidationId Liquidation,
        int Step,
        InstrumentId Instrument,
        ValueList<BookTrade> Trades,
        Quantity Unfilled,
        TradePosting Posting,
        Rate Severity,
        bool MoreToClose) : AccountEvent;

    /// <summary>Nothing is left to close and the account owes: the funds are asked to pay.</summary>
    /// <param name="Liquidation">The episode.</param>
    /// <param name="Claims">What is missing, one row an asset, more than 0.</param>
    /// <param name="Severity">How badly the account stands; the funds answer the worst first.</param>
    /// <param name="Basis">The prices at which collateral will be taken over in return.</param>
    public sealed record ShortfallClaimed(
        LiquidationId Liquidation, ValueList<Money> Claims, Rate Severity, MarketBasis Basis) : AccountEvent;

    /// <summary>A fund has answered a claim.</summary>
    /// <param name="Liquidation">The episode.</param>
    /// <param name="Asset">The fund's asset.</param>
    /// <param name="Claimed">What was asked for.</param>
    /// <param name="Paid">What it paid: added to the balance, or to the isolated margin.</param>
    /// <param name="TakenOver">Collateral given to the funds in return, at the claim's prices, rounded up, as far as it
    /// goes.</param>
    public sealed record FundPaymentReceived(
        LiquidationId Liquidation,
        AssetId Asset,
        Amount Claimed,
        Amount Paid,
        ValueList<Money> TakenOver) : AccountEvent;

    /// <summary>The liquidation is over.</summary>
    public sealed record LiquidationEnded(LiquidationId Liquidation, LiquidationOutcome Outcome) : AccountEvent;
}
