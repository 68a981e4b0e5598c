using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Funds;

/// <summary>What an insurance fund can be asked to do. Amounts are of the fund's asset.</summary>
public abstract record FundCommand : ICommand
{
    private FundCommand()
    {
    }

    /// <summary>The venue puts its own money in.</summary>
    [RiskClass(RiskClass.None)]
    public sealed record Contribute(Amount Amount) : FundCommand;

    /// <summary>A liquidation fee comes in.</summary>
    [RiskClass(RiskClass.None)]
    public sealed record ReceiveFee(LiquidationId Liquidation, Amount Amount) : FundCommand;

    /// <summary>Collateral of an account comes in, in return for what the funds paid.</summary>
    [RiskClass(RiskClass.None)]
    public sealed record ReceiveCollateral(LiquidationId Liquidation, Amount Amount) : FundCommand;

    /// <summary>What the writers of an option paid whose holder did not want it exercised.</summary>
    /// <param name="Account">Who gave it up.</param>
    /// <param name="Instrument">The option.</param>
    /// <param name="Amount">More than 0.</param>
    [RiskClass(RiskClass.Fact)]
    public sealed record ReceiveForfeit(AccountId Account, InstrumentId Instrument, Amount Amount) : FundCommand;

    /// <summary>
    /// A step of a liquidation could lose this: the fund is asked to keep it for the claim, on top of what it keeps.
    /// </summary>
    [RiskClass(RiskClass.None)]
    public sealed record ReserveCover(
        LiquidationId Liquidation, int Step, AccountId Account, Amount Amount, Rate Severity) : FundCommand;

    /// <summary>A liquidation needs no cover any more.</summary>
    [RiskClass(RiskClass.Fact)]
    public sealed record ReleaseCover(LiquidationId Liquidation) : FundCommand;

    /// <summary>An account that was closed out owes this and cannot pay.</summary>
    [RiskClass(RiskClass.None)]
    public sealed record Claim(LiquidationId Liquidation, AccountId Account, Amount Amount, Rate Severity)
        : FundCommand;
}

/// <summary>What can happen to an insurance fund. Amounts are of the fund's asset.</summary>
public abstract record FundEvent : IEvent
{
    private FundEvent()
    {
    }

    /// <summary>The venue's own money.</summary>
    public sealed record Contributed(Amount Amount) : FundEvent;

    /// <summary>A liquidation fee.</summary>
    public sealed record FeeReceived(LiquidationId Liquidation, Amount Amount) : FundEvent;

    /// <summary>Collateral of an account.</summary>
    public sealed record CollateralReceived(LiquidationId Liquidation, Amount Amount) : FundEvent;

    /// <summary>What exercising an abandoned option would have paid.</summary>
    public sealed record ForfeitReceived(AccountId Account, InstrumentId Instrument, Amount Amount) : FundEvent;

    /// <summary>
    /// So much is kept for a liquidation's claim, on top of what was; the account is owed word of it.
    /// </summary>
    /// <param name="Liquidation">The episode.</param>
    /// <param name="Step">The step that asked.</param>
    /// <param name="Account">Whose.</param>
    /// <param name="Asked">What it asked for.</param>
    /// <param name="Reserved">0 to <paramref name="Asked"/>: what the fund has, and its limits allow.</param>
    /// <param name="Severity">How badly the account stood.</param>
    public sealed record CoverReserved(
        LiquidationId Liquidation, int Step, AccountId Account, Amount Asked, Amount Reserved, Rate Severity)
        : FundEvent;

    /// <summary>What was kept for a liquidation is free again.</summary>
    public sealed record CoverReleased(LiquidationId Liquidation, Amount Amount) : FundEvent;

    /// <summary>A claim was answered: with all of it, or with all that there was, or that the limits allow.</summary>
    /// <param name="Liquidation">The episode.</param>
    /// <param name="Account">Who is owed the payment.</param>
    /// <param name="Claimed">What was asked for.</param>
    /// <param name="Paid">0 to <paramref name="Claimed"/>.</param>
    /// <param name="Severity">How badly the account stood.</param>
    public sealed record ClaimAnswered(
        LiquidationId Liquidation, AccountId Account, Amount Claimed, Amount Paid, Rate Severity)
        : FundEvent
    {
        /// <summary>Since when what is paid counts for the fund's limit; null without one.</summary>
        public Instant? Window { get; init; }
    }
}
