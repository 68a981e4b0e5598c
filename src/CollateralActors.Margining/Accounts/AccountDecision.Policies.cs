using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Policies;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <content>What its owner wants done for the account.</content>
internal sealed partial class AccountDecision
{
    private Draft SetPolicies(AccountCommand.SetPolicies c)
    {
        if (!state.IsOpen)
            return Refuse(Rejection.AccountNotOpen(state.Id));
        return PolicyProblems.Of(state.Id, c.Policies, Risk) is [_, ..] problems
            ? Refuse(Rejection.IllegalPolicies(problems))
            : Draft.Does(new AccountEvent.PoliciesSet(c.Policies));
    }

    // It is asked, not told: it gives what it could withdraw without having to ask in turn.
    private Draft GiveTopUp(AccountCommand.GiveTopUp c) =>
        Draft.Does(new AccountEvent.TopUpGiven(c.To, c.Asset, c.Asked, GivenOf(c)));

    private Draft BookTopUp(AccountCommand.BookTopUp c)
    {
        var after = state.Post(c.Asset, c.Given);
        Instant? rest = PolicyTrigger.IsBegun(after, PolicyTrigger.FiguresOf(after, market))
            ? market.Time + PolicyIdle.Rest
            : null;
        return Draft.Does(new AccountEvent.TopUpAnswered(c.From, c.Asset, c.Asked, c.Given, rest));
    }

    private Amount GivenOf(AccountCommand.GiveTopUp c)
    {
        if (!state.IsOpen || Risk.Find(c.Asset) is not { Rules.DepositsClosed: false } asset
            || state.AwaitsTopUpOf is not null || state.AwaitsLoanOf is not null)
            return Amount.Zero;
        var most = Amount.Min(c.Asked, Withdrawable.Of(state, c.Asset, market));
        return state.Policies.Count == 0
            ? most
            : LargestAmount.Of(most, asset.Scale, amount => !IsBegunWithout(new Money(amount, c.Asset)));
    }

    private bool IsBegunWithout(Money given)
    {
        var after = state.Post(given.Asset, -given.Amount);
        return PolicyTrigger.IsBegun(after, PolicyTrigger.FiguresOf(after, market));
    }
}
