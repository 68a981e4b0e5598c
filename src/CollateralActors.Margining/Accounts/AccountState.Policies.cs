using System.Collections.Immutable;
using CollateralActors.Margining.Policies;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <content>What its owner wants done for it.</content>
public sealed partial record AccountState
{
    /// <summary>The policies, as they were set last.</summary>
    public ValueList<AccountPolicy> Policies { get; init; } = [];

    /// <summary>Those that do nothing for a while, by their number in <see cref="Policies"/>.</summary>
    public ImmutableSortedDictionary<int, PolicyIdle> Idle { get; init; } =
        ImmutableSortedDictionary<int, PolicyIdle>.Empty;

    /// <summary>Who was asked for money and has not answered; null where nobody was.</summary>
    public AccountId? AwaitsTopUpOf { get; init; }

    /// <summary>Whether a price can make a stop-loss happen.</summary>
    public bool HasStops => Policies.Where((policy, i) => policy is AccountPolicy.StopLoss && !IsSpent(i)).Any();

    internal AccountState WithIdle(int policy, PolicyIdle idle) => this with { Idle = Idle.SetItem(policy, idle) };

    /// <summary>The policy that exchanged something is idle no more; a stop-loss is spent.</summary>
    internal AccountState WithPolicyDone(int policy) => this with
    {
        Idle = policy < Policies.Count && Policies[policy] is AccountPolicy.StopLoss
            ? Idle.SetItem(policy, new PolicyIdle(PolicyIdleness.Spent, null))
            : Idle.Remove(policy),
    };

    /// <summary>Who was asked for money and had not enough is not asked again before a time.</summary>
    internal AccountState WithTopUp(AccountEvent.TopUpAnswered e)
    {
        var after = Post(e.Asset, e.Given) with { AwaitsTopUpOf = null };
        if (e.Given > Amount.Zero)
            after = after with { IsUncovered = false };
        for (var i = 0; i < Policies.Count; i++)
        {
            if (Policies[i] is AccountPolicy.TopUp topUp && (topUp.From, topUp.Asset) == (e.From, e.Asset))
                return e.NotAgainBefore is { } time
                    ? after.WithIdle(i, new PolicyIdle(PolicyIdleness.Answered, time))
                    : after.WithPolicyDone(i);
        }

        return after;
    }

    private bool IsSpent(int policy) =>
        Idle.TryGetValue(policy, out var idle) && idle.Why == PolicyIdleness.Spent;
}
