namespace CollateralActors.Margining.Watching;

/// <summary>
/// Where an instrument's mark comes from: a variable of its own, or the quotient of two index prices, of which an
/// option is priced.
/// </summary>
/// <param name="Own">Number of the mark's own variable; negative where it has none.</param>
/// <param name="Absent">
/// Number of the own variable that has no price yet, so that the mark derives; negative where it has one.
/// </param>
/// <param name="Base">Number of the base's index price; negative where that is 1.</param>
/// <param name="Per">Number of the index price that the base's is divided by; negative where that is 1.</param>
internal readonly record struct MarkSource(int Own, int Absent, int Base, int Per)
{
    /// <summary>How an option without a mark of its own is priced; null for everything else.</summary>
    public OptionMark? Option { get; init; }

    /// <summary>The lowest mark in the box.</summary>
    public double Low(ReadOnlySpan<PriceRange> box) =>
        Own >= 0 ? box[Own].Low
        : Option is { } option ? option.Low(box)
        : PriceRange.OfQuotient(Base, Per, box).Low;

    /// <summary>The highest mark in the box.</summary>
    public double High(ReadOnlySpan<PriceRange> box) =>
        Own >= 0 ? box[Own].High
        : Option is { } option ? option.High(box)
        : PriceRange.OfQuotient(Base, Per, box).High;
}
