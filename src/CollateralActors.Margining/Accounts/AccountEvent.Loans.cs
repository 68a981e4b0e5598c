using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <content>Loans, and what is supplied to be lent.</content>
public abstract partial record AccountEvent
{
    /// <summary>A pool was asked for something; what is to be supplied has left the balance.</summary>
    public sealed record PoolAsked(AssetId Asset, PoolRequest Request) : AccountEvent;

    /// <summary>What was supplied became shares.</summary>
    public sealed record Supplied(AssetId Asset, Amount Amount, Amount Shares) : AccountEvent;

    /// <summary>Shares became money.</summary>
    public sealed record Redeemed(AssetId Asset, Amount Amount, Amount Shares) : AccountEvent;

    /// <summary>A loan came in.</summary>
    public sealed record LoanTaken(AssetId Asset, Amount Amount, Amount Units) : AccountEvent;

    /// <summary>A pool refused; what was to be supplied is back in the balance.</summary>
    public sealed record PoolRefused(AssetId Asset, PoolRequest Request, Rejection Reason) : AccountEvent;

    /// <summary>A loan was paid back out of the balance, or a part of it.</summary>
    /// <param name="Asset">Which.</param>
    /// <param name="Amount">Paid, more than 0.</param>
    /// <param name="Units">What of the loan is gone by it.</param>
    public sealed record LoanRepaid(AssetId Asset, Amount Amount, Amount Units) : AccountEvent
    {
        /// <summary>Whether the owner asked to pay all of it, whatever that would be.</summary>
        public bool IsAll { get; init; }
    }

    /// <summary>
    /// A loan was paid back out of other assets, or a part of it: the venue's treasury takes them, with what they give
    /// on top, and pays the pool.
    /// </summary>
    /// <param name="Liquidation">The episode.</param>
    /// <param name="Asset">Which loan.</param>
    /// <param name="Owed">What was owed before, more than 0.</param>
    /// <param name="Units">What of the loan is gone by it.</param>
    /// <param name="From">What was taken, in the order in which it was; the fee is the bonus of the collateral.</param>
    /// <param name="Basis">The prices.</param>
    public sealed record LoanLiquidated(
        LiquidationId Liquidation,
        AssetId Asset,
        Amount Owed,
        Amount Units,
        ValueList<ConvertedAsset> From,
        MarketBasis Basis) : AccountEvent
    {
        /// <summary>What the pool gets.</summary>
        public Amount Repaid => From.Aggregate(Amount.Zero, (sum, part) => sum + part.Repaid);
    }

    /// <summary>
    /// Shares of a pool went to the venue's treasury, which paid for them what they are worth, so that what is owed can
    /// be paid though the pool may have lent out everything.
    /// </summary>
    /// <param name="Liquidation">The episode.</param>
    /// <param name="Asset">Whose pool.</param>
    /// <param name="Shares">All that the account had.</param>
    /// <param name="Amount">What was paid into the balance.</param>
    /// <param name="SupplyIndex">What a share is worth.</param>
    public sealed record SharesSurrendered(
        LiquidationId Liquidation, AssetId Asset, Amount Shares, Amount Amount, Rate SupplyIndex) : AccountEvent;

    /// <summary>Nothing is left that a loan could be paid out of: its pool bears the rest.</summary>
    /// <param name="Liquidation">The episode.</param>
    /// <param name="Asset">Which loan.</param>
    /// <param name="Owed">What is not paid, more than 0.</param>
    /// <param name="Units">What of the loan is gone by it: all that was left.</param>
    public sealed record LoanWrittenOff(LiquidationId Liquidation, AssetId Asset, Amount Owed, Amount Units)
        : AccountEvent;
}
