using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <content>Loans, and what is supplied to be lent: docs/loans.md.</content>
public abstract partial record AccountCommand
{
    /// <summary>Money goes into the pool of its asset for shares, if it might as well be withdrawn.</summary>
    /// <param name="Asset">An asset that is lent.</param>
    /// <param name="Amount">More than 0, at the asset's scale.</param>
    [RiskClass(RiskClass.TakesOn)]
    public sealed record Supply(AssetId Asset, Amount Amount) : AccountCommand;

    /// <summary>Shares of a pool become money again, as far as the pool has any that is not lent.</summary>
    /// <param name="Asset">Whose pool.</param>
    /// <param name="Amount">More than 0, at the asset's scale; null for all that is supplied.</param>
    [RiskClass(RiskClass.Reduces)]
    public sealed record Redeem(AssetId Asset, Amount? Amount) : AccountCommand;

    /// <summary>A loan out of the pool of its asset, against the account's collateral.</summary>
    /// <param name="Asset">An asset that is lent.</param>
    /// <param name="Amount">More than 0, at the asset's scale.</param>
    [RiskClass(RiskClass.TakesOn)]
    public sealed record Borrow(AssetId Asset, Amount Amount) : AccountCommand;

    /// <summary>A loan is paid back out of the balance, or a part of it.</summary>
    /// <param name="Asset">Which loan.</param>
    /// <param name="Amount">More than 0, at the asset's scale, no more than is owed; null for all of it.</param>
    [RiskClass(RiskClass.Reduces)]
    public sealed record Repay(AssetId Asset, Amount? Amount) : AccountCommand;

    /// <summary>A pool has taken what was supplied.</summary>
    [RiskClass(RiskClass.Fact)]
    public sealed record BookSupply(AssetId Asset, Amount Amount, Amount Shares) : AccountCommand;

    /// <summary>A pool has paid for shares.</summary>
    [RiskClass(RiskClass.Fact)]
    public sealed record BookRedemption(AssetId Asset, Amount Amount, Amount Shares) : AccountCommand;

    /// <summary>A pool has lent.</summary>
    [RiskClass(RiskClass.Fact)]
    public sealed record BookLoan(AssetId Asset, Amount Amount, Amount Units) : AccountCommand;

    /// <summary>A pool has refused; what was supplied comes back.</summary>
    [RiskClass(RiskClass.Fact)]
    public sealed record BookPoolRefusal(AssetId Asset, PoolRequest Request, Rejection Reason) : AccountCommand;
}
