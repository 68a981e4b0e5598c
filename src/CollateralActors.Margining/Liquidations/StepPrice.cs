using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Liquidations;

/// <summary>Where a step closes, and at which price: in the book, or against those who are deleveraged.</summary>
/// <remarks>
/// Where the risk book has deleveraging, no step sells for less than makes good what the account owes, together with
/// what the fund has promised. Before the slippage limit is used up the fund is asked what it covers of the loss that
/// could come of it. What is not traded then, because the book has nothing within the bound or because even the mark
/// would not do, others have to take; and if there are none, the slippage limit holds after all.
/// </remarks>
/// <param name="Limit">The worst price in the book, or the price of deleveraging; null for any price.</param>
/// <param name="Deleverages">Whether others have to take it.</param>
/// <param name="Cover">What the fund is asked to promise first; null where it need not be asked.</param>
internal readonly record struct StepPrice(Price? Limit, bool Deleverages, Money? Cover)
{
    /// <summary>Finds it.</summary>
    /// <param name="book">The part of the account.</param>
    /// <param name="closed">The position.</param>
    /// <param name="working">How far the episode is; null where none has begun.</param>
    /// <param name="market">The frame.</param>
    public static StepPrice Of(MarginBook book, BookPosition closed, Episode.Working? working, MarketView market)
    {
        if (market.Risk.Liquidation is not { Bounds: { } bounds } rules)
            return default;
        var exact = new ExactBook(book, market);
        var position = exact.Positions.Single(each => each.Instrument.Id == closed.Instrument.Id);
        var bound = PriceBound.Of(exact, position, working?.Fruitless ?? 0, bounds);
        if (!bound.IsLast || working is null or { NobodyTook: true } || rules.Deleveraging is not { } deleveraging)
            return new StepPrice(bound.Price, false, null);
        var resort = new LastResort(exact, position, working, bounds);
        if (resort.Uncovered is { } uncovered && working.CoverAskedFor <= working.StepsPlanned)
            return new StepPrice(null, false, uncovered);
        var limit = resort.Bounded(bound.Price);
        return bound.WasLast || resort.IsBeyondMark(limit)
            ? new StepPrice(resort.PriceForOthers(deleveraging.PriceBound), true, null)
            : new StepPrice(limit, false, null);
    }
}
