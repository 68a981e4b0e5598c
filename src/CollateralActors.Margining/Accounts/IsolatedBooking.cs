using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>What goes between balance and isolated margin when a position trades.</summary>
/// <remarks>
/// Profit, fee and funding are posted to the margin. What is closed gives its share of the margin back to the balance,
/// with what it gained and less the fee; a loss beyond that share comes out of the rest of the margin, never out of the
/// balance. What is opened takes from the balance what an order for it would have reserved: its initial requirement at
/// the mark and the loss that it opens with, and the fee. A fill is a fact: where the cross part of the account cannot
/// spare that much, what there is moves.
/// </remarks>
internal static class IsolatedBooking
{
    /// <summary>Margin that moves with a fill; null where the position is a cross one.</summary>
    /// <param name="state">The account before the fill.</param>
    /// <param name="instrument">What was traded.</param>
    /// <param name="quantity">Positive bought, negative sold.</param>
    /// <param name="price">At which price.</param>
    /// <param name="posting">What the fill posts to the margin.</param>
    /// <param name="market">The market by which the account decides.</param>
    public static IsolatedPosting? OfFill(
        AccountState state,
        InstrumentParameters instrument,
        Quantity quantity,
        Price price,
        TradePosting posting,
        MarketView market)
    {
        if (!state.Isolated.ContainsKey(instrument.Id))
            return null;
        var scale = market.Risk[instrument.Settle].Scale;
        var held = state.Positions.GetValueOrDefault(instrument.Id).Quantity;
        var closed = held.Sign * quantity.Sign >= 0 ? Quantity.Zero
            : held.Abs() < quantity.Abs() ? held.Abs()
            : quantity.Abs();
        var given = closed == Quantity.Zero
            ? -posting.Fee
            : Amount.Max(
                Amount.Zero,
                Released(state.IsolatedMarginOf(instrument.Id) - posting.Funding.Paid, closed, held, scale)
                    + posting.RealisedPnl - posting.Fee);
        var wanted = ToOpen(
            instrument, held, quantity, price, closed, state.LeverageIn(instrument.Id), scale, market) - given;
        var moved = wanted <= Amount.Zero ? wanted : Spare(state, instrument.Settle, wanted, market);
        var mark = MarginCalculator.MarkOf(instrument, quantity.Sign, market);
        return new IsolatedPosting(moved, wanted - moved, mark);
    }

    /// <summary>
    /// What goes back to the balance when a liquidation has closed all of a position: the margin that is left.
    /// </summary>
    public static Amount Left(Quantity after, Amount margin) =>
        after == Quantity.Zero ? -Amount.Max(Amount.Zero, margin) : Amount.Zero;

    private static Amount Released(Amount margin, Quantity closed, Quantity held, int scale) => closed == held.Abs()
        ? margin
        : new Amount(Decimals.Normal(Decimals.Down(
            TradeBooking.Proportion(margin.Value, closed.Contracts, held.Abs().Contracts), scale)));

    /// <summary>
    /// What has to be there for what a fill opens; of figures beyond decimals, more than anybody has.
    /// </summary>
    private static Amount ToOpen(
        InstrumentParameters instrument,
        Quantity held,
        Quantity quantity,
        Price price,
        Quantity closed,
        decimal leverage,
        int scale,
        MarketView market)
    {
        var opened = new Quantity(quantity.Sign * (quantity.Abs() - closed).Contracts);
        if (opened == Quantity.Zero)
            return Amount.Zero;
        try
        {
            var before =
                closed == Quantity.Zero ? OrderMargin.InitialOf(instrument, held, leverage, market) : Amount.Zero;
            var growth = OrderMargin.InitialOf(instrument, held + quantity, leverage, market) - before;
            var loss = OrderMargin.OpeningLoss(new BookOrder(instrument, opened, price), market);
            return new Amount(Decimals.Normal(Decimals.Up((Amount.Max(Amount.Zero, growth) + loss).Value, scale)));
        }
        catch (OverflowException)
        {
            return new Amount(Limits.LargestFigure);
        }
    }

    /// <summary>
    /// How much of an amount the balance can give without a liquidation of the cross part; nothing while there is one.
    /// </summary>
    private static Amount Spare(AccountState state, AssetId asset, Amount wanted, MarketView market)
    {
        if (state.Episode is not Episode.None)
            return Amount.Zero;
        var most = Amount.Min(Amount.Min(wanted, state.BalanceOf(asset)), new Amount(Limits.Largest));
        return LargestAmount.Of(most, market.Risk[asset].Scale, amount => IsGoodWithout(state, asset, amount, market));
    }

    private static bool IsGoodWithout(AccountState state, AssetId asset, Amount amount, MarketView market) =>
        MarginCalculator.Evaluate(state.Post(asset, -amount).ToMarginBook(market), market).Status
            < MarginStatus.Liquidation;
}
