namespace CollateralActors.Margining.Watching;

/// <summary>Bounds on one block's part of slack, in units of its asset, over a box of prices.</summary>
/// <remarks>
/// Funding that is owed lowers the net amount whatever else moves, so it is bounded by itself. Profit, adjusted amount
/// and maintenance are each at their worst at an end of a value's interval. Where profit falls with value they are so
/// at the same end and the bound is exact; where it rises they are at different ends, unless collateral is steeper than
/// maintenance throughout the box: then slack rises with value, and one end is the worst for both; or maintenance is at
/// least as steep throughout, as of a long option: then it falls, and the other end is. The weight of a peg is taken at
/// the worst end of the asset's price, and what comes out × price as that of any block.
/// </remarks>
internal static class BlockBounds
{
    /// <summary>No part is less than this anywhere in the box.</summary>
    public static SlackBound Lower(ExposureBlock block, Threshold threshold, ReadOnlySpan<PriceRange> box)
    {
        var alwaysSteeper = threshold.IsOfValue || block.IsMonotone;
        var slope = alwaysSteeper ? 0d : LeastSlope(block, box);
        var most = block.HasSteepLongs && !alwaysSteeper ? GreatestSlope(block, box) : double.PositiveInfinity;
        var (net, maintenance, scale) = (block.Balance, 0d, block.Scale);
        foreach (ref readonly var exposure in block.Exposures.AsSpan())
        {
            var value = exposure.Sign > 0 ? exposure.LeastValue(box) : exposure.GreatestValue(box);
            var required = value;
            if (exposure.Sign > 0 && !alwaysSteeper
                && exposure.GreatestValue(box) is var greatest && !IsSteeper(slope, threshold, exposure, greatest))
                (value, required) = (IsFlatter(most, threshold, exposure, value) ? greatest : value, greatest);
            net += exposure.Profit(value);
            scale += value;
            if (!threshold.IsOfValue)
                maintenance += exposure.Maintenance(required);
        }

        foreach (ref readonly var debt in block.Debts.AsSpan())
        {
            var owed = debt.Most(box);
            (net, scale) = (net - owed, scale + Math.Abs(owed));
        }

        if (block.HeldMaintenance > 0d && !threshold.IsOfValue)
            maintenance += block.HeldMaintenance * Net(block, box, most: true);
        return Part(block, threshold, net, maintenance, scale, LeastWeight(block, box));
    }

    /// <summary>No part is more than this anywhere in the box.</summary>
    public static SlackBound Upper(ExposureBlock block, Threshold threshold, ReadOnlySpan<PriceRange> box)
    {
        var alwaysSteeper = threshold.IsOfValue || block.IsMonotone;
        var slope = alwaysSteeper ? 0d : LeastSlope(block, box);
        var most = block.HasSteepLongs && !alwaysSteeper ? GreatestSlope(block, box) : double.PositiveInfinity;
        var (net, maintenance, scale) = (block.Balance, 0d, block.Scale);
        foreach (ref readonly var exposure in block.Exposures.AsSpan())
        {
            var value = exposure.Sign > 0 ? exposure.GreatestValue(box) : exposure.LeastValue(box);
            var required = value;
            if (exposure.Sign > 0 && !alwaysSteeper && !IsSteeper(slope, threshold, exposure, value))
            {
                required = exposure.LeastValue(box);
                value = IsFlatter(most, threshold, exposure, required) ? required : value;
            }

            net += exposure.Profit(value);
            scale += value;
            if (!threshold.IsOfValue)
                maintenance += exposure.Maintenance(required);
        }

        foreach (ref readonly var debt in block.Debts.AsSpan())
        {
            var owed = debt.Least(box);
            (net, scale) = (net - owed, scale + Math.Abs(owed));
        }

        if (block.HeldMaintenance > 0d && !threshold.IsOfValue)
            maintenance += block.HeldMaintenance * Math.Max(0d, Net(block, box, most: false));
        return Part(block, threshold, net, maintenance, scale, GreatestWeight(block, box));
    }

    private static SlackBound Part(
        ExposureBlock block, Threshold threshold, double net, double maintenance, double scale, double weight) => new(
        threshold.IsOfValue ? net : block.Adjusted(net, weight) - (threshold.Ratio * maintenance), maintenance, scale);

    // Below a peg an asset counts less the lower its price is, whatever else moves.
    private static double LeastWeight(ExposureBlock block, ReadOnlySpan<PriceRange> box) =>
        block.Price < 0 ? 1d : block.WeightAt(box[block.Price].Low);

    private static double GreatestWeight(ExposureBlock block, ReadOnlySpan<PriceRange> box) =>
        block.Price < 0 ? 1d : block.WeightAt(box[block.Price].High);

    /// <summary>Collateral is least steep where the net amount is greatest: slices count less and less.</summary>
    private static double LeastSlope(ExposureBlock block, ReadOnlySpan<PriceRange> box) =>
        block.Slope(Net(block, box, most: true), LeastWeight(block, box));

    /// <summary>It is steepest where the net amount is least, and at the greatest weight of a peg.</summary>
    private static double GreatestSlope(ExposureBlock block, ReadOnlySpan<PriceRange> box) =>
        block.Slope(Net(block, box, most: false), GreatestWeight(block, box));

    private static double Net(ExposureBlock block, ReadOnlySpan<PriceRange> box, bool most)
    {
        var net = block.Balance;
        foreach (ref readonly var exposure in block.Exposures.AsSpan())
            net += exposure.Profit(exposure.Sign > 0 == most ? exposure.GreatestValue(box) : exposure.LeastValue(box));
        foreach (ref readonly var debt in block.Debts.AsSpan())
            net -= most ? debt.Least(box) : debt.Most(box);
        return net;
    }

    private static bool IsFlatter(double slope, Threshold threshold, in Exposure exposure, double leastValue) =>
        slope <= threshold.Ratio * exposure.MarginalMaintenance(leastValue);

    private static bool IsSteeper(double slope, Threshold threshold, in Exposure exposure, double greatestValue) =>
        slope >= threshold.Ratio * exposure.MarginalMaintenance(greatestValue);
}
