using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Prices;

namespace CollateralActors.Simulation.Tests.Prices;

public sealed class PriceFileTests
{
    private const string BitstampHeader = "timestamp,open,high,low,close,volume";
    private const string DailyHeader = "date,open,high,low,close,volume";

    [Fact]
    public void The_crash_of_February_2025_is_read()
    {
        var bars = PriceFile.Read(Samples.Crash, PriceFileFormat.BitstampMinutes);

        Assert.Equal(60, bars.Count);
        Assert.Equal("2025-02-03T01:23:00.000Z", bars[0].Start.ToString());
        Assert.Equal("2025-02-03T02:22:00.000Z", bars[^1].Start.ToString());
        Assert.Equal(
            new PriceBar(
                new Instant(1_738_545_780_000), TimeSpan.FromMinutes(1),
                new Price(95222m), new Price(95311m), new Price(95153m), new Price(95173m), 1.93148134m),
            bars[0]);
        Assert.Equal((new Price(91530m), new Price(95398m)), (bars.Min(bar => bar.Low), bars.Max(bar => bar.High)));
    }

    [Fact]
    public void The_minutes_of_a_day_are_read_with_the_day_of_the_files_name_and_a_gap()
    {
        var bars = PriceFile.Read(Samples.Perpetual, PriceFileFormat.LeanMinutes);

        Assert.Equal(1_439, bars.Count);
        Assert.Equal("2022-12-13T00:00:00.000Z", bars[0].Start.ToString());
        Assert.Equal(new Price(17207.6m), bars[0].Close);
        Assert.Equal("2022-12-13T23:59:00.000Z", bars[^1].Start.ToString());
        Assert.DoesNotContain(bars, bar => bar.Start.ToString() == "2022-12-13T04:29:00.000Z");
    }

    [Fact]
    public void A_day_that_the_caller_names_goes_before_the_files_name() =>
        Assert.Equal(
            "2024-02-29T00:00:00.000Z",
            PriceFile.Read(Samples.Perpetual, PriceFileFormat.LeanMinutes, new DateOnly(2024, 2, 29))[0]
                .Start.ToString());

    [Fact]
    public void Daily_bars_are_read()
    {
        var bars = PriceFile.Read(Samples.Daily, PriceFileFormat.Daily);

        Assert.Equal(1_246, bars.Count);
        Assert.Equal("2017-08-16T00:00:00.000Z", bars[0].Start.ToString());
        Assert.Equal("2021-01-12T00:00:00.000Z", bars[^1].Start.ToString());
        Assert.All(bars, bar => Assert.Equal(TimeSpan.FromDays(1), bar.Length));
        Assert.Equal((new Price(37371.38m), 124477.914938m), (bars[^1].Close, bars[^1].Volume));
    }

    [Fact]
    public void Funding_rates_are_read()
    {
        var payments = FundingFile.Read(Samples.Funding);

        Assert.Equal(12, payments.Count);
        Assert.Equal("2020-12-29T00:00:00.000Z", payments[0].Time.ToString());
        Assert.Equal("2022-12-13T16:00:00.000Z", payments[^1].Time.ToString());
        Assert.Equal((new Rate(0.00020030m), new Rate(-0.00002983m)), (payments[0].Rate, payments[^1].Rate));
    }

    [Theory]
    [InlineData("", "f.csv, line 1: the file is empty; expected 'timestamp,open,high,low,close,volume'")]
    [InlineData("a,b\n",
        "f.csv, line 1: the header is 'a,b'; expected 'timestamp,open,high,low,close,volume'")]
    [InlineData(BitstampHeader, "f.csv, line 2: there are no rows; expected at least one")]
    [InlineData(BitstampHeader + "\n60,1,1,1,1",
        "f.csv, line 2: 5 fields in '60,1,1,1,1'; expected 6, separated by commas")]
    [InlineData(BitstampHeader + "\n60,1,1,1,1,1\n\n",
        "f.csv, line 3: 1 fields in ''; expected 6, separated by commas")]
    [InlineData(BitstampHeader + "\n60,1,1,1,1,1\n120,1,1,1,1,1,",
        "f.csv, line 3: 7 fields in '120,1,1,1,1,1,'; expected 6, separated by commas")]
    [InlineData(BitstampHeader + "\n-60,1,1,1,1,1",
        "f.csv, line 2: timestamp is '-60'; expected Unix seconds, 0 to 253402300799")]
    [InlineData(BitstampHeader + "\n253402300800,1,1,1,1,1",
        "f.csv, line 2: timestamp is '253402300800'; expected Unix seconds, 0 to 253402300799")]
    [InlineData(BitstampHeader + "\n61,1,1,1,1,1",
        "f.csv, line 2: 1970-01-01T00:01:01.000Z is not the start of a bar; expected a whole multiple of 00:01:00")]
    [InlineData(BitstampHeader + "\n60,1,1,1,1,1\n60,1,1,1,1,1",
        "f.csv, line 3: 1970-01-01T00:01:00.000Z does not follow 1970-01-01T00:01:00.000Z"
        + "; expected 1970-01-01T00:02:00.000Z")]
    [InlineData(BitstampHeader + "\n60,1,1,1,1,1\n180,1,1,1,1,1",
        "f.csv, line 3: 1970-01-01T00:03:00.000Z does not follow 1970-01-01T00:01:00.000Z"
        + "; expected 1970-01-01T00:02:00.000Z")]
    [InlineData(BitstampHeader + "\n60,x,1,1,1,1",
        "f.csv, line 2: open is 'x'; expected a plain decimal number such as 95222.5")]
    [InlineData(BitstampHeader + "\n60,1,1e2,1,1,1",
        "f.csv, line 2: high is '1e2'; expected a plain decimal number such as 95222.5")]
    [InlineData(BitstampHeader + "\n60,1,1,-1,1,1",
        "f.csv, line 2: low is '-1'; expected a plain decimal number such as 95222.5")]
    [InlineData(BitstampHeader + "\n60,1,1,0.0,1,1",
        "f.csv, line 2: low is 0; expected more than 0, at most 1000000000000, at most 12 decimals")]
    [InlineData(BitstampHeader + "\n60,1,1000000000001,1,1,1",
        "f.csv, line 2: high is 1000000000001; expected more than 0, at most 1000000000000, at most 12 decimals")]
    [InlineData(BitstampHeader + "\n60,1,1,1,0.0000000000001,1",
        "f.csv, line 2: close is 0.0000000000001; expected more than 0, at most 1000000000000, at most 12 decimals")]
    [InlineData(BitstampHeader + "\n60,1,3,2,3,1",
        "f.csv, line 2: open 1, high 3, low 2, close 3 is no bar; expected low ≤ open, close ≤ high")]
    [InlineData(BitstampHeader + "\n60,4,3,2,3,1",
        "f.csv, line 2: open 4, high 3, low 2, close 3 is no bar; expected low ≤ open, close ≤ high")]
    [InlineData(BitstampHeader + "\n60,2,3,2,1,1",
        "f.csv, line 2: open 2, high 3, low 2, close 1 is no bar; expected low ≤ open, close ≤ high")]
    [InlineData(BitstampHeader + "\n60,2,3,2,4,1",
        "f.csv, line 2: open 2, high 3, low 2, close 4 is no bar; expected low ≤ open, close ≤ high")]
    [InlineData(BitstampHeader + "\n60,1,1,1,1,-1",
        "f.csv, line 2: volume is '-1'; expected a plain decimal number such as 95222.5")]
    public void A_malformed_row_is_named_with_file_line_and_what_would_be_right(string content, string message) =>
        Assert.Equal(message, Fault(content, PriceFileFormat.BitstampMinutes).Message);

