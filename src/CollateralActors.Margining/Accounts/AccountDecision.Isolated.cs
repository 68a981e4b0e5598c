using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Spot;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <content>Isolated positions and their margin.</content>
internal sealed partial class AccountDecision
{
    private Draft SetMarginType(AccountCommand.SetMarginType c)
    {
        if (!state.IsOpen)
            return Refuse(Rejection.AccountNotOpen(state.Id));
        if (Risk.Find(c.Instrument) is not { } instrument)
            return Refuse(Rejection.UnknownInstrument(c.Instrument, Risk.Instruments.Select(i => i.Id)));
        var scope = new MarginScope(c.Instrument);
        return instrument.IsOption ? Refuse(Rejection.OptionIsolated(c.Instrument))
            : instrument.IsSpot ? Refuse(Rejection.NoPositionInSpot(c.Instrument, "there is none to be isolated"))
            : state.Positions.ContainsKey(c.Instrument) ? Refuse(Rejection.MarginTypeInUse(c.Instrument, "a position"))
            : state.Orders.Values.Any(order => order.Instrument == c.Instrument)
                ? Refuse(Rejection.MarginTypeInUse(c.Instrument, "an open order"))
            : state.OwesIn(scope) || state.StandingOf(scope).Episode is not Episode.None
                ? Refuse(Rejection.MarginTypeInUse(c.Instrument, "a loss that its margin did not cover"))
            : Draft.Does(new AccountEvent.MarginTypeSet(c.Instrument, c.Type));
    }

    private Draft AddMargin(AccountCommand.AddMargin c)
    {
        if (WrongMargin(c.Instrument, c.Amount) is { } wrong)
            return Refuse(wrong);
        var (settle, margin) = (Risk[c.Instrument].Settle, state.IsolatedMarginOf(c.Instrument));
        if (!state.Positions.ContainsKey(c.Instrument) && c.Amount > -margin)
            return Refuse(Rejection.NoPosition(c.Instrument));
        return SpotOrders.Missing(new Money(c.Amount, settle), state, Risk) is { } missing
            ? Refuse(missing)
            : new Draft.Of(
                [new AccountEvent.MarginAdded(c.Instrument, settle, c.Amount)],
                $"margin of {c.Amount} {settle} for {c.Instrument}");
    }

    private Draft RemoveMargin(AccountCommand.RemoveMargin c)
    {
        if (WrongMargin(c.Instrument, c.Amount) is { } wrong)
            return Refuse(wrong);
        var settle = Risk[c.Instrument].Settle;
        return state.Positions.ContainsKey(c.Instrument)
            ? new Draft.Of(
                [new AccountEvent.MarginRemoved(c.Instrument, settle, c.Amount)],
                $"taking {c.Amount} {settle} of margin from {c.Instrument}")
            {
                Scope = new MarginScope(c.Instrument),
            }
            : Refuse(Rejection.NoPosition(c.Instrument));
    }

    private Rejection? WrongMargin(InstrumentId instrument, Amount amount) =>
        Risk.Find(instrument) is not { } parameters
            ? Rejection.UnknownInstrument(instrument, Risk.Instruments.Select(i => i.Id))
            : !state.Isolated.ContainsKey(instrument) ? Rejection.NotIsolated(instrument)
            : MoneyChecks.Money(parameters.Settle, amount, Risk);
}
