using CollateralActors.Margining.Policies;

namespace CollateralActors.Margining.Deciding;

/// <content>What policies refuse.</content>
public sealed partial record Rejection
{
    /// <summary>Something is wrong with a set of policies: every place with its reason.</summary>
    public static Rejection IllegalPolicies(IEnumerable<PolicyProblem> problems) =>
        new(RejectionCode.IllegalPolicies, string.Join("; ", problems));
}
