using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <content>What an account asks of its own margin.</content>
internal sealed partial class AccountDecision
{
    private Draft SetLeverage(AccountCommand.SetLeverage c)
    {
        if (Risk.Find(c.Instrument) is not { } instrument)
            return Refuse(Rejection.UnknownInstrument(c.Instrument, Risk.Instruments.Select(i => i.Id)));
        if (instrument.IsSpot)
            return Refuse(Rejection.NoPositionInSpot(c.Instrument, "there is none that could have a leverage"));
        if (c.Leverage.Value is < 1m or > Limits.Leverage
            || !Decimals.FitsScale(c.Leverage.Value, Limits.LeverageScale))
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

    private Draft SwitchMode(AccountCommand.SwitchMode c)
    {
        if (c.Mode == MarginMode.Loan && LoanModeClosed() is { } reason)
            return Refuse(Rejection.ModeNotOpen(reason));
        if (c.Mode == MarginMode.Portfolio)
        {
            if (Risk.Portfolio.Scans.IsEmpty)
                return Refuse(Rejection.ModeNotOpen("portfolio mode is not open: the risk book has no scenarios"));
            if (MarginModes.ClosedTo(state, Risk) is { } closed)
                return Refuse(ModeNotOpenTo(closed, "close it and release its orders first"));
            if (MarginModes.Unscanned(state, market) is { } unscanned)
                return Refuse(Rejection.MissingVolatility(unscanned));
        }

        return new Draft.Of(
            [new AccountEvent.ModeSwitched(c.Mode)],
            c.Mode switch
            {
                MarginMode.Portfolio => "portfolio mode",
                MarginMode.Loan => "loan mode",
                _ => "cross mode",
            });
    }

    private string? LoanModeClosed() =>
        Risk.Assets.All(asset => asset.Loan is null)
            ? "loan mode is not open: the risk book has no asset that counts as the collateral of a loan"
        : !state.Positions.IsEmpty || !state.Orders.IsEmpty
            ? "loan mode is for accounts without positions and orders; close them first"
        : state.HasOverdrafts ? "loan mode is for accounts without negative balances; deposit what is owed first"
        : null;

    private Rejection ModeNotOpenTo(InstrumentId instrument, string instead) => Rejection.ModeNotOpen(
        $"portfolio mode is not open to {instrument}; it is open to contracts on "
        + $"{string.Join(", ", Risk.Portfolio.Scans.Keys)}; {instead}");
}
