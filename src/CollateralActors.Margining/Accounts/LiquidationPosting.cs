using CollateralActors.Margining.Funding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>What all fills of a liquidation's step did to the account together.</summary>
internal static class LiquidationPosting
{
    /// <summary>
    /// Books the fills in order, settles the funding and charges the liquidation fee on what they closed.
    /// </summary>
    /// <remarks>
    /// The fee takes the place of the trading fee. It is rounded up, and never more than the account's remaining value:
    /// a liquidation fee alone makes nobody bankrupt, and the fund does not pay fees to itself.
    /// </remarks>
    public static TradePosting Of(
        AccountState state,
        AccountCommand.SettleStep step,
        InstrumentParameters instrument,
        int scale,
        MarketView market)
    {
        var position = state.Positions.GetValueOrDefault(step.Instrument);
        var sum = new TradePosting(instrument.Settle, default, default, default, default, default);
        var (closed, given) = (0m, Amount.Zero);
        foreach (var trade in step.Trades)
        {
            var posting = TradeBooking.Book(instrument, position, trade.Quantity, trade.Price, Rate.Zero, scale);
            var part = TradeBooking.ValueOf(instrument, Closing(position, trade.Quantity), trade.Price, scale);
            closed += part.Abs().Value;
            position = TradeBooking.After(position, trade.Quantity, posting.EntryValueChange);
            sum += posting;
            given += FundingBooking.ValueOf(instrument, trade.Quantity, trade.FundingIndex, scale);
        }

        if (step.Trades.Count > 0)
        {
            var before = state.Positions.GetValueOrDefault(step.Instrument);
            var index = market.FundingIndex(step.Instrument);
            sum = sum with
            {
                Funding = FundingBooking.Settle(instrument, before, position.Quantity, given, index, scale),
            };
        }

        if (closed > 0m)
        {
            var fee = Fees.Of(new Amount(closed), instrument.LiquidationFee, scale);
            sum = sum with { Fee = Amount.Min(fee, Affordable(state, step, sum, instrument, scale, market)) };
        }

        if (step.Liquidation.Isolated is null)
            return sum;
        var moved = IsolatedBooking.Left(position.Quantity, state.IsolatedMarginOf(step.Instrument) + sum.Posted);
        return sum with { Isolated = new IsolatedPosting(moved, default, MarkOf(instrument, market)) };
    }

    private static Price MarkOf(InstrumentParameters instrument, MarketView market) => market.Mark(instrument)!.Value;

    // A trade of the account's own may have taken the position away while the order was at the venue.
    private static Quantity Closing(AccountPosition position, Quantity traded) =>
        position.Quantity.Sign * traded.Sign >= 0 ? Quantity.Zero
        : position.Quantity.Abs() < traded.Abs() ? position.Quantity
        : traded;

    private static Amount Affordable(
        AccountState state,
        AccountCommand.SettleStep step,
        TradePosting posting,
        InstrumentParameters instrument,
        int scale,
        MarketView market)
    {
        var scope = MarginScope.Of(step.Liquidation);
        var booked = scope.IsCross
            ? posting
            : posting with { Isolated = new IsolatedPosting(default, default, MarkOf(instrument, market)) };
        var settled = new AccountEvent.StepSettled(
            step.Liquidation, step.Step, step.Instrument, step.Trades, step.Unfilled, booked, default, false);
        var after = AccountInterest.FromNow(AccountEvolution.Evolve(state, settled), market);
        var value = Assessment.Of(after, scope, market).Figures.Value.Value;
        var price = scope.IsCross ? market.IndexPrice(instrument.Settle)!.Value.Value : 1m;
        if (value <= 0m)
            return Amount.Zero;
        // In a coin that is worth next to nothing, a value may be more than a decimal can hold.
        if (price < 1m && value >= decimal.MaxValue * price)
            return new Amount(decimal.MaxValue);
        return new Amount(Decimals.Down(value / price, scale));
    }
}
