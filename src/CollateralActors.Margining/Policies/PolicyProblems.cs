using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Policies;

/// <summary>Something that is wrong with a set of policies.</summary>
/// <param name="Place">Where, such as <c>policies[1].into</c>.</param>
/// <param name="Message">What it is, and what would be right.</param>
public readonly record struct PolicyProblem(string Place, string Message)
{
    /// <summary>Place and message.</summary>
    public override string ToString() => $"{Place}: {Message}";
}

/// <summary>What a set of policies must hold before it is taken.</summary>
public static class PolicyProblems
{
    /// <summary>The most policies that an account may have.</summary>
    public const int Most = 16;

    /// <summary>Everything that is wrong, in order of places; empty where nothing is.</summary>
    /// <param name="account">Whose policies they would be.</param>
    /// <param name="policies">The set.</param>
    /// <param name="risk">The risk book in force.</param>
    public static IReadOnlyList<PolicyProblem> Of(
        AccountId account, ValueList<AccountPolicy> policies, RiskBook risk)
    {
        var problems = new List<PolicyProblem>();
        if (policies.Count > Most)
            problems.Add(new PolicyProblem("policies", $"{policies.Count} policies are more than {Most}"));
        for (var i = 0; i < policies.Count; i++)
        {
            var place = $"policies[{i}]";
            problems.AddRange(OfOne(place, account, policies[i], risk));
            problems.AddRange(Conflicts(place, policies, i));
            if (policies[i] is AccountPolicy.TargetRatio && !policies.Any(Raises))
                problems.Add(new PolicyProblem(
                    place, "no policy would raise the ratio; add auto-repay, a conversion or a top-up"));
        }

        return problems;
    }

    private static bool Raises(AccountPolicy policy) =>
        policy is AccountPolicy.AutoRepay or AccountPolicy.Convert or AccountPolicy.TopUp;

    private static IEnumerable<PolicyProblem> OfOne(
        string place, AccountId account, AccountPolicy policy, RiskBook risk) => policy switch
        {
            AccountPolicy.TargetRatio p => OfTarget(place, p, risk),
            AccountPolicy.Convert p => OfConversion(place, p, risk),
            AccountPolicy.TopUp p => OfTopUp(place, account, p, risk),
            AccountPolicy.StopLoss p => OfStop(place, p, risk),
            AccountPolicy.ConversionOrder p => OfOrder(place, p, risk),
            AccountPolicy.AutoRepay => [],
            _ => throw new System.Diagnostics.UnreachableException($"unhandled policy {policy.GetType().Name}"),
        };

    private static IEnumerable<PolicyProblem> OfTarget(string place, AccountPolicy.TargetRatio p, RiskBook risk)
    {
        if (p.Below < risk.MarginCallRatio || p.Below.Value > RiskBookRules.LargestRatio)
            yield return new($"{place}.below", $"{p.Below} is not the margin-call ratio {risk.MarginCallRatio} to "
                + $"{RiskBookRules.LargestRatio}; below that it is too late");
        if (p.Target < p.Below || p.Target.Value > RiskBookRules.LargestRatio)
            yield return new(
                $"{place}.target", $"{p.Target} is not {p.Below}, where it begins, to {RiskBookRules.LargestRatio}");
    }

    private static IEnumerable<PolicyProblem> OfTopUp(
        string place, AccountId account, AccountPolicy.TopUp p, RiskBook risk)
    {
        if (p.From == account)
            yield return new($"{place}.from", $"'{account}' would ask itself; name another account of its owner");
        else if (p.From.Owner != account.Owner)
            yield return new(
                $"{place}.from", $"'{p.From}' is not of '{account.Owner}'; only the owner's accounts give");
        if (Unknown(p.Asset, risk) is { } unknown)
            yield return new($"{place}.asset", unknown);
        else if (!Decimals.FitsScale(p.Most.Value, risk[p.Asset].Scale))
            yield return new(
                $"{place}.most", $"{p.Most} has more than the {risk[p.Asset].Scale} decimals of {p.Asset}");
        if (p.Most <= Amount.Zero || p.Most.Value > Limits.Largest)
            yield return new($"{place}.most", $"{p.Most} is not more than 0 and at most {Limits.Largest}");
    }

