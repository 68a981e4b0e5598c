using CollateralActors.Margining.Policies;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;

namespace CollateralActors.Simulation.Scenarios;

/// <summary>Reads the policies that an account sets: what cannot be is noted where it stands.</summary>
internal static class PolicyMembers
{
    // The first one is read in place of one that is unknown: it has no members that could be missed.
    private static readonly string[] Kinds =
        ["auto-repay", "target-ratio", "convert", "top-up", "stop-loss", "conversion-order"];

    /// <summary>Every policy of a list, in its order.</summary>
    public static ValueList<AccountPolicy> Read(JsonObjectReader source, AccountId account, RiskBook risk)
    {
        var policies = new List<AccountPolicy>();
        var before = source.Problems.Found.Count;
        foreach (var member in source.List("policies"))
        {
            if (!member.Needs("policy"))
                continue;
            policies.Add(ReadOne(member, Kinds[member.OneOf("policy", Kinds)]));
            member.Done();
        }

        // What is wrong with what was read in place of something else says nothing.
        if (source.Problems.Found.Count == before)
        {
            foreach (var problem in PolicyProblems.Of(account, policies.ToValueList(), risk))
                source.WrongAt(problem.Place, problem.Message);
        }

        return policies.ToValueList();
    }

    private static AccountPolicy ReadOne(JsonObjectReader member, string kind) => kind switch
    {
        "target-ratio" => new AccountPolicy.TargetRatio(RateOf(member, "below"), RateOf(member, "target")),
        "auto-repay" => new AccountPolicy.AutoRepay(),
        "convert" => new AccountPolicy.Convert(new AssetId(member.Text("into"))),
        "top-up" => new AccountPolicy.TopUp(
            new AccountId(member.Text("from")),
            new AssetId(member.Text("asset")),
            new Amount(member.Number("most", NumberRange.Positive))),
        "stop-loss" => new AccountPolicy.StopLoss(
            new AssetId(member.Text("asset")),
            new Price(member.Number("at", NumberRange.Positive)),
            new Rate(member.Number("share", NumberRange.Share, 1m)),
            new AssetId(member.Text("into"))),
        _ => new AccountPolicy.ConversionOrder([.. member.TextList("assets").Select(name => new AssetId(name))]),
    };

    private static Rate RateOf(JsonObjectReader member, string name) =>
        new(member.Number(name, NumberRange.Positive));
}
