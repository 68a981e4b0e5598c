namespace CollateralActors.Margining.Watching;

/// <summary>A bound on slack over a box, and the size of what was summed.</summary>
/// <param name="Slack">Valuation currency.</param>
/// <param name="Gross">Sum of the parts without signs, plus the prices: rounding errors are a tiny share of it.</param>
internal readonly record struct SlackBound(decimal Slack, decimal Gross)
{
    /// <summary>
    /// Decimals carry 28 digits, so that a few hundred operations err by less than 1e-25 of the parts; at other prices in the box
    /// the parts may be some times larger.
    /// </summary>
    private const decimal RoundingShare = 0.000000000000001m;

    /// <summary>What rounding could hide, with room to spare.</summary>
    public decimal Rounding => Gross * RoundingShare;

    /// <summary>Whether this, as a lower bound, proves slack of at least 0.</summary>
    public bool ProvesAtLeast => Slack >= Rounding;

    /// <summary>Whether this, as an upper bound, proves slack below 0.</summary>
    public bool ProvesBelow => Slack < -Rounding;
}
