using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <content>What happens to what is owed.</content>
public abstract partial record AccountEvent
{
    /// <summary>
    /// Interest that debts have come to owe was charged to their balances; or debts began that will owe it.
    /// </summary>
    /// <param name="Debts">One row a debt, in order of assets.</param>
    public sealed record InterestSettled(ValueList<SettledInterest> Debts) : AccountEvent;

    /// <summary>
    /// A debt beyond its limit was paid out of other assets; the venue's treasury takes them and gives the other.
    /// </summary>
    /// <param name="Asset">What was owed.</param>
    /// <param name="Debt">How much of it, more than 0.</param>
    /// <param name="From">What was converted, in the order in which it was.</param>
    /// <param name="Basis">The prices.</param>
    public sealed record DebtConverted(AssetId Asset, Amount Debt, ValueList<ConvertedAsset> From, MarketBasis Basis)
        : AccountEvent;
}

/// <summary>What a debt was charged.</summary>
/// <param name="Asset">Of which asset.</param>
/// <param name="Debt">What was owed before, more than 0.</param>
/// <param name="From">The interest index at which it was settled before.</param>
/// <param name="To">The one at which it is settled now; the same for a debt that begins.</param>
/// <param name="Charged">Taken from the balance, the venue's income: debt × (to ÷ from − 1), rounded up.</param>
public readonly record struct SettledInterest(AssetId Asset, Amount Debt, Rate From, Rate To, Amount Charged);

/// <summary>What of an asset was converted.</summary>
/// <param name="Asset">Which.</param>
/// <param name="Given">What the treasury got, more than 0.</param>
/// <param name="Fee">What the venue earned beside that; both leave the balance.</param>
/// <param name="Repaid">What of the debt it paid, in units of what was owed; more than 0.</param>
public readonly record struct ConvertedAsset(AssetId Asset, Amount Given, Amount Fee, Amount Repaid);
