using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Liquidations;

/// <summary>What a liquidation episode can be asked to do.</summary>
public abstract record LiquidationCommand : ICommand
{
    private LiquidationCommand()
    {
    }

    /// <summary>The account asks for it.</summary>
    /// <param name="Account">The account.</param>
    /// <param name="Severity">How badly it stands; larger is worse.</param>
    /// <param name="EarliestFrame">The first step is taken at this frame or later.</param>
    [RiskClass(RiskClass.None)]
    public sealed record Open(AccountId Account, Rate Severity, FrameNumber EarliestFrame) : LiquidationCommand;

    /// <summary>The account's orders are gone: work can begin.</summary>
    [RiskClass(RiskClass.None)]
    public sealed record BeginWork : LiquidationCommand;

    /// <summary>A liquidator is free for the next step. Sent by the liquidators' queue.</summary>
    [RiskClass(RiskClass.None)]
    public sealed record TakeStep : LiquidationCommand
    {
        /// <summary>When the liquidator counts as lost if the step is not ordered; null for never.</summary>
        public Instant? Until { get; init; }
    }

    /// <summary>
    /// A liquidator's lease is over: the step is for the next one. Sent by the liquidators' queue.
    /// </summary>
    /// <param name="At">The time by the market's frames.</param>
    [RiskClass(RiskClass.None)]
    public sealed record ExpireLease(Instant At) : LiquidationCommand;

    /// <summary>An operator takes it over: no liquidator works on it until it is given back.</summary>
    /// <param name="To">Who; 1 to 64 letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</param>
    [RiskClass(RiskClass.None)]
    public sealed record HandOver(string To) : LiquidationCommand;

    /// <summary>It is for the liquidators again.</summary>
    [RiskClass(RiskClass.None)]
    public sealed record GiveBack : LiquidationCommand;

    /// <summary>The account has said what to close.</summary>
    [RiskClass(RiskClass.None)]
    public sealed record OrderStep(int Step, InstrumentId Instrument, Quantity Quantity, Rate Severity)
        : LiquidationCommand
    {
        /// <summary>The worst price that it may be traded at; null for any price.</summary>
        public Price? Limit { get; init; }

        /// <summary>Whether others have to take it, at the price of <see cref="Limit"/>.</summary>
        public bool Deleverages { get; init; }
    }

    /// <summary>The account may close nothing now: its limits of speed are used up.</summary>
    /// <param name="Step">Number of the step that waits.</param>
    /// <param name="Until">When to ask again.</param>
    /// <param name="Severity">How badly the account stands.</param>
    [RiskClass(RiskClass.None)]
    public sealed record DeferStep(int Step, Instant Until, Rate Severity) : LiquidationCommand;

    /// <summary>The account has booked what the venue filled.</summary>
    /// <param name="Step">Number of the step.</param>
    /// <param name="Filled">Contracts that were filled, with the order's sign.</param>
    /// <param name="Unfilled">Contracts that were not, with the order's sign.</param>
    /// <param name="Severity">How badly the account stands now.</param>
    /// <param name="MoreToClose">Whether another step must follow, at a later frame.</param>
    [RiskClass(RiskClass.None)]
    public sealed record FinishStep(int Step, Quantity Filled, Quantity Unfilled, Rate Severity, bool MoreToClose)
        : LiquidationCommand;

    /// <summary>The account says that it is over.</summary>
    [RiskClass(RiskClass.None)]
    public sealed record Close(LiquidationOutcome Outcome) : LiquidationCommand;
}

/// <summary>What can happen to a liquidation episode.</summary>
public abstract record LiquidationEvent : IEvent
{
    private LiquidationEvent()
    {
    }

    /// <summary>The episode exists; the account is owed the cancelling of its orders.</summary>
    public sealed record Opened(AccountId Account, Rate Severity, FrameNumber EarliestFrame) : LiquidationEvent;

    /// <summary>The orders are gone; the episode waits for a liquidator.</summary>
    public sealed record WorkBegun : LiquidationEvent;

    /// <summary>A liquidator has taken the next step; the account is owed the question what to close.</summary>
    public sealed record StepTaken(int Step) : LiquidationEvent
    {
        /// <summary>When the liquidator counts as lost if the step is not ordered; null for never.</summary>
        public Instant? Until { get; init; }
    }

    /// <summary>
    /// A liquidator was not heard of in time: the step waits for another one. What the account says of it still counts.
    /// </summary>
    public sealed record LeaseExpired(int Step, Instant At) : LiquidationEvent;

    /// <summary>An operator has taken it over; what is at the venue is waited for, and nothing new begins.</summary>
    public sealed record HandedOver(string To) : LiquidationEvent;

    /// <summary>It is for the liquidators again.</summary>
    public sealed record GivenBack : LiquidationEvent;

    /// <summary>The order is on its way to the venue.</summary>
    public sealed record StepOrdered(int Step, InstrumentId Instrument, Quantity Quantity, Rate Severity)
        : LiquidationEvent
    {
        /// <summary>The worst price that it may be traded at; null for any price.</summary>
        public Price? Limit { get; init; }

        /// <summary>Whether others have to take it, at the price of <see cref="Limit"/>.</summary>
        public bool Deleverages { get; init; }
    }

    /// <summary>The step waits for the account's limits of speed; the liquidator is free.</summary>
    public sealed record StepDeferred(int Step, Instant Until, Rate Severity) : LiquidationEvent;

    /// <summary>The step is done; if more is to close, the next waits for a liquidator, at a later frame.</summary>
    public sealed record StepFinished(int Step, Quantity Filled, Quantity Unfilled, Rate Severity, bool MoreToClose)
        : LiquidationEvent;

    /// <summary>The episode is over.</summary>
    public sealed record Closed(LiquidationOutcome Outcome) : LiquidationEvent;
}

/// <summary>What the liquidators' queue can be told.</summary>
public abstract record LiquidatorsCommand : ICommand
{
    private LiquidatorsCommand()
    {
    }

    /// <summary>A liquidation waits for its next step.</summary>
    [RiskClass(RiskClass.None)]
    public sealed record Offer(LiquidationId Liquidation, AccountId Account, Rate Severity, FrameNumber EarliestFrame)
        : LiquidatorsCommand
    {
        /// <summary>Not before this time; null for at once.</summary>
        public Instant? NotBefore { get; init; }

        /// <summary>Whether the step may be taken in a frame of this number and time.</summary>
        public bool IsDue(FrameNumber frame, Instant time) =>
            EarliestFrame <= frame && (NotBefore is not { } earliest || earliest <= time);
    }

    /// <summary>A liquidation's order is at the venue of an instrument.</summary>
    [RiskClass(RiskClass.None)]
    public sealed record Ordered(LiquidationId Liquidation, InstrumentId Instrument) : LiquidatorsCommand;

    /// <summary>A liquidation's step is done: its liquidator is free.</summary>
    [RiskClass(RiskClass.None)]
    public sealed record Release(LiquidationId Liquidation) : LiquidatorsCommand;
}
