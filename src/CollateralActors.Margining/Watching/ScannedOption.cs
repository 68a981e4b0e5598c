using CollateralActors.Margining.Margin;

namespace CollateralActors.Margining.Watching;

/// <summary>An option as a scan sees it: what its price changes by in a cell, in the valuation currency.</summary>
/// <remarks>
/// The price of the cell and the present one are bounded apart, as if each had prices of its own: at a point that is
/// exact, over a box wider than need be.
/// </remarks>
internal readonly struct ScannedOption(BookPosition position, VariableNumbers variables)
{
    private readonly OptionMark mark = variables.OptionOf(position.Instrument);
    private readonly int settle = variables.Index(position.Instrument.Settle);
    private readonly double size = (double)position.Instrument.SizeOf(position.Quantity);

    public bool IsShort { get; } = position.Quantity.Sign < 0;

    /// <summary>Contracts × contract size, without sign.</summary>
    public double Size => size;

    /// <summary>The present price.</summary>
    public PriceRange PriceOver(ReadOnlySpan<PriceRange> box) => new(mark.Low(box), mark.High(box));

    /// <summary>The price after a move of prices and one of volatilities.</summary>
    public PriceRange PriceOver(ReadOnlySpan<PriceRange> box, double priceMove, double volatilityMove) => new(
        mark.Low(box, 1d + priceMove, 1d + volatilityMove), mark.High(box, 1d + priceMove, 1d + volatilityMove));

    /// <summary>What is gained where the price goes from one range to another.</summary>
    public PriceRange Gain(PriceRange before, PriceRange after, ReadOnlySpan<PriceRange> box)
    {
        var (low, high) = (after.Low - before.High, after.High - before.Low);
        if (IsShort)
            (low, high) = (-high, -low);
        var price = PriceRange.Of(settle, box);
        return new PriceRange(
            size * low * (low < 0d ? price.High : price.Low), size * high * (high < 0d ? price.Low : price.High));
    }

    /// <summary>What a price is worth at most: the scale of rounding errors.</summary>
    public double WorthAtMost(PriceRange price, ReadOnlySpan<PriceRange> box) =>
        size * price.High * PriceRange.Of(settle, box).High;

    public void AddCosts(double perUnit, double priceMove, ReadOnlySpan<PriceRange> point, Span<double> costs) =>
        mark.AddCosts(perUnit * size * PriceRange.Of(settle, point).Low, point, costs, 1d + priceMove);
}
