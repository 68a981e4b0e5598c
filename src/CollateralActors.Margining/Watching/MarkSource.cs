namespace CollateralActors.Margining.Watching;

/// <summary>
/// Where an instrument's mark comes from: a variable of its own, or the quotient of two index prices.
/// </summary>
/// <param name="Own">Number of the mark's own variable; negative where it has none.</param>
/// <param name="Absent">
/// Number of the own variable that has no price yet, so that the mark derives; negative where it has one.
/// </param>
/// <param name="Base">Number of the base's index price; negative where that is 1.</param>
/// <param name="Per">Number of the index price that the base's is divided by; negative where that is 1.</param>
internal readonly record struct MarkSource(int Own, int Absent, int Base, int Per)
{
    /// <summary>The lowest mark in the box.</summary>
    public double Low(ReadOnlySpan<PriceRange> box) => Own >= 0 ? box[Own].Low : LowOf(Base, box) / HighOf(Per, box);

    /// <summary>The highest mark in the box.</summary>
    public double High(ReadOnlySpan<PriceRange> box) => Own >= 0 ? box[Own].High : HighOf(Base, box) / LowOf(Per, box);

    private static double LowOf(int variable, ReadOnlySpan<PriceRange> box) => variable < 0 ? 1d : box[variable].Low;

    private static double HighOf(int variable, ReadOnlySpan<PriceRange> box) => variable < 0 ? 1d : box[variable].High;
}
