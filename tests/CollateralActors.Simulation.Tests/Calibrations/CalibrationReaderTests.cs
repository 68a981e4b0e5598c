using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Calibrations;
using CollateralActors.Simulation.Files;
using CollateralActors.Simulation.RiskBooks;
using CollateralActors.Simulation.Tests.Prices;

namespace CollateralActors.Simulation.Tests.Calibrations;

/// <summary>What follows the market, as a risk officer writes it.</summary>
public sealed class CalibrationReaderTests
{
    private static readonly string SamplesFolder = Path.Combine(Path.GetDirectoryName(Samples.Daily)!, "..");
    private static readonly RiskBook Book =
        RiskBookReader.Read(Path.Combine(SamplesFolder, "risk-books", "perpetuals.jsonc"), new RiskBookVersion(1)).Content!;

    private static readonly string Sample = File.ReadAllText(Path.Combine(SamplesFolder, "calibrations", "btc-daily.jsonc"));

    [Fact]
    public void The_sample_is_read()
    {
        var file = Parse(Sample).Content!;
        Assert.Equal(new Rate(0.94m), file.Calibration.Fading);
        Assert.Equal(new Rate(0.3m), file.Calibration.Assets[0].Rule.Most);
        Assert.Equal(new Rate(1.5m), file.Calibration.Instruments[0].InitialFactor);
        Assert.Equal(TimeSpan.FromDays(1), Assert.Single(file.Sources).Shift);
    }

    [Theory]
    [InlineData("\"lambda\": \"0.94\"", "\"lambda\": \"94\"", "lambda", "is not within 0 … 1")]
    [InlineData("\"lambda\": \"0.94\"", "\"lambda\": \"1\"", "", "lambda 1 is not above 0 and below 1")]
    [InlineData("\"barMinutes\": 1440", "\"barMinutes\": 1441", "barMinutes", "is not a whole number within 1 … 1440")]
    [InlineData("\"deviations\": \"2\",", "", "assets.BTC", "'deviations' is missing")]
    [InlineData("\"deviations\": \"2\"", "\"deviation\": \"2\", \"deviations\": \"2\"", "assets.BTC.deviation", "'deviation' is unknown here")]
    [InlineData("\"rise\": \"0.05\"", "\"rise\": \"0\"", "assets.BTC.rise", "is not more than 0")]
    [InlineData("\"most\": \"0.3\"", "\"most\": \"0.9\"", "", "with a first haircut of 0.9, a later one of BTC is 1 or more")]
    [InlineData("\"quietPeriods\": 30,\n      \"fall\": \"0.005\"", "\"quietPeriods\": 0,\n      \"fall\": \"0.005\"", "assets.BTC.quietPeriods", "is not a whole number within 1 … 10000")]
    [InlineData("\"exposures\": { \"BTC\"", "\"exposures\": { \"ETH\"", "bars", "bars of ETH are missing")]
    [InlineData("\"BTC-PERP\": {", "\"DOGE-PERP\": {", "", "instrument DOGE-PERP is not in the risk book")]
    public void What_is_wrong_is_refused_where_it_is_wrong(string written, string instead, string path, string says)
    {
        Assert.Contains(written, Sample, StringComparison.Ordinal);
        var at = Sample.IndexOf(written, StringComparison.Ordinal);
        var problem = Parse(Sample[..at] + instead + Sample[(at + written.Length)..]).Problems[0];
        Assert.Equal(path, problem.Place.Path);
        Assert.True(problem.Place.Line > 0);
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
    }

    private static FileReading<CalibrationFile> Parse(string text) => CalibrationReader.Parse("c.jsonc", text, Book);
}
