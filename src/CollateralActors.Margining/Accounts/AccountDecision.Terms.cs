using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <content>What an account asks of its own margin.</content>
internal sealed partial class AccountDecision
{
    private Draft SetLeverage(AccountCommand.SetLeverage c)
    {
        if (Risk.Find(c.Instrument) is null)
            return Refuse(Rejection.UnknownInstrument(c.Instrument, Risk.Instruments.Select(i => i.Id)));
        if (c.Leverage.Value is < 1m or > Limits.Leverage || !Decimals.FitsScale(c.Leverage.Value, Limits.LeverageScale))
        {
            return Refuse(Rejection.IllegalNumber(
                "leverage",
                c.Leverage.Value,
                FormattableString.Invariant($"1 to {Limits.Leverage} with at most {Limits.LeverageScale} decimals")));
        }

        return new Draft.Of(
            [new AccountEvent.LeverageSet(c.Instrument, new Rate(Decimals.Normal(c.Leverage.Value)))],
            $"leverage {c.Leverage} in {c.Instrument}");
    }
}
