namespace CollateralActors.Margining.Watching;

/// <summary>
/// A first guess at how far each variable may move, relative to its price, until an account's slack is used up: slack
/// is taken as linear and shared out so that wakes are fewest.
/// </summary>
/// <remarks>
/// A share b is left about (volatility × exposure ÷ b)² times a frame; the sum is least for b in proportion to
/// (exposure × volatility)^⅔. Floating point is good enough for a guess: whatever comes out, <see
/// cref="BandCertificates"/> prove it.
/// </remarks>
internal static class BandSizing
{
    /// <summary>
    /// Part of a block's exposure to its positions that counts as exposure to its price too: where the part is near 0
    /// it does not stay there.
    /// </summary>
    private const double PriceFollowsPositions = 0.02;

    private const int StackLimit = 32;

    /// <summary>Further than any side of a box reaches.</summary>
    private const double Far = 1_000;

    /// <summary>Fills <paramref name="widths"/>, one for each variable of the book; at most a thousand.</summary>
    /// <param name="book">The account.</param>
    /// <param name="threshold">The line that must not be crossed.</param>
    /// <param name="slack">Distance to it, more than 0, valuation currency.</param>
    /// <param name="point">The present prices: intervals of no width.</param>
    /// <param name="weights">How much the variables move.</param>
    /// <param name="widths">Relative half widths.</param>
    public static void Share(
        WatchedBook book,
        Threshold threshold,
        double slack,
        ReadOnlySpan<PriceRange> point,
        BandWeights weights,
        Span<double> widths)
    {
        var costs = widths;
        costs.Clear();
        foreach (var block in book.Blocks)
            AddCosts(block, threshold, point, costs);
        book.Scans?.AddCosts(threshold, point, costs);
        foreach (ref readonly var charge in book.Charges.AsSpan())
            charge.AddCosts(threshold, point, costs);
        Span<double> shares =
            widths.Length <= StackLimit ? stackalloc double[widths.Length] : new double[widths.Length];
        var sum = 0d;
        for (var i = 0; i < costs.Length; i++)
        {
            shares[i] = TwoThirds(costs[i] * weights.Of(book.Variables[i]));
            sum += shares[i];
        }

        for (var i = 0; i < costs.Length; i++)
            widths[i] = costs[i] > 0d ? Math.Min(slack * shares[i] / (sum * costs[i]), Far) : Far;
    }

    /// <summary>
    /// Adds what slack changes for a relative move of 1 of each variable, taken linearly and without sign.
    /// </summary>
    private static void AddCosts(
        ExposureBlock block, Threshold threshold, ReadOnlySpan<PriceRange> point, Span<double> costs)
    {
        var (net, maintenance) = (block.Balance, 0d);
        foreach (ref readonly var exposure in block.Exposures.AsSpan())
            net += exposure.Profit(exposure.LeastValue(point));
        foreach (ref readonly var debt in block.Debts.AsSpan())
            net -= debt.Most(point);
        var price = block.Price < 0 ? 1d : point[block.Price].Low;
        var weight = block.Price < 0 ? 1d : block.WeightAt(price);
        var slope = threshold.IsOfValue ? 1d : block.Slope(net, weight);
        var sum = 0d;
        foreach (ref readonly var exposure in block.Exposures.AsSpan())
        {
            var value = exposure.LeastValue(point);
            var marginal = 0d;
            if (!threshold.IsOfValue)
            {
                maintenance += exposure.Maintenance(value);
                marginal = threshold.Ratio * exposure.MarginalMaintenance(value);
            }

            var helps = exposure.Sign > 0 && (block.IsMonotone || threshold.IsOfValue);
            var cost = (slope + (helps ? -marginal : marginal)) * value * price;
            sum += cost;
            if (exposure.Mark.Option is { } option)
            {
                option.AddCosts(Math.Abs(slope - marginal) * exposure.Size * price, point, costs);
                continue;
            }

            Add(exposure.Mark.Own, cost, costs);
            Add(exposure.Mark.Base, cost, costs);
            Add(exposure.Mark.Per, cost, costs);
        }

        if (!threshold.IsOfValue)
            maintenance += block.HeldMaintenance * Math.Max(0d, net);
        foreach (ref readonly var debt in block.Debts.AsSpan())
            Add(debt.Index, slope * debt.Value * price, costs);
        if (block.Price < 0)
            return;
        var part = threshold.IsOfValue ? net : block.Adjusted(net, weight) - (threshold.Ratio * maintenance);
        var pegged = threshold.IsOfValue || net < 0d ? 0d : block.Adjusted(net, block.PegCost(price));
        Add(block.Price, ((Math.Abs(part) + pegged) * price) + (PriceFollowsPositions * sum), costs);
    }

    private static void Add(int variable, double cost, Span<double> costs)
    {
        if (variable >= 0)
            costs[variable] += cost;
    }

    private static double TwoThirds(double value)
    {
        var root = Math.Cbrt(value);
        return root * root;
    }
}
