using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;

namespace CollateralActors.Margining.Watching;

/// <summary>A position that is no option as a scan sees it: its worth in the valuation currency.</summary>
internal readonly struct ScannedLeg(BookPosition position, MarketView market, VariableNumbers variables)
{
    private readonly Exposure exposure = new(position, variables.MarkOf(position.Instrument, market), isScanned: true);
    private readonly int price = variables.Index(position.Instrument.Settle);

    public bool IsLong { get; } = position.Quantity.Sign > 0;

    /// <summary>Value × price of the settle asset; 0 or more.</summary>
    public PriceRange WorthOver(ReadOnlySpan<PriceRange> box)
    {
        var settle = PriceRange.Of(price, box);
        return new PriceRange(exposure.LeastValue(box) * settle.Low, exposure.GreatestValue(box) * settle.High);
    }

    public void AddCosts(double perWorth, ReadOnlySpan<PriceRange> point, Span<double> costs)
    {
        var cost = perWorth * WorthOver(point).Low;
        foreach (var variable in (ReadOnlySpan<int>)[exposure.Mark.Own, exposure.Mark.Base, exposure.Mark.Per, price])
        {
            if (variable >= 0)
                costs[variable] += cost;
        }
    }
}
