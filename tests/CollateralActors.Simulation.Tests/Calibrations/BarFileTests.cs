using CollateralActors.Simulation.Calibrations;
using CollateralActors.Simulation.Prices;

namespace CollateralActors.Simulation.Tests.Calibrations;

/// <summary>Files of bars: what is read, what is passed over, and what is refused where.</summary>
public sealed class BarFileTests
{
    [Fact]
    public void Gaps_and_repeated_rows_are_no_fault()
    {
        var bars = Read("2020-03-01,1,2,1,2,5", "2020-03-03T00:00:00Z,2,3,2,3,5", "2020-03-01,1,2,1,2,5", "2020-03-04,3,3,3,3,0");
        Assert.Equal([1, 3, 4], bars);
    }

    [Fact]
    public void A_shift_is_added_to_every_time() =>
        Assert.Equal("2020-03-02T00:00:00.000Z", Bars(TimeSpan.FromDays(1), "2020-03-01,1,2,1,2,5")[0].Start.ToString());

    [Theory]
    [InlineData("2020-03-02,1,2,1,2,5", "line 4: the bar of 2020-03-02T00:00:00.000Z comes after that of 2020-03-03T00:00:00.000Z; expected bars in order of time")]
    [InlineData("2020-03-03,1,2,1,1.5,5", "line 4: the bar of 2020-03-03T00:00:00.000Z is not the one before; expected each bar once, or repeated as it was")]
    [InlineData("2020-03-04,1,2,3,2,5", "line 4: high 2 is below low 3; expected low ≤ high")]
    [InlineData("2020-03-04,1,2,1,3,5", "line 4: open 1 and close 3 are not within low 1 and high 2; expected low ≤ open, close ≤ high")]
    [InlineData("2020-03-04,0,2,0,2,5", "line 4: open is 0; expected more than 0")]
    [InlineData("2020-03-04T01:00:00Z,1,2,1,2,5", "line 4: 2020-03-04T01:00:00.000Z is not the start of a bar")]
    [InlineData("2020-03-04,1,2,1,2", "line 4: 5 fields in")]
    [InlineData("2020-02-30,1,2,1,2,5", "line 4: date is '2020-02-30'")]
    [InlineData("2020-03-04,1,2,1,x,5", "line 4: close is 'x'")]
    public void A_row_that_is_no_bar_or_out_of_order_is_refused_with_place_and_reason(string row, string says)
    {
        var problem = Assert.Throws<PriceFileException>(() => Read("2020-03-01,1,2,1,2,5", "2020-03-03,1,2,1,2,5", row));
        Assert.StartsWith($"bars.csv, {says}", problem.Message, StringComparison.Ordinal);
    }

    private static int[] Read(params string[] rows) =>
        [.. Bars(TimeSpan.Zero, rows).Select(bar => DateTimeOffset.FromUnixTimeMilliseconds(bar.Start.UnixMilliseconds).Day)];

    private static IReadOnlyList<CollateralActors.Margining.Recalibration.Bar> Bars(TimeSpan shift, params string[] rows) => BarFile.Read(
        new StringReader(string.Join('\n', ["date,open,high,low,close,volume", .. rows])), "bars.csv", TimeSpan.FromDays(1), shift);
}
