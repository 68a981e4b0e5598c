using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>What a part of an account is worth and requires.</summary>
public static class ScopeFigures
{
    /// <summary>
    /// The figures of a part, in the valuation currency; those of an isolated position in settle units.
    /// </summary>
    /// <param name="state">The account.</param>
    /// <param name="book">What the calculator is given of it.</param>
    /// <param name="scope">The part.</param>
    /// <param name="market">The market to look at it in.</param>
    /// <remarks>
    /// On a grace path they lie between two sets: <see cref="GraceMargin"/>. Throws as
    /// <see cref="MarginCalculator.Evaluate"/> does.
    /// </remarks>
    public static MarginFigures Of(AccountState state, MarginBook book, MarginScope scope, MarketView market)
    {
        var now = Alone(state, book, scope, market);
        return market is { Before: { } before, Path: { } path }
            ? GraceMargin.Between(Alone(state, state.ToMarginBook(before), scope, before), now, path, market.Time)
            : now;
    }

    /// <summary>The same by the set in force alone, whatever path it is on.</summary>
    public static MarginFigures Alone(AccountState state, MarginBook book, MarginScope scope, MarketView market)
    {
        if (scope.Isolated is not { } instrument)
            return MarginCalculator.Evaluate(book, market);
        foreach (var position in book.Positions)
        {
            if (position.Instrument.Id == instrument)
                return MarginCalculator.EvaluateIsolated(position, market, market.Risk);
        }

        return WithoutPosition(state.IsolatedMarginOf(instrument), market);
    }

    // Nothing but a loss that was larger than the margin is left of a position that is gone.
    private static MarginFigures WithoutPosition(Amount margin, MarketView market) => new(
        margin,
        margin,
        Amount.Zero,
        Amount.Zero,
        MarginFigures.StatusOf(margin, margin, Amount.Zero, market.Risk.MarginCallRatio));
}
