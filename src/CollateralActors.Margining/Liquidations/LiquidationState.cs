using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Liquidations;

/// <summary>Where a liquidation stands.</summary>
public abstract record LiquidationState
{
    private LiquidationState()
    {
    }

    /// <summary>Who has taken it over from the liquidators; null where nobody has.</summary>
    public string? HandedTo { get; init; }

    /// <summary>Nothing has happened yet.</summary>
    public sealed record Unopened : LiquidationState;

    /// <summary>The account cancels its orders.</summary>
    public sealed record Cancelling(AccountId Account, Rate Severity, FrameNumber EarliestFrame) : LiquidationState;

    /// <summary>Waits for a liquidator.</summary>
    /// <param name="Account">The account.</param>
    /// <param name="StepsDone">Steps finished so far.</param>
    /// <param name="Severity">How badly the account stands; the worst gets the next liquidator.</param>
    /// <param name="EarliestFrame">Not before this frame.</param>
    public sealed record Waiting(AccountId Account, int StepsDone, Rate Severity, FrameNumber EarliestFrame)
        : LiquidationState
    {
        /// <summary>Not before this time: the account's limits of speed are used up. Null for at once.</summary>
        public Instant? NotBefore { get; init; }

        /// <summary>
        /// Whether a liquidator that was lost has asked the account already: its answer may still come.
        /// </summary>
        public bool IsAsked { get; init; }
    }

    /// <summary>The account is asked what to close.</summary>
    public sealed record Planning(AccountId Account, int Step) : LiquidationState
    {
        /// <summary>When its liquidator counts as lost; null for never.</summary>
        public Instant? Until { get; init; }

        /// <summary>
        /// How badly the account stood when the step was taken; 0 where its liquidator is never lost.
        /// </summary>
        public Rate Severity { get; init; }
    }

    /// <summary>The step's order is at the venue.</summary>
    public sealed record AtVenue(AccountId Account, int Step) : LiquidationState;

    /// <summary>Everything is closed; the account settles with the funds.</summary>
    public sealed record Settling(AccountId Account) : LiquidationState;

    /// <summary>Over.</summary>
    public sealed record Closed(LiquidationOutcome Outcome) : LiquidationState;
}
