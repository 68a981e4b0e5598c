using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Expiries;
using CollateralActors.Margining.Funding;
using CollateralActors.Margining.Interest;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Totals;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Market;

/// <summary>What the market can be asked to do.</summary>
public abstract record MarketCommand : ICommand
{
    private MarketCommand()
    {
    }

    /// <summary>Sets the market up. Once.</summary>
    /// <param name="Oracles">One a symbol.</param>
    [RiskClass(RiskClass.None)]
    public sealed record OpenMarket(ValueList<OracleParameters> Oracles) : MarketCommand;

    /// <summary>A new version of the risk book is in force. Owed by the risk book.</summary>
    [RiskClass(RiskClass.None)]
    public sealed record UseRiskBook(RiskBookVersion Version) : MarketCommand
    {
        /// <summary>The funding of its instruments; none for one that has none.</summary>
        public ValueList<FundingTerms> Funding { get; init; } = [];

        /// <summary>What debts of its assets cost; none for one that costs nothing.</summary>
        public ValueList<InterestTerms> Interest { get; init; } = [];

        /// <summary>What it has to know of those of its instruments that expire; none for one without any.</summary>
        public ValueList<SettlementTerms> Settlements { get; init; } = [];

        /// <summary>It is in force from the first frame at or after this time on; null for at once.</summary>
        public Instant? EffectiveAt { get; init; }

        /// <summary>It comes by a grace path that ends then; null without one. Only with an effective time.</summary>
        public Instant? GraceUntil { get; init; }
    }

    /// <summary>Quotes that came in since the last frame: issues the next frame if they change anything.</summary>
    [RiskClass(RiskClass.None)]
    public sealed record SubmitQuotes(ValueList<Quote> Quotes) : MarketCommand;

    /// <summary>Accepts no more prices of a symbol until it is resumed.</summary>
    [RiskClass(RiskClass.None)]
    public sealed record HaltSymbol(Symbol Symbol) : MarketCommand;

    /// <summary>Accepts prices of a halted symbol again.</summary>
    [RiskClass(RiskClass.None)]
    public sealed record ResumeSymbol(Symbol Symbol) : MarketCommand;

    /// <summary>
    /// From the next frame on no account takes on risk, withdraws or is liquidated; deposits, exits and facts go on.
    /// </summary>
    [RiskClass(RiskClass.None)]
    public sealed record HaltVenue : MarketCommand;

    /// <summary>Ends a halt of the venue with the next frame.</summary>
    [RiskClass(RiskClass.None)]
    public sealed record ResumeVenue : MarketCommand;

    /// <summary>
    /// From the next frame on nobody is liquidated: episodes that are under way end as postponed. All else goes on.
    /// </summary>
    [RiskClass(RiskClass.None)]
    public sealed record PauseLiquidations : MarketCommand;

    /// <summary>Ends a pause of liquidations: those that waited begin with the next frame, worst first.</summary>
    [RiskClass(RiskClass.None)]
    public sealed record ResumeLiquidations : MarketCommand;

    /// <summary>Every consequence of a frame is stored. Said by a simulation between rounds.</summary>
    [RiskClass(RiskClass.None)]
    public sealed record SettleFrame(FrameNumber Frame) : MarketCommand;

    /// <summary>What an account holds has changed since it last said so. Owed by the account.</summary>
    /// <param name="Change">To be added to the totals.</param>
    [RiskClass(RiskClass.None)]
    public sealed record ReportHoldings(HeldAmounts Change) : MarketCommand;

    /// <summary>
    /// Tell an escrow when this is seen, once. Owed by the escrow; takes the place of an earlier one.
    /// </summary>
    [RiskClass(RiskClass.None)]
    public sealed record WatchEscrow(EscrowId Escrow, EscrowWatch Watch) : MarketCommand;

    /// <summary>An escrow is over: nothing need be seen for it any more. Owed by the escrow.</summary>
    [RiskClass(RiskClass.None)]
    public sealed record UnwatchEscrow(EscrowId Escrow) : MarketCommand;

    /// <summary>How a pool stands has changed. Owed by the pool.</summary>
    [RiskClass(RiskClass.None)]
    public sealed record ReportPool(PoolFigures Figures) : MarketCommand;

    /// <summary>What a book that quotes looks like has changed. Owed by the book.</summary>
    [RiskClass(RiskClass.None)]
    public sealed record ReportBook(BookFigures Figures) : MarketCommand;

    /// <summary>A frame was issued, or is repeated as a heartbeat. Sent to everybody who watches.</summary>
    [RiskClass(RiskClass.None)]
    public sealed record FramePassed(FrameNumber Frame) : MarketCommand;
}

/// <summary>What can happen to the market.</summary>
public abstract record MarketEvent : IEvent
{
    private MarketEvent()
    {
    }

