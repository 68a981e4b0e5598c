using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Loans;

/// <summary>What a pool can be asked to do. Amounts are of the pool's asset; all is owed by accounts and the market.
/// </summary>
public abstract record PoolCommand : ICommand
{
    private PoolCommand()
    {
    }

    /// <summary>An account has sent money for shares; it comes back if it is not taken.</summary>
    [RiskClass(RiskClass.Fact)]
    public sealed record Supply(AccountId Account, Amount Amount) : PoolCommand;

    /// <summary>An account wants money for its shares.</summary>
    /// <param name="Account">Who.</param>
    /// <param name="Amount">How much; null for all that its shares are worth.</param>
    /// <param name="Shares">All shares that it has.</param>
    [RiskClass(RiskClass.Fact)]
    public sealed record Redeem(AccountId Account, Amount? Amount, Amount Shares) : PoolCommand;

    /// <summary>An account that was found good for it wants a loan.</summary>
    [RiskClass(RiskClass.Fact)]
    public sealed record Lend(AccountId Account, Amount Amount) : PoolCommand;

    /// <summary>Units of a loan were paid back.</summary>
    [RiskClass(RiskClass.Fact)]
    public sealed record ReceiveRepayment(AccountId Account, Amount Amount, Amount Units) : PoolCommand;

    /// <summary>An account cannot pay units of a loan, and has nothing left to pay them with.</summary>
    [RiskClass(RiskClass.Fact)]
    public sealed record WriteOff(AccountId Account, Amount Units) : PoolCommand;

    /// <summary>The venue's treasury has bought an account's shares.</summary>
    [RiskClass(RiskClass.Fact)]
    public sealed record TakeOverShares(AccountId Account, Amount Shares) : PoolCommand;

    /// <summary>A frame says that an hour of interest has begun.</summary>
    [RiskClass(RiskClass.None)]
    public sealed record Accrue : PoolCommand;
}

/// <summary>What can happen to a pool. Amounts are of the pool's asset.</summary>
public abstract record PoolEvent : IEvent
{
    private PoolEvent()
    {
    }

    /// <summary>The interest of the hours that are over went to suppliers and reserve; an hour begins.</summary>
    /// <param name="Index">What a unit of loan owes, the hour that begins included.</param>
    /// <param name="Before">What it owed without that hour.</param>
    /// <param name="SupplyIndex">What a share is worth.</param>
    /// <param name="Reserve">What is kept against losses.</param>
    public sealed record Accrued(Rate Index, Rate Before, Rate SupplyIndex, Amount Reserve) : PoolEvent;

    /// <summary>Money came in for shares.</summary>
    /// <param name="Account">Whose.</param>
    /// <param name="Amount">What came in.</param>
    /// <param name="Shares">What it bought.</param>
    /// <param name="InAdvance">
    /// What of the amount paid for the running hour's interest, which the shares will get at its end.
    /// </param>
    public sealed record SupplyTaken(AccountId Account, Amount Amount, Amount Shares, Amount InAdvance) : PoolEvent;

    /// <summary>Money went out for shares.</summary>
    public sealed record RedemptionPaid(AccountId Account, Amount Amount, Amount Shares) : PoolEvent;

    /// <summary>Money was lent.</summary>
    public sealed record Lent(AccountId Account, Amount Amount, Amount Units) : PoolEvent;

    /// <summary>A request was refused; what was supplied goes back.</summary>
    /// <param name="Account">Whose.</param>
    /// <param name="Request">What was asked.</param>
    /// <param name="Reason">Why not.</param>
    public sealed record RequestRefused(AccountId Account, PoolRequest Request, Rejection Reason) : PoolEvent;

    /// <summary>A loan was paid back, or a part of it.</summary>
    /// <param name="Account">Whose.</param>
    /// <param name="Amount">What came in.</param>
    /// <param name="Units">What of the loan is gone by it.</param>
    /// <param name="Reserve">What is left of the reserve: a payment that was long under way lacks the interest of hours
    /// that the pool has counted already.</param>
    /// <param name="SupplyIndex">What a share is worth now.</param>
    public sealed record RepaymentReceived(
        AccountId Account, Amount Amount, Amount Units, Amount Reserve, Rate SupplyIndex) : PoolEvent;

    /// <summary>Units of a loan are lost: the reserve bears it, then the suppliers.</summary>
    /// <param name="Account">Whose loan.</param>
    /// <param name="Units">How much of it.</param>
    /// <param name="Reserve">What is left of the reserve.</param>
    /// <param name="SupplyIndex">What a share is worth now.</param>
    public sealed record LossTaken(AccountId Account, Amount Units, Amount Reserve, Rate SupplyIndex) : PoolEvent;

    /// <summary>Shares of an account are the treasury's now.</summary>
    public sealed record SharesTakenOver(AccountId Account, Amount Shares) : PoolEvent;

    /// <summary>The market is told how the pool stands.</summary>
    public sealed record FiguresReported(PoolFigures Figures) : PoolEvent;
}
