using CollateralActors.Margining.Margin;

namespace CollateralActors.Margining.Watching;

/// <summary>
/// What a short option requires to be kept: a share of the base's price, whatever its mark does, so it stands apart
/// from the blocks. In the valuation currency it is size × rate × P_base, as S × P_settle = P_base; of an isolated
/// position, in settle units, size × rate × P_base ÷ P_settle.
/// </summary>
/// <param name="amount">Size × maintenance rate.</param>
/// <param name="base">Number of the base's index price; negative where that is 1.</param>
/// <param name="per">Number of the settle asset's index price where it divides; negative where nothing does.</param>
internal readonly struct ShortOptionCharge(double amount, int @base, int per)
{
    /// <summary>The charge of a short option.</summary>
    public static ShortOptionCharge Of(BookPosition position, VariableNumbers variables)
    {
        var option = position.Instrument;
        var rate = OptionMargin.RatesOf(option).Maintenance.Value;
        return new ShortOptionCharge(
            (double)option.SizeOf(position.Quantity) * (double)rate,
            variables.Index(option.Base),
            position.IsIsolated ? variables.Index(option.Settle) : -1);
    }

    /// <summary>What it takes from slack to a threshold: at most, for a lower bound, or at least.</summary>
    public SlackBound Over(Threshold threshold, ReadOnlySpan<PriceRange> box, bool atMost)
    {
        if (threshold.IsOfValue)
            return default;
        var spot = PriceRange.OfQuotient(@base, per, box);
        var required = amount * (atMost ? spot.High : spot.Low);
        return new SlackBound(-threshold.Ratio * required, required, threshold.Ratio * required);
    }

    /// <summary>Adds what slack changes by it for a relative move of 1 of each variable, without sign.</summary>
    public void AddCosts(Threshold threshold, ReadOnlySpan<PriceRange> point, Span<double> costs)
    {
        var cost = Over(threshold, point, atMost: true).Gross;
        if (@base >= 0)
            costs[@base] += cost;
        if (per >= 0)
            costs[per] += cost;
    }
}
