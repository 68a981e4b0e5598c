using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;

namespace CollateralActors.Simulation.Scenarios;

/// <summary>Reads <c>acts</c> of a scenario: what single accounts do with money, pools, modes and policies.</summary>
internal static class AccountActMembers
{
    private static readonly NumberRange Minutes = NumberRange.Whole(1, 1_000_000);

    private static readonly string[] Deeds =
        ["deposit", "withdraw", "supply", "borrow", "redeem", "repay", "loan-mode", "cross-mode", "policies"];

    /// <summary>Every act, in the order of the file.</summary>
    public static ValueList<AccountAct> Read(JsonObjectReader file, RiskBook risk)
    {
        var acts = new List<AccountAct>();
        foreach (var act in file.List("acts"))
        {
            var minute = (int)act.Number("minute", Minutes);
            var account = act.Text("account");
            if (!Limits.IsName(account))
                act.Wrong(
                    "account", $"'{account}' is not 1 to {Limits.NameLength} letters, digits, '-', '_' and '.'");
            if (ReadCommand(act, new AccountId(account), risk) is not { } command)
                continue;
            acts.Add(new AccountAct(minute, new AccountId(account), command));
            act.Done();
        }

        return acts.ToValueList();
    }

    private static AccountCommand? ReadCommand(JsonObjectReader act, AccountId account, RiskBook risk)
    {
        if (!act.Needs("does"))
            return null;
        var deed = act.OneOf("does", Deeds);
        if (Deeds[deed] == "policies")
            return new AccountCommand.SetPolicies(PolicyMembers.Read(act, account, risk));
        if (Deeds[deed] is "loan-mode" or "cross-mode")
            return new AccountCommand.SwitchMode(Deeds[deed] == "loan-mode" ? MarginMode.Loan : MarginMode.Cross);
        var asset = new AssetId(act.Text("asset"));
        if (risk.Find(asset) is null)
        {
            act.Wrong("asset", $"'{asset}' is not in the risk book; assets are {Names(risk)}");
            return null;
        }

        // All that is supplied or owed, where no amount is named.
        Amount? some = act.Has("amount") ? new Amount(act.Number("amount", NumberRange.Positive)) : null;
        if (Deeds[deed] == "redeem")
            return new AccountCommand.Redeem(asset, some);
        if (Deeds[deed] == "repay")
            return new AccountCommand.Repay(asset, some);
        if (some is not { } amount)
        {
            act.Wrong($"to {Deeds[deed]} needs an amount");
            return null;
        }

        return Deeds[deed] switch
        {
            "deposit" => new AccountCommand.Deposit(asset, amount),
            "withdraw" => new AccountCommand.Withdraw(asset, amount),
            "supply" => new AccountCommand.Supply(asset, amount),
            _ => new AccountCommand.Borrow(asset, amount),
        };
    }

    private static string Names(RiskBook risk) => string.Join(", ", risk.Assets.Select(asset => asset.Id).Order());
}
