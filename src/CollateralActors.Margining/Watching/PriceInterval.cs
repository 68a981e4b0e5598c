using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Watching;

/// <summary>A closed interval of prices.</summary>
/// <param name="Low">Lowest price in it; <see cref="Price"/>'s default (0) where there is no lower end.</param>
/// <param name="High">
/// Highest price in it; <see cref="Unbounded"/> where there is no upper end, the default (0) where no price is allowed.
/// </param>
public readonly record struct PriceInterval(Price Low, Price High)
{
    /// <summary>The upper end of an interval that has none.</summary>
    public static readonly Price Unbounded = new(decimal.MaxValue);

    /// <summary>
    /// Whether it is of a cumulative funding index, which has both ends, is never absent, and may be 0 or negative.
    /// </summary>
    public bool IsOfFunding { get; init; }

    /// <summary>
    /// Holds only while there is no price: an instrument's mark derives from index prices until it gets one of its own.
    /// </summary>
    public static PriceInterval Absent => default;

    /// <summary>Whether the interval asks for there being no price.</summary>
    public bool IsAbsent => High == default && !IsOfFunding;

    /// <summary>Whether there is a lower end.</summary>
    public bool HasLow => Low != default || IsOfFunding;

    /// <summary>Whether there is an upper end.</summary>
    public bool HasHigh => High != Unbounded && !IsAbsent;

    /// <summary>Whether <paramref name="price"/>, the default (0) for none, lies inside.</summary>
    public bool Contains(Price price) => price == default && !IsOfFunding ? IsAbsent : price >= Low && price <= High;

    /// <summary>
    /// The prices that lie in both intervals of one variable; no price where both ask for there being none.
    /// </summary>
    public PriceInterval And(PriceInterval other) => this with
    {
        Low = Low >= other.Low ? Low : other.Low,
        High = High <= other.High ? High : other.High,
    };
}
