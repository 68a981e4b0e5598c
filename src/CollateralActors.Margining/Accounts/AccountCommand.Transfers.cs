using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <content>Money between accounts of one owner.</content>
public abstract partial record AccountCommand
{
    /// <summary>Money goes to another account of the same owner, if it might as well be withdrawn.</summary>
    /// <param name="To">The receiver; a first transfer opens it. See <see cref="AccountId.Owner"/>.</param>
    /// <param name="Asset">An asset of the risk book that is open to deposits.</param>
    /// <param name="Amount">More than 0, at the asset's scale.</param>
    [RiskClass(RiskClass.TakesOn)]
    public sealed record Transfer(AccountId To, AssetId Asset, Amount Amount) : AccountCommand;

    /// <summary>What another account of the same owner has sent.</summary>
    /// <param name="From">The sender.</param>
    /// <param name="Asset">An asset of the risk book.</param>
    /// <param name="Amount">More than 0, at the asset's scale.</param>
    [RiskClass(RiskClass.Fact)]
    public sealed record ReceiveTransfer(AccountId From, AssetId Asset, Amount Amount) : AccountCommand;
}
