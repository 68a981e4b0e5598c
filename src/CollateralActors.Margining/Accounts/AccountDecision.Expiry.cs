using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Expiries;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <content>Contracts that end.</content>
internal sealed partial class AccountDecision
{
    private Rejection? Expired(InstrumentId id, string what) =>
        Risk.Find(id) is { Expiry: { } expiry } instrument && market.HasExpired(instrument)
            ? Rejection.ContractExpired(what, id, expiry.At)
            : null;

    // A scan prices an option and asks for no rates.
    private Rejection? WithoutRates(InstrumentId id) =>
        state.Mode != MarginMode.Portfolio && Risk.Find(id) is { Option.Rates: null, IsOption: true }
            ? Rejection.NoMarginRates(state.Id, id)
            : null;

    private Draft AbandonExercise(AccountCommand.AbandonExercise c)
    {
        if (Risk.Find(c.Instrument) is not { } instrument)
            return Refuse(Rejection.UnknownInstrument(c.Instrument, Risk.Instruments.Select(i => i.Id)));
        if (Expired(c.Instrument, "abandoning") is { } late)
            return Refuse(late);
        var position = state.Positions.GetValueOrDefault(c.Instrument);
        if (!instrument.IsOption || position.Quantity <= Quantity.Zero)
            return Refuse(Rejection.NothingToExercise(state.Id, c.Instrument));
        // Said again, it is stored again: the answer to an id is remembered with what was stored for it.
        if (state.Abandoned.Contains(c.Instrument))
            return Draft.Does(new AccountEvent.ExerciseAbandoned(c.Instrument));

        // Whoever gives up an option must be able to do without it.
        var worthless = new SettlementPrice(Price.One, Amount.Zero);
        var booked = SettlementBooking.Book(instrument, position, worthless, false, Risk[instrument.Settle].Scale);
        var without = new Draft.Of(
            [new AccountEvent.ContractSettled(c.Instrument, position.Quantity, worthless, booked)],
            $"abandoning {c.Instrument}");
        return PreTrade.Shortfall(state, without, market) is { } shortfall
            ? Refuse(shortfall)
            : Draft.Does(new AccountEvent.ExerciseAbandoned(c.Instrument));
    }
}
