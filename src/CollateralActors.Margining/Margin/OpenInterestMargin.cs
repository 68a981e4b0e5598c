using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Margin;

/// <summary>Initial margin that grows with what all accounts together hold of an instrument.</summary>
internal static class OpenInterestMargin
{
    /// <summary>The initial requirement as open interest raises it towards the whole value; never less.</summary>
    /// <param name="instrument">What is held.</param>
    /// <param name="initial">The requirement by itself, settle units.</param>
    /// <param name="value">The value that it is a share of, settle units.</param>
    /// <param name="market">Knows the open interest.</param>
    public static Amount Raised(InstrumentParameters instrument, Amount initial, Amount value, MarketView market)
    {
        if (instrument.OpenInterest is null || initial >= value)
            return initial;
        var share = ShareOf(instrument, market);
        return share == Rate.Zero ? initial : initial + ((value - initial) * share);
    }

    /// <summary>The same in exact fractions.</summary>
    public static Fraction Raised(
        InstrumentParameters instrument, Fraction initial, Fraction value, MarketView market) =>
        instrument.OpenInterest is null || initial >= value
            ? initial
            : initial + ((value - initial) * ShareOf(instrument, market).Value);

    private static Rate ShareOf(InstrumentParameters instrument, MarketView market) =>
        instrument.OpenInterest!.ShareAt(instrument.SizeOf(market.Totals.Of(instrument.Id)));
}
