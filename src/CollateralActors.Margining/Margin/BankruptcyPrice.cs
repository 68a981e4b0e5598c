using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Margin;

/// <summary>
/// The price at which closing a position uses up its share of the account's value, shared by maintenance requirement.
/// </summary>
/// <remarks>
/// An isolated position's share is its margin + profit and loss. Closing all at these prices leaves a value of exactly
/// 0.
/// </remarks>
internal static class BankruptcyPrice
{
    /// <summary>
    /// Null where nothing is required of the account, where no price above 0 does it, and in portfolio mode.
    /// </summary>
    /// <param name="book">The account, or an isolated position alone.</param>
    /// <param name="position">The position.</param>
    /// <param name="cover">What others pay before the account counts as bankrupt: valuation units, of an isolated
    /// position settle units.</param>
    public static Fraction? Of(ExactBook book, ExactPosition position, Fraction cover = default)
    {
        if (book.Source.Mode == MarginMode.Portfolio)
            return null;
        if (!position.Source.IsIsolated && book.Maintenance.IsZero)
            return null;
        var all = book.ValueBehind(position) + cover;
        var share = position.Source.IsIsolated ? all : all * position.Maintenance / book.Maintenance;
        var perUnit = share / position.Exposure;
        if (!position.Instrument.IsInverse)
            return position.Mark > perUnit ? position.Mark - perUnit : null;
        var inverse = (Fraction.One / position.Mark) + perUnit;
        return inverse.Sign > 0 ? Fraction.One / inverse : null;
    }
}
