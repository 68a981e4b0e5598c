using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Liquidations;

/// <summary>How much of a position a step closes, once the plan says which and how much is enough.</summary>
internal static class StepSizing
{
    /// <summary>The step's close: at least a lot, at most the position.</summary>
    /// <param name="close">What the plan closes of it: as little as is enough, or all.</param>
    /// <param name="isScanned">Whether a scan says what is required: then no tier does.</param>
    /// <param name="most">What the limit of speed allows; null without one.</param>
    /// <param name="market">The frame.</param>
    public static PlannedClose Of(PlannedClose close, bool isScanned, Quantity? most, MarketView market)
    {
        if (market.Risk.Liquidation is not { } rules)
            return close;
        var all = close.Position.Quantity.Abs();
        var sized = rules.Sizing == LiquidationSizing.StepDown && !isScanned && close.Quantity < all
            ? StepDown(close.Position, all, market)
            : close.Quantity;
        if (most is { } left && left < sized)
            sized = left;
        var rest = all - sized;
        return close with
        {
            Quantity = close.Position.Instrument.MinimumPosition is { } minimum && rest < minimum ? all : sized,
        };
    }

    // To the upper end of the tier below: an amount equal to it is in that tier.
    private static Quantity StepDown(BookPosition position, Quantity all, MarketView market)
    {
        var (instrument, exact) = (position.Instrument, new ExactPosition(position, market));
        if (instrument.IsOption)
            return all;
        var measure = instrument.Margin.TierOf == TierMeasure.Value ? exact.BasisValue : exact.Size;
        var lower = instrument.Margin.Tiers.LastOrDefault(tier => tier.UpTo < measure);
        if (lower.UpTo == 0m)
            return all;
        var kept = (Fraction)all.Contracts * lower.UpTo / measure;
        var (lot, lots) = (instrument.Lot.Contracts, kept / instrument.Lot.Contracts);
        return all - new Quantity((decimal)lots.Floor() * lot);
    }
}
