using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Policies;

/// <summary>One rule that an owner sets on an account, so that something is done for it at frames.</summary>
/// <remarks>docs/policies.md has the order in which they act, and when.</remarks>
public abstract record AccountPolicy
{
    private AccountPolicy()
    {
    }

    /// <summary>
    /// What is done by other policies to raise equity ÷ maintenance is done below one ratio, up to another. Without it
    /// a margin call is what begins it, and being healthy what is enough; and debts are repaid whatever the ratio.
    /// </summary>
    /// <param name="Below">
    /// It begins when equity is below this × maintenance; not below the margin-call ratio, at which it begins anyway.
    /// </param>
    /// <param name="Target">
    /// It is enough when equity is at this × maintenance; at least <paramref name="Below"/>.
    /// </param>
    public sealed record TargetRatio(Rate Below, Rate Target) : AccountPolicy;

    /// <summary>Debts and loans are paid out of spare balances: first of the same asset, then of others.</summary>
    public sealed record AutoRepay : AccountPolicy;

    /// <summary>Collateral that counts with a haircut is exchanged for what counts more.</summary>
    /// <param name="Into">What is bought.</param>
    public sealed record Convert(AssetId Into) : AccountPolicy;

    /// <summary>Money is asked for from another account of the owner.</summary>
    /// <param name="From">Who gives; it gives no more than it could withdraw, which may be nothing.</param>
    /// <param name="Asset">Of what.</param>
    /// <param name="Most">At most this much at a time; more than 0.</param>
    public sealed record TopUp(AccountId From, AssetId Asset, Amount Most) : AccountPolicy;

    /// <summary>Collateral is exchanged when its price has fallen; once, and then no more.</summary>
    /// <param name="Asset">What is given.</param>
    /// <param name="At">At this index price or a lower one; more than 0.</param>
    /// <param name="Share">Which share of what is held then; more than 0, at most 1.</param>
    /// <param name="Into">What is bought.</param>
    public sealed record StopLoss(AssetId Asset, Price At, Rate Share, AssetId Into) : AccountPolicy;

    /// <summary>
    /// What is given first for debts and in conversions. Assets that are not named come after those that are.
    /// </summary>
    public sealed record ConversionOrder(ValueList<AssetId> Assets) : AccountPolicy;
}
