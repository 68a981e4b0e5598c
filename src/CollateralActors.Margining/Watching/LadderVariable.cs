using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Watching;

/// <summary>
/// A variable that some band depends on, its price at the ladder's frame, and the ends on both sides of it.
/// </summary>
internal sealed class LadderVariable(MarketVariable variable, Price price)
{
    /// <summary>The variable.</summary>
    public MarketVariable Variable { get; } = variable;

    /// <summary>Its price at the ladder's frame; the default (0) where it has none.</summary>
    public Price Price { get; private set; } = price;

    /// <summary>The price in floating point.</summary>
    public double Nearly { get; private set; } = (double)price.Value;

    /// <summary>Lower ends, met by a price that falls.</summary>
    public LadderSide Below { get; } = new();

    /// <summary>Upper ends, met by a price that rises.</summary>
    public LadderSide Above { get; } = new();

    /// <summary>Takes over a frame's price.</summary>
    public void MoveTo(Price next) => (Price, Nearly) = (next, (double)next.Value);

    /// <summary>
    /// Puts in the ends of a range: none where it reaches down to 0 or up to infinity, and none of a funding index,
    /// whose rare changes have everybody compared.
    /// </summary>
    public void Add(int number, uint stamp, PriceRange range, Predicate<LadderEnd> isLive)
    {
        if (Variable.IsFunding)
            return;
        if (range.Low > 0d)
            Below.Add(new LadderEnd(-range.Low, number, stamp), isLive);
        if (range.High < double.PositiveInfinity)
            Above.Add(new LadderEnd(range.High, number, stamp), isLive);
    }

    /// <summary>Throws out the ends of bands that are gone.</summary>
    public void Purge(Predicate<LadderEnd> isLive)
    {
        Below.Purge(isLive);
        Above.Purge(isLive);
    }
}