    [Theory]
    [InlineData("", "f_20240101.csv, line 1: there are no rows; expected at least one")]
    [InlineData("86400000,1,1,1,1,1",
        "f_20240101.csv, line 1: time is '86400000'; expected milliseconds of the day, 0 to 86399999")]
    [InlineData("1,1,1,1,1,1",
        "f_20240101.csv, line 1: 2024-01-01T00:00:00.001Z is not the start of a bar"
        + "; expected a whole multiple of 00:01:00")]
    [InlineData("120000,1,1,1,1,1\n60000,1,1,1,1,1",
        "f_20240101.csv, line 2: 2024-01-01T00:01:00.000Z does not follow 2024-01-01T00:02:00.000Z"
        + "; expected 2024-01-01T00:03:00.000Z or later")]
    public void A_malformed_row_of_a_file_by_the_day_is_named(string content, string message) =>
        Assert.Equal(message, Fault(content, PriceFileFormat.LeanMinutes, "f_20240101.csv").Message);

    [Theory]
    [InlineData("2024-02-30,1,1,1,1,1",
        "f.csv, line 2: date is '2024-02-30'; expected a time from 1970 on, written yyyy-MM-dd")]
    [InlineData("1969-12-31,1,1,1,1,1",
        "f.csv, line 2: date is '1969-12-31'; expected a time from 1970 on, written yyyy-MM-dd")]
    [InlineData("20240229,1,1,1,1,1",
        "f.csv, line 2: date is '20240229'; expected a time from 1970 on, written yyyy-MM-dd")]
    [InlineData("2024-02-28,1,1,1,1,1\n2024-03-01,1,1,1,1,1",
        "f.csv, line 3: 2024-03-01T00:00:00.000Z does not follow 2024-02-28T00:00:00.000Z"
        + "; expected 2024-02-29T00:00:00.000Z")]
    public void A_malformed_row_of_daily_bars_is_named(string content, string message) =>
        Assert.Equal(message, Fault($"{DailyHeader}\n{content}", PriceFileFormat.Daily).Message);

    [Fact]
    public void A_file_by_the_day_without_a_day_is_refused()
    {
        var fault = Fault("0,1,1,1,1,1", PriceFileFormat.LeanMinutes, "btc_2022.csv");

        Assert.StartsWith("btc_2022.csv, line 1: the times are milliseconds of a day that is not known", fault.Message);
        Assert.Equal(("btc_2022.csv", 1), (fault.File, fault.Line));
    }

    [Theory]
    [InlineData("2024-01-01,0.1",
        "f.csv, line 1: time is '2024-01-01'; expected a time from 1970 on, written yyyyMMdd HH:mm:ss")]
    [InlineData("20240101 00:00:00,x",
        "f.csv, line 1: rate is 'x'; expected a plain decimal number such as 95222.5")]
    [InlineData("20240101 00:00:00,-1", "f.csv, line 1: rate is -1; expected more than -1 and less than 1")]
    [InlineData("20240101 00:00:00,1.0", "f.csv, line 1: rate is 1; expected more than -1 and less than 1")]
    [InlineData("20240101 08:00:00,0\n20240101 08:00:00,0",
        "f.csv, line 2: 2024-01-01T08:00:00.000Z does not follow 2024-01-01T08:00:00.000Z; expected a later time")]
    public void A_malformed_funding_rate_is_named(string content, string message) =>
        Assert.Equal(
            message,
            Assert.Throws<PriceFileException>(() => FundingFile.Read(new StringReader(content), "f.csv")).Message);

    private static PriceFileException Fault(string content, PriceFileFormat format, string file = "f.csv") =>
        Assert.Throws<PriceFileException>(() => PriceFile.Read(new StringReader(content), file, format));
}
