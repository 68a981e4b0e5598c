using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Prices;

namespace CollateralActors.Simulation.Tests.Prices;

public sealed class PricePathTests
{
    [Theory]
    //          open  high low  close     ticks
    [InlineData(100, 110, 90, 105, 4, "0:100 15000:90 30000:110 45000:105")]
    [InlineData(100, 110, 90, 100, 4, "0:100 15000:90 30000:110 45000:100")]
    [InlineData(100, 110, 90, 95, 4, "0:100 15000:110 30000:90 45000:95")]
    [InlineData(100, 110, 90, 105, 5, "0:100 12000:90 24000:100 36000:110 48000:105")]
    [InlineData(100, 110, 90, 105, 7, "0:100 8571:95 17142:90 25714:100 34285:110 42857:107.5 51428:105")]
    public void A_bar_is_walked_through_its_corners(
        int open, int high, int low, int close, int ticks, string path) =>
        Assert.Equal(path, string.Join(' ', PricePath.Ticks([Bar(open, high, low, close)], ticks).Select(
            tick => $"{tick.Time.UnixMilliseconds}:{tick.Price}")));

    [Fact]
    public void Prices_between_the_corners_are_rounded_half_to_even() =>
        Assert.Equal(
            "1 1 1 1.02 1.03 1.02 1.01", // 1.015 goes to 1.02
            string.Join(' ', PricePath.Ticks([Bar(1m, 1.03m, 1m, 1.01m)], 7).Select(tick => tick.Price)));

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(60)]
    public void The_real_path_keeps_every_extreme_and_stays_inside_its_bars(int ticksPerBar)
    {
        var bars = PriceFile.Read(Samples.Perpetual, PriceFileFormat.LeanMinutes);

        var ticks = PricePath.Ticks(bars, ticksPerBar);

        Assert.Equal(bars.Count * ticksPerBar, ticks.Count);
        Assert.All(ticks.Zip(ticks.Skip(1)), pair => Assert.True(pair.First.Time < pair.Second.Time));
        Assert.All(ticks.Chunk(ticksPerBar).Zip(bars), pair =>
        {
            var (path, bar) = pair;
            Assert.Equal((bar.Open, bar.Close, bar.Start), (path[0].Price, path[^1].Price, path[0].Time));
            Assert.Equal((bar.Low, bar.High), (path.Min(tick => tick.Price), path.Max(tick => tick.Price)));
            Assert.True(path[^1].Time < bar.Start + bar.Length);
        });
    }

    [Fact]
    public void What_would_lose_a_price_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PricePath.Ticks([Bar(1, 1, 1, 1)], 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => PricePath.Ticks([Bar(1, 1, 1, 1)], 60_001));
        var fault = Assert.Throws<ArgumentException>(() => PricePath.Ticks([Bar(1m, 1.125m, 1m, 1m)]));
        Assert.Equal("price 1.125 of the bar at 1970-01-01T00:00:00.000Z has more than 2 decimals", fault.Message);
    }

    private static PriceBar Bar(decimal open, decimal high, decimal low, decimal close) => new(
        new Instant(0),
        TimeSpan.FromMinutes(1),
        new Price(open),
        new Price(high),
        new Price(low),
        new Price(close),
        Volume: 1m);
}
