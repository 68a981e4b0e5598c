namespace CollateralActors.Margining.Risk;

/// <summary>
/// Maintenance by tiers of value in floating point: a continuous convex function, for bounds that allow for its
/// rounding.
/// </summary>
internal sealed class MarginCurve
{
    private readonly double[] ends;
    private readonly double[] rates;
    private readonly double[] deductions;

    public MarginCurve(IReadOnlyList<MarginTier> tiers)
    {
        ends = new double[tiers.Count];
        rates = new double[tiers.Count];
        deductions = new double[tiers.Count];
        for (var i = 0; i < tiers.Count; i++)
        {
            ends[i] = i == tiers.Count - 1 ? double.PositiveInfinity : (double)tiers[i].UpTo;
            rates[i] = (double)tiers[i].Maintenance.Value;
            deductions[i] = i == 0 ? 0d : deductions[i - 1] + (ends[i - 1] * (rates[i] - rates[i - 1]));
        }
    }

    /// <summary>Where maintenance grows most.</summary>
    public double Steepest => rates[^1];

    /// <summary>Maintenance of a value.</summary>
    public double At(double value)
    {
        var tier = TierOf(value);
        return (value * rates[tier]) - deductions[tier];
    }

    /// <summary>How much maintenance grows with value, at the value and to the right of it.</summary>
    public double SlopeAt(double value) => rates[TierOf(value)];

    private int TierOf(double value)
    {
        var tier = 0;
        while (tier < ends.Length - 1 && value >= ends[tier])
            tier++;
        return tier;
    }
}
