using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Policies;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <content>What the owner wants done for the account: docs/policies.md.</content>
public abstract partial record AccountCommand
{
    /// <summary>
    /// From now on these are the account's policies, and no others; those that were spent begin anew.
    /// </summary>
    /// <param name="Policies">None takes all away. See <see cref="PolicyProblems"/> for what must hold.</param>
    [RiskClass(RiskClass.None)]
    public sealed record SetPolicies(ValueList<AccountPolicy> Policies) : AccountCommand;

    /// <summary>Another account of the same owner is short, and asks for money.</summary>
    /// <param name="To">Who asks.</param>
    /// <param name="Asset">Of what.</param>
    /// <param name="Asked">How much; more than 0, at the asset's scale. It gets what could be withdrawn.</param>
    [RiskClass(RiskClass.Fact)]
    public sealed record GiveTopUp(AccountId To, AssetId Asset, Amount Asked) : AccountCommand;

    /// <summary>Who was asked for money has answered.</summary>
    /// <param name="From">Who was asked.</param>
    /// <param name="Asset">For what.</param>
    /// <param name="Asked">For how much.</param>
    /// <param name="Given">How much it gave: 0 to <paramref name="Asked"/>.</param>
    [RiskClass(RiskClass.Fact)]
    public sealed record BookTopUp(AccountId From, AssetId Asset, Amount Asked, Amount Given) : AccountCommand;
}
