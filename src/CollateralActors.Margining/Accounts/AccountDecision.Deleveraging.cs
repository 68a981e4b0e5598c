using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <content>Closing against an account that is liquidated.</content>
internal sealed partial class AccountDecision
{
    // Whoever asks knew the position as it was last told: what is taken is decided here.
    private Draft TakeDeleveraging(AccountCommand.TakeDeleveraging c)
    {
        if (Risk.Find(c.Instrument) is not { } instrument || market.Mark(instrument) is not { } mark)
            return new Draft.NotYet($"a price of {c.Instrument}");
        if (IsTooFar(c, mark, instrument.Tick))
            return Draft.Does(Deleveraged(c, instrument, Quantity.Zero, SparedBecause.PriceMoved));
        var scope = state.ScopeOf(c.Instrument);
        var held = state.Positions.GetValueOrDefault(c.Instrument).Quantity;
        if (held.Sign * c.Quantity.Sign >= 0)
            return Draft.Does(Deleveraged(c, instrument, Quantity.Zero, SparedBecause.SmallerPosition));
        if (state.StandingOf(scope).Episode is not Episode.None || IsBelowMaintenance(state, scope))
            return Draft.Does(Deleveraged(c, instrument, Quantity.Zero, SparedBecause.InLiquidation));
        var (asked, most) = (c.Quantity.Abs(), Quantity.Min(c.Quantity.Abs(), held.Abs()));
        var taken = MostAbove(c, instrument, scope, most);
        return Draft.Does(Deleveraged(
            c,
            instrument,
            taken,
            taken < most ? SparedBecause.BelowMaintenance
            : taken < asked ? SparedBecause.SmallerPosition
            : SparedBecause.NotSpared));
    }

    // The price was found in an earlier frame, and rounded to the tick.
    private bool IsTooFar(AccountCommand.TakeDeleveraging c, Price mark, Price tick)
    {
        var loss = c.Quantity.Sign > 0 ? c.Price.Value - mark.Value : mark.Value - c.Price.Value;
        return Risk.Liquidation?.Deleveraging is not { } rules
            || loss > Decimals.Times(mark.Value, rules.PriceBound.Value) + tick.Value;
    }

    // All, or as many lots as leave the account at maintenance. Each lot costs the same, so that fewer are better.
    private Quantity MostAbove(
        AccountCommand.TakeDeleveraging c, InstrumentParameters instrument, MarginScope scope, Quantity most)
    {
        bool IsGood(decimal quantity) => !IsBelowMaintenance(
            AccountEvolution.Evolve(
                state, Deleveraged(c, instrument, new Quantity(quantity), SparedBecause.NotSpared)),
            scope);
        return new Quantity(LargestGood(most.Contracts, instrument.Lot.Contracts, IsGood));
    }

    // The largest number up to a given one that is good, in whole units unless all of it is.
    private static decimal LargestGood(decimal most, decimal unit, Predicate<decimal> isGood)
    {
        if (isGood(most))
            return most;
        var (good, bad) = (0m, Math.Ceiling(most / unit));
        while (bad - good > 1m)
        {
            var middle = Math.Floor((good + bad) / 2m);
            if (isGood(middle * unit))
                good = middle;
            else
                bad = middle;
        }

        return good * unit;
    }

    private bool IsBelowMaintenance(AccountState account, MarginScope scope) =>
        LiquidationMove.IsBad(account, Assessment.Of(account, scope, market));

    private AccountEvent.Deleveraged Deleveraged(
        AccountCommand.TakeDeleveraging c, InstrumentParameters instrument, Quantity taken, SparedBecause spared)
    {
        var (quantity, index) = (c.Quantity.Sign > 0 ? taken : -taken, market.FundingIndex(c.Instrument));
        return new AccountEvent.Deleveraged(
            c.Liquidation,
            c.Step,
            c.Counterparty,
            c.Instrument,
            c.Trade,
            c.Quantity,
            quantity,
            c.Price,
            c.Place,
            c.Candidates,
            spared,
            quantity == Quantity.Zero
                ? new TradePosting(instrument.Settle, default, default, default, default, default)
                : Book(instrument, quantity, c.Price, Rate.Zero, index, index))
        {
            FundingIndex = index,
        };
    }
}
