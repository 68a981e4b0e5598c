using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Liquidations;

/// <summary>The worst price at which a step may trade.</summary>
/// <remarks>
/// It lies between the mark and the price at which the position would have used up its share of the account's value.
/// Of that way as much is open as the account has sunk: <see cref="PriceBounds"/>. So who has just fallen below
/// maintenance is not sold into a hole in the book, and who is nearly bankrupt is sold while that still helps. Each
/// step in a row that trades nothing opens as much again as the first one had; once that is more than all of the way,
/// the slippage limit alone holds: no account waits for ever for a price that does not come.
/// </remarks>
/// <param name="Price">The bound, at the tick that is not beyond it.</param>
/// <param name="IsLast">Whether it is the slippage limit, which nothing opens any further.</param>
/// <param name="WasLast">Whether it was before the last step that traded nothing.</param>
internal readonly record struct PriceBound(Price Price, bool IsLast, bool WasLast)
{
    /// <summary>Finds it.</summary>
    /// <param name="book">The part of the account.</param>
    /// <param name="position">The position.</param>
    /// <param name="fruitless">Steps in a row that have traded nothing.</param>
    /// <param name="bounds">The rules.</param>
    public static PriceBound Of(ExactBook book, ExactPosition position, int fruitless, PriceBounds bounds)
    {
        Fraction slippage = bounds.Slippage.Value;
        var limit = position.Mark * (position.IsLong ? Fraction.One - slippage : Fraction.One + slippage);
        var isBankrupt = book.ValueBehind(position).Sign <= 0;
        var first = OpenShare(book, position, bounds);
        Fraction OpenAfter(int steps) => first + (steps * (Fraction)bounds.Opening.Value);
        bool IsLast(int steps) => isBankrupt || OpenAfter(steps) > Fraction.One;

        var far = IsLast(fruitless) ? limit : BankruptcyPrice.Of(book, position) ?? limit;
        var bound = position.Mark + ((far - position.Mark) * Fraction.Min(OpenAfter(fruitless), Fraction.One));
        return new PriceBound(
            AtTick(position.IsLong ? Fraction.Max(limit, bound) : Fraction.Min(limit, bound), position),
            IsLast(fruitless),
            fruitless > 0 && IsLast(fruitless - 1));
    }

    /// <summary>The tick at or next to a price on the side that is better for who closes; at least one tick.</summary>
    /// <remarks>A bound is a promise to the account.</remarks>
    public static Price AtTick(Fraction price, ExactPosition position)
    {
        var tick = position.Instrument.Tick.Value;
        var ticks = position.IsLong ? (price / tick).Ceiling() : (price / tick).Floor();
        return new Price(Decimals.Normal(Math.Max(1m, (decimal)ticks) * tick));
    }

    private static Fraction OpenShare(ExactBook book, ExactPosition position, PriceBounds bounds)
    {
        var isIsolated = position.Source.IsIsolated;
        var equity = isIsolated ? ExactBook.IsolatedEquity(position) : book.Equity;
        var maintenance = isIsolated ? position.Maintenance : book.Maintenance;
        Fraction full = bounds.FullBelow.Value;
        if (book.ValueBehind(position).Sign <= 0 || equity <= maintenance * full)
            return Fraction.One;
        if (equity >= maintenance)
            return bounds.Opening.Value;
        var sunk = (maintenance - equity) / (maintenance * (Fraction.One - full));
        return bounds.Opening.Value + (sunk * (Fraction.One - bounds.Opening.Value));
    }
}
