using CollateralActors.Margining.Funding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Margin;

/// <summary>What one position requires.</summary>
/// <param name="Initial">Needed to take it on; settle units, unrounded.</param>
/// <param name="Maintenance">Needed to keep it; settle units, unrounded.</param>
public readonly record struct MarginRequirement(Amount Initial, Amount Maintenance);

/// <summary>The figures of one position by itself, in units of its settle asset, unrounded.</summary>
public static class PositionMargin
{
    /// <summary>Value at <paramref name="mark"/>, 0 or more.</summary>
    public static Amount Value(BookPosition position, Price mark) =>
        position.Instrument.SignedValue(position.Quantity, mark).Abs();

    /// <summary>
    /// What the position gained (negative: lost) since entry at <paramref name="mark"/>, less the funding that it owes
    /// and has not paid.
    /// </summary>
    public static Amount UnrealisedPnl(BookPosition position, Price mark, MarketView market) =>
        position.Instrument.UnrealisedPnl(position.Quantity, position.EntryValue, mark) - OwedFunding(position, market);

    /// <summary>Funding that the position owes and has not paid yet; negative if it is owed. Settle units.</summary>
    public static Amount OwedFunding(BookPosition position, MarketView market) => position.Instrument.Funding is null
        ? Amount.Zero
        : FundingBooking.Owed(
            position.Instrument,
            position.Quantity,
            position.FundingValue,
            market.FundingIndex(position.Instrument.Id),
            market.Risk[position.Instrument.Settle].Scale);

    /// <summary>The position's own margin; to ask a cross position for it is a bug and throws.</summary>
    public static Amount IsolatedMargin(BookPosition position) =>
        position.IsolatedMargin ?? throw new InvalidOperationException("the position is not isolated");

    /// <summary>What the position requires at <paramref name="mark"/>, by its instrument's rules.</summary>
    public static MarginRequirement Requirement(BookPosition position, Price mark, MarketView market)
    {
        var instrument = position.Instrument;
        if (instrument.IsOption)
            return OptionMargin.Of(instrument, position.Quantity, mark, market);
        var schedule = instrument.Margin;
        var value = schedule.Basis == MarginBasis.Mark ? Value(position, mark) : position.EntryValue.Abs();
        var size = instrument.SizeOf(position.Quantity);
        var maintenance = schedule.Maintenance(value, size);
        var initial = schedule.Initial(value, size, position.Leverage, maintenance);
        return new MarginRequirement(OpenInterestMargin.Raised(instrument, initial, value, market), maintenance);
    }
}
