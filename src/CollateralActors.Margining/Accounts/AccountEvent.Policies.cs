using CollateralActors.Margining.Market;
using CollateralActors.Margining.Policies;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <content>What is done for an account by its policies: docs/policies.md.</content>
public abstract partial record AccountEvent
{
    /// <summary>The account's policies, in place of those before.</summary>
    public sealed record PoliciesSet(ValueList<AccountPolicy> Policies) : AccountEvent;

    /// <summary>A policy exchanged one asset for another; the venue's treasury takes the one and gives the other.
    /// </summary>
    /// <param name="Policy">Its number among the account's policies, from 0.</param>
    /// <param name="Exchange">What went and what came.</param>
    /// <param name="Figures">What the account had and required before.</param>
    /// <param name="Basis">The prices.</param>
    public sealed record PolicyExchanged(int Policy, IndexExchange Exchange, StatusFigures Figures, MarketBasis Basis)
        : AccountEvent;

    /// <summary>A policy repaid a loan out of a balance; its pool is owed that.</summary>
    /// <param name="Policy">Its number among the account's policies, from 0.</param>
    /// <param name="Asset">What was lent.</param>
    /// <param name="Amount">More than 0, at the asset's scale.</param>
    /// <param name="Units">By how many units the loan is smaller.</param>
    /// <param name="Figures">What the account had and required before.</param>
    /// <param name="Basis">The interest index.</param>
    public sealed record PolicyRepaid(
        int Policy, AssetId Asset, Amount Amount, Amount Units, StatusFigures Figures, MarketBasis Basis)
        : AccountEvent;

    /// <summary>A policy found nothing that it could do.</summary>
    /// <param name="Policy">Its number among the account's policies, from 0.</param>
    /// <param name="Idle">Why, and until when it is left alone.</param>
    /// <param name="Figures">What the account had and required.</param>
    /// <param name="Basis">The frame.</param>
    public sealed record PolicySkipped(int Policy, PolicyIdle Idle, StatusFigures Figures, MarketBasis Basis)
        : AccountEvent;

    /// <summary>A policy asked another account of the owner for money.</summary>
    /// <param name="Policy">Its number among the account's policies, from 0.</param>
    /// <param name="From">Who was asked.</param>
    /// <param name="Asset">For what.</param>
    /// <param name="Amount">For how much; more than 0, at the asset's scale.</param>
    /// <param name="Figures">What the account had and required before.</param>
    /// <param name="Basis">The price.</param>
    public sealed record TopUpAsked(
        int Policy, AccountId From, AssetId Asset, Amount Amount, StatusFigures Figures, MarketBasis Basis)
        : AccountEvent;

    /// <summary>Taken from a balance for another account of the owner that asked; it is owed it.</summary>
    /// <param name="To">Who asked.</param>
    /// <param name="Asset">For what.</param>
    /// <param name="Asked">For how much.</param>
    /// <param name="Given">What could be withdrawn of it; 0 where nothing could.</param>
    public sealed record TopUpGiven(AccountId To, AssetId Asset, Amount Asked, Amount Given) : AccountEvent;

    /// <summary>Added to a balance: what another account of the owner gave.</summary>
    /// <param name="From">Who was asked.</param>
    /// <param name="Asset">For what.</param>
    /// <param name="Asked">For how much.</param>
    /// <param name="Given">0 where nothing came.</param>
    /// <param name="NotAgainBefore">
    /// It was not enough: it is not asked for this asset again before, by the time of frames. Null where it was enough.
    /// </param>
    public sealed record TopUpAnswered(
        AccountId From, AssetId Asset, Amount Asked, Amount Given, Instant? NotAgainBefore) : AccountEvent;
}
