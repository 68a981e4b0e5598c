using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Watching;

/// <summary>Which move of a variable takes slack from an account.</summary>
internal enum HurtBy
{
    /// <summary>One or the other: an index price multiplies gains and losses.</summary>
    Either,

    /// <summary>A lower mark: the position is long. A lower funding index: it is short.</summary>
    Fall,

    /// <summary>A higher mark: the position is short. A higher funding index: it is long.</summary>
    Rise,

    /// <summary>There is no price yet; if one appears, it takes the place of a derived mark.</summary>
    Appearing,

    /// <summary>Time passes: it may take slack from a long option, and from a margin call of a short one.</summary>
    Passing,
}

/// <summary>What a variable means to an account.</summary>
/// <param name="Hurt">Which move takes slack.</param>
/// <param name="CanOpen">
/// Whether no price on the other side can do harm: see <see cref="ExposureBlock.IsMonotone"/>.
/// </param>
internal readonly record struct VariableRole(HurtBy Hurt, bool CanOpen)
{
    /// <summary>
    /// What a width of 1 means for a variable that is no price; 0 for a price, whose widths are shares of itself. A
    /// funding index moves by shares of the value of one unit of size.
    /// </summary>
    public double Unit { get; init; }

    /// <summary>
    /// The highest value at which the account is not looked at for another reason than its status: a debt reaches its
    /// limit; 0 where there is none.
    /// </summary>
    public Price Cap { get; init; }
}