    private static IEnumerable<PolicyProblem> OfConversion(string place, AccountPolicy.Convert p, RiskBook risk)
    {
        if (Unknown(p.Into, risk) is { } unknown)
            yield return new($"{place}.into", unknown);
        else if (risk[p.Into].Rules.DepositsClosed)
            yield return new($"{place}.into", $"{p.Into} is closed to deposits; name another asset");
    }

    private static IEnumerable<PolicyProblem> OfStop(string place, AccountPolicy.StopLoss p, RiskBook risk)
    {
        if (Unknown(p.Asset, risk) is { } asset)
            yield return new($"{place}.asset", asset);
        else if (p.Asset == risk.Valuation)
            yield return new($"{place}.asset", $"the price of {p.Asset} is 1 by definition, and never falls");
        if (Unknown(p.Into, risk) is { } into)
            yield return new($"{place}.into", into);
        else if (p.Into == p.Asset)
            yield return new($"{place}.into", $"{p.Asset} would be exchanged for itself; name another asset");
        else if (risk[p.Into].Rules.DepositsClosed)
            yield return new($"{place}.into", $"{p.Into} is closed to deposits; name another asset");
        if (p.At.Value <= 0m)
            yield return new($"{place}.at", $"{p.At} is not more than 0");
        if (p.Share.Value is <= 0m or > 1m)
            yield return new($"{place}.share", $"{p.Share} is not more than 0 and at most 1");
    }

    private static IEnumerable<PolicyProblem> OfOrder(string place, AccountPolicy.ConversionOrder p, RiskBook risk)
    {
        for (var i = 0; i < p.Assets.Count; i++)
        {
            if (Unknown(p.Assets[i], risk) is { } unknown)
                yield return new($"{place}.assets[{i}]", unknown);
            else if (p.Assets.Take(i).Contains(p.Assets[i]))
                yield return new($"{place}.assets[{i}]", $"{p.Assets[i]} is named twice; name it once");
        }
    }

    // Whatever comes second says against which it is.
    private static IEnumerable<PolicyProblem> Conflicts(string place, ValueList<AccountPolicy> policies, int number)
    {
        for (var i = 0; i < number; i++)
        {
            if (ConflictOf(policies[i], policies[number]) is { } conflict)
                yield return new(place, $"conflicts with policies[{i}]: {conflict}");
        }
    }

    private static string? ConflictOf(AccountPolicy first, AccountPolicy second) => (first, second) switch
    {
        (AccountPolicy.TargetRatio, AccountPolicy.TargetRatio) => "an account has one target ratio",
        (AccountPolicy.ConversionOrder, AccountPolicy.ConversionOrder) => "there is one order of conversion",
        (AccountPolicy.AutoRepay, AccountPolicy.AutoRepay) => "debts are repaid already",
        (AccountPolicy.Convert a, AccountPolicy.Convert) => $"collateral is exchanged for {a.Into} already",
        (AccountPolicy.Convert a, AccountPolicy.StopLoss b) when a.Into == b.Asset => Round(a, b),
        (AccountPolicy.StopLoss a, AccountPolicy.Convert b) when b.Into == a.Asset => Round(b, a),
        (AccountPolicy.TopUp a, AccountPolicy.TopUp b) when (a.From, a.Asset) == (b.From, b.Asset) =>
            $"'{b.From}' is asked for {b.Asset} already",
        (AccountPolicy.StopLoss a, AccountPolicy.StopLoss b) when a.Asset == b.Asset && a.At == b.At =>
            $"{b.Asset} is sold at {b.At} already; give it another price",
        (AccountPolicy.StopLoss a, AccountPolicy.StopLoss b) when a.Asset == b.Into && a.Into == b.Asset =>
            $"one sells {a.Asset} for {a.Into}, the other {b.Asset} for {b.Into}; a falling market would go round",
        _ => null,
    };

    private static string Round(AccountPolicy.Convert convert, AccountPolicy.StopLoss stop) =>
        $"one buys {convert.Into}, the other sells it at {stop.At}; exchange collateral for another asset";

    private static string? Unknown(AssetId asset, RiskBook risk) =>
        risk.Find(asset) is null ? $"asset '{asset}' is not in the risk book" : null;
}
