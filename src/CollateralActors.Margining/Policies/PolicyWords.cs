using System.Diagnostics;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Policies;

/// <summary>Policies in words, for those who set them and those who wonder what happened.</summary>
public static class PolicyWords
{
    /// <summary>A sentence for each policy of an account, in their order, and why it does nothing now.</summary>
    public static ValueList<string> Of(AccountState account) =>
    [
        .. account.Policies.Select((policy, i) =>
            $"{Of(policy)}{(account.Idle.TryGetValue(i, out var idle) ? $"; {Of(idle)}" : string.Empty)}."),
    ];

    /// <summary>What a policy does, such as <c>sells half …</c>.</summary>
    public static string Of(AccountPolicy policy) => policy switch
    {
        AccountPolicy.TargetRatio p =>
            $"keeps equity at {p.Below} × maintenance: below that it is raised to {p.Target} ×",
        AccountPolicy.AutoRepay => "repays debts and loans out of what is spare",
        AccountPolicy.Convert p => $"exchanges collateral for {p.Into} when there is too little equity",
        AccountPolicy.TopUp p =>
            $"asks {p.From} for up to {new Money(p.Most, p.Asset)} when there is too little equity",
        AccountPolicy.StopLoss p =>
            $"exchanges {Decimals.Plain(p.Share.Value * 100m)} % of the {p.Asset} for {p.Into}, once, when {p.Asset} "
            + $"is at {p.At} or less",
        AccountPolicy.ConversionOrder p => p.Assets.Count == 0
            ? "gives assets in the venue's order"
            : $"gives {string.Join(", then ", p.Assets)} first",
        _ => throw new UnreachableException($"unhandled policy {policy.GetType().Name}"),
    };

    /// <summary>Why a policy does nothing, and until when.</summary>
    public static string Of(PolicyIdle idle)
    {
        var why = idle.Why switch
        {
            PolicyIdleness.Spent => "it is done",
            PolicyIdleness.WouldNotHelp => "what it could do would not have helped",
            PolicyIdleness.TooLittle => "what was spare was too little",
            PolicyIdleness.Answered => "not enough was given",
            _ => throw new UnreachableException($"unhandled reason {idle.Why}"),
        };
        return idle.Until is { } until ? $"{why}, it rests until {until}" : why;
    }
}
