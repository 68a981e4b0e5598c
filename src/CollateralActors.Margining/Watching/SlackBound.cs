namespace CollateralActors.Margining.Watching;

/// <summary>
/// A bound on slack over a box, in a block's asset or the valuation currency, and what it was made of.
/// </summary>
/// <param name="Slack">The bound.</param>
/// <param name="Maintenance">The maintenance requirement in it.</param>
/// <param name="Gross">Sum of the parts without signs: rounding errors are a tiny share of it.</param>
internal readonly record struct SlackBound(double Slack, double Maintenance, double Gross)
{
    /// <summary>
    /// An operation errs by 1.2e-16 of its parts, an account by some hundreds of that at most. Elsewhere in the box the
    /// parts may be a few times larger. The exact evaluation errs by less than 1e-25.
    /// </summary>
    private const double RoundingShare = 1e-12;

    /// <summary>Whether this, as a lower bound, proves slack of at least 0.</summary>
    public bool ProvesAtLeast => Slack >= Gross * RoundingShare;

    /// <summary>Whether this, as an upper bound, proves slack below 0.</summary>
    public bool ProvesBelow => Slack < -(Gross * RoundingShare);

    /// <summary>Adds the bounds of two blocks in one currency.</summary>
    public static SlackBound operator +(SlackBound a, SlackBound b) =>
        new(a.Slack + b.Slack, a.Maintenance + b.Maintenance, a.Gross + b.Gross);

    /// <summary>A block's bound at a price of its asset.</summary>
    public static SlackBound operator *(SlackBound bound, double price) =>
        new(bound.Slack * price, bound.Maintenance * price, bound.Gross * price);
}
