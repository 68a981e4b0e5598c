using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;

namespace CollateralActors.Margining.Tests.Watching;

public sealed class BoxShapeTests
{
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(-1d)]
    [InlineData(0d)]
    public void A_width_that_is_no_number_or_below_0_is_no_width(double scale) =>
        Assert.Equal(new PriceInterval(new Price(50_000m), new Price(50_000m)), IntervalAt(scale));

    [Theory]
    [InlineData(0.01, 49_500, 50_500)]
    [InlineData(7d, 25_000, 75_000)]
    [InlineData(double.PositiveInfinity, 25_000, 75_000)]
    public void A_side_reaches_no_further_than_half_a_price(double scale, int low, int high) =>
        Assert.Equal(new PriceInterval(new Price(low), new Price(high)), IntervalAt(scale));

    private static PriceInterval IntervalAt(double scale)
    {
        var venue = new RandomVenue(1);
        var instrument = venue.Risk[new InstrumentId("BTC-USD")];
        var position = new BookPosition(instrument, new Quantity(1m), new Amount(50_000m), 0m, null);
        var book = WatchedBook.Of(new MarginBook([], [position], []), venue.Market(venue.Risk));
        var (box, intervals) = (new PriceRange[1], new PriceInterval[1]);
        var shape = new BoxShape(book, [new PriceRange(50_000d, 50_000d)], [1d], [1d]);
        shape.Fill(scale, box);
        shape.Intervals(scale, [new Price(50_000m)], intervals);
        Assert.Equal((double)intervals[0].Low.Value, box[0].Low, 0.001);
        Assert.Equal((double)intervals[0].High.Value, box[0].High, 0.001);
        return intervals[0];
    }
}