    /// <summary>The market is set up.</summary>
    public sealed record MarketOpened(ValueList<OracleParameters> Oracles) : MarketEvent;

    /// <summary>Frames carry this version from the next one on, or from its time on if it has one.</summary>
    public sealed record RiskBookInForce(RiskBookVersion Version) : MarketEvent
    {
        /// <summary>The funding of its instruments; none for one that has none.</summary>
        public ValueList<FundingTerms> Funding { get; init; } = [];

        /// <summary>What debts of its assets cost; none for one that costs nothing.</summary>
        public ValueList<InterestTerms> Interest { get; init; } = [];

        /// <summary>What it has to know of those of its instruments that expire; none for one without any.</summary>
        public ValueList<SettlementTerms> Settlements { get; init; } = [];

        /// <summary>The first frame at or after this time carries it; null where the next one does.</summary>
        public Instant? EffectiveAt { get; init; }

        /// <summary>It comes by a grace path that ends then; null without one. Only with an effective time.</summary>
        public Instant? GraceUntil { get; init; }
    }

    /// <summary>A frame: everything that changed since the one before.</summary>
    /// <param name="Frame">One more than the last.</param>
    /// <param name="Risk">The risk book in force.</param>
    /// <param name="Symbols">The oracles that changed, as they stand now: accepted price, condition, and the quotes
    /// behind them.</param>
    public sealed record FrameIssued(
        FrameNumber Frame, RiskBookVersion Risk, ValueList<SymbolUpdate> Symbols) : MarketEvent
    {
        /// <summary>
        /// The instruments whose funding was looked at, because a price of theirs changed or a payment fell due.
        /// </summary>
        public ValueList<FundingUpdate> Funding { get; init; } = [];

        /// <summary>The assets whose hour of interest ended.</summary>
        public ValueList<InterestUpdate> Interest { get; init; } = [];

        /// <summary>The totals over all accounts that changed, as they are now.</summary>
        public HeldAmounts Totals { get; init; } = HeldAmounts.None;

        /// <summary>
        /// The contracts near their end whose mean index was looked at, because a price changed or they expired.
        /// </summary>
        public ValueList<SettlementUpdate> Settlements { get; init; } = [];

        /// <summary>The escrows that wait for something that the frame shows; each is owed word of it.</summary>
        public ValueList<EscrowSighting> Escrows { get; init; } = [];

        /// <summary>The pools whose figures changed, as they are now.</summary>
        public ValueList<PoolFigures> Pools { get; init; } = [];

        /// <summary>Whether the venue is halted.</summary>
        public bool IsHalted { get; init; }

        /// <summary>Whether liquidations are paused.</summary>
        public bool AreLiquidationsPaused { get; init; }

        /// <summary>The grace path that the risk book is on; null where it holds alone.</summary>
        public PathTerms? Path { get; init; }
    }

    /// <summary>Frames are looked at for an escrow, until one shows what it waits for.</summary>
    public sealed record EscrowWatched(EscrowId Escrow, EscrowWatch Watch) : MarketEvent;

    /// <summary>Frames are not looked at for an escrow any more.</summary>
    public sealed record EscrowUnwatched(EscrowId Escrow) : MarketEvent;

    /// <summary>What an account reported was added to the totals; the next frame says what they are.</summary>
    public sealed record HoldingsCounted(HeldAmounts Change) : MarketEvent;

    /// <summary>A pool reported how it stands; the next frame says so.</summary>
    public sealed record PoolCounted(PoolFigures Figures) : MarketEvent;

    /// <summary>A book reported what it looks like; from the next frame on it quotes by that.</summary>
    public sealed record BookCounted(BookFigures Figures) : MarketEvent;

    /// <summary>An operator has halted the venue.</summary>
    public sealed record VenueHalted : MarketEvent;

    /// <summary>An operator has ended the halt of the venue.</summary>
    public sealed record VenueResumed : MarketEvent;

    /// <summary>An operator has paused liquidations.</summary>
    public sealed record LiquidationsPaused : MarketEvent;

    /// <summary>An operator has ended the pause of liquidations.</summary>
    public sealed record LiquidationsResumed : MarketEvent;

    /// <summary>A symbol accepts no more prices.</summary>
    public sealed record SymbolHalted(Symbol Symbol) : MarketEvent;

    /// <summary>A symbol accepts prices again.</summary>
    public sealed record SymbolResumed(Symbol Symbol) : MarketEvent;

    /// <summary>Every consequence of the frame is stored.</summary>
    public sealed record FrameSettled(FrameNumber Frame) : MarketEvent;
}

/// <summary>A symbol's oracle as a frame left it.</summary>
/// <param name="Symbol">Index price of an asset or mark of an instrument.</param>
/// <param name="Oracle">Everything that the oracle knows.</param>
public sealed record SymbolUpdate(Symbol Symbol, OracleState Oracle);
