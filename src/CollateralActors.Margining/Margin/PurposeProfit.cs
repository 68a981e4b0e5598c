using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Margin;

/// <summary>Profit and loss of the cross positions that settle in one asset, as it counts for a purpose.</summary>
/// <param name="AtMarks">At their marks.</param>
/// <param name="Cautious">At the prices that they count by for the purpose; at most as much.</param>
/// <param name="Useful">The same without the profits whose marks are not good for the purpose; at most as much.</param>
internal readonly record struct PurposeProfit(Amount AtMarks, Amount Cautious, Amount Useful)
{
    /// <summary>Adds up the positions of a book.</summary>
    public static PurposeProfit In(AssetId settle, MarginBook book, MarketView market, CollateralPurpose purpose)
    {
        var isPlain =
            purpose == CollateralPurpose.Maintenance || (!market.IsCautious && market.Quality.Conditions.IsEmpty);
        var (atMarks, cautious, useful) = (Amount.Zero, Amount.Zero, Amount.Zero);
        foreach (var position in book.Positions)
        {
            if (position.IsIsolated || position.Instrument.Settle != settle)
                continue;
            var (instrument, side) = (position.Instrument, position.Quantity.Sign);
            var mark = MarginCalculator.MarkOf(instrument, side, market);
            atMarks += PositionMargin.UnrealisedPnl(position, mark, market);
            if (isPlain)
                continue;
            var profit = PositionMargin.UnrealisedPnl(position, market.CautiousMark(instrument, mark, side), market);
            cautious += profit;
            if (profit < Amount.Zero || market.IsGoodFor(instrument, ActionFor(purpose)))
                useful += profit;
        }

        return isPlain ? new PurposeProfit(atMarks, atMarks, atMarks) : new PurposeProfit(atMarks, cautious, useful);
    }

    /// <summary>What a price must be good for, to count for a purpose.</summary>
    public static PriceActions ActionFor(CollateralPurpose purpose) => purpose switch
    {
        CollateralPurpose.Maintenance => PriceActions.None,
        CollateralPurpose.Withdrawal => PriceActions.Withdraw,
        _ => PriceActions.TakeOnRisk,
    };
}
